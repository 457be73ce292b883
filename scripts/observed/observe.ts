import { EngineVersion } from '../../constructs/engine-version';
import type { RdsPort } from '../rds/rds-port';
import type { RdsEvent } from '../rds/types';
import { refusal } from '../runtime/errors';
import { clusterNameOf, deploymentsOf } from './identity';
import { endpoints, scaling } from './observe-dependents';
import { finalSnapshots, observeConnections, observeLeftovers, switchoverEvents } from './observe-leftovers';
import { compareVersions, parseVersion } from './phase';
import type { Sources } from './sources';
import { parametersOfGroup, targetFamily, targetGroupsOf } from './target-groups';
import { upgradePath } from './upgrade-path';
import { type Environment, type Fact, type Facts, fact, type View } from './view';

/** Reads the named facts that this view does not hold yet. `production` and `deployments` come with every other one. */
export async function observe(view: View, names: readonly Fact[], sources: Sources): Promise<void> {
  const wanted = new Set(names.flatMap((name) => [name, ...(buildsOn[name] ?? [])]));
  for (const name of order.filter((candidate) => wanted.has(candidate))) {
    if (view.facts[name] === undefined) await read(name, view, sources);
  }
}

const buildsOn: Partial<Record<Fact, Fact[]>> = {
  greenEvents: ['green'],
  switchoverEvents: ['leftovers'],
  connections: ['leftovers'],
  finalSnapshots: ['leftovers'],
};

/** In the order in which they build on each other. */
const order: readonly Fact[] = [
  'production',
  'deployments',
  'green',
  'old',
  'engine',
  'replicationParameters',
  'targetGroups',
  'targetParameters',
  'targetValues',
  'greenEvents',
  'sourceEvents',
  'snapshots',
  'endpoints',
  'scaling',
  'leftGreens',
  'leftovers',
  'switchoverEvents',
  'connections',
  'finalSnapshots',
];

async function read(name: Fact, view: View, sources: Sources): Promise<void> {
  const { rds } = sources;
  const set = <F extends Fact>(key: F, value: Facts[F]) => {
    view.facts[key] = value;
  };
  const { annotation } = view.desired;
  switch (name) {
    case 'production':
      return set('production', await production(view, rds));
    case 'deployments': {
      const all = await rds.deployments();
      return set('deployments', deploymentsOf(fact(view, 'production').cluster, all));
    }
    case 'green':
      return set('green', await environment(clusterNameOf(fact(view, 'deployments').underway?.target), rds));
    case 'old':
      return set('old', await oldEnvironment(view, rds));
    case 'engine': {
      const current = fact(view, 'production').cluster.engineVersion;
      return set('engine', await engine(view, current, rds));
    }
    case 'replicationParameters': {
      const group = fact(view, 'production').cluster.parameterGroup;
      const names = annotation.engine === 'aurora-mysql' ? ['binlog_format'] : ['rds.logical_replication'];
      return set('replicationParameters', await rds.clusterParameters(group, names));
    }
    case 'targetGroups': {
      const { cluster, instance } = targetGroupsOf(view) ?? {};
      return set('targetGroups', {
        cluster: cluster && (await rds.clusterParameterGroup(cluster.name)),
        instance: instance && (await rds.instanceParameterGroup(instance.name)),
      });
    }
    case 'targetValues':
      return set('targetValues', {
        cluster: await targetValues(view, 'cluster', rds),
        instance: await targetValues(view, 'instance', rds),
      });
    case 'targetParameters': {
      const family = targetFamily(view);
      return set('targetParameters', {
        cluster: await rds.familyParameters('cluster', family),
        instance: await rds.familyParameters('instance', family),
      });
    }
    case 'greenEvents':
      return set('greenEvents', await greenEvents(view, rds));
    case 'sourceEvents':
      return set('sourceEvents', await sourceEvents(view, rds));
    case 'snapshots':
      return set('snapshots', await rds.clusterSnapshots(annotation.clusterIdentifier));
    case 'endpoints':
      return set('endpoints', await endpoints(view, rds));
    case 'scaling':
      return set('scaling', await scaling(view, sources));
    case 'leftovers':
      return set('leftovers', await observeLeftovers(view, rds));
    case 'switchoverEvents':
      return set('switchoverEvents', await switchoverEvents(view, rds));
    case 'connections':
      return set('connections', await observeConnections(view, sources));
    case 'finalSnapshots':
      return set('finalSnapshots', await finalSnapshots(view, rds));
    case 'leftGreens': {
      const { underway, finished } = fact(view, 'deployments');
      const attached = [underway?.target, finished?.target].map(clusterNameOf);
      const named = new RegExp(`^${annotation.clusterIdentifier}-green-[a-z0-9]{6}$`);
      const all = await rds.clusters();
      return set(
        'leftGreens',
        all.filter((cluster) => named.test(cluster.identifier) && !attached.includes(cluster.identifier)),
      );
    }
  }
}

async function targetValues(view: View, kind: 'cluster' | 'instance', rds: RdsPort): Promise<Record<string, string>> {
  const group = targetGroupsOf(view)?.[kind];
  const names = Object.keys(parametersOfGroup(view, group));
  return group === undefined || names.length === 0 ? {} : rds.groupParameters(kind, group.name, names);
}

/** All versions are only read where there is no direct way: they fill several pages. */
async function engine(view: View, current: string, rds: RdsPort): Promise<Facts['engine']> {
  const name = view.desired.annotation.engine;
  const facts: Facts['engine'] = {
    current: await rds.engineVersion(name, current),
    target: await rds.engineVersion(name, view.target),
  };
  if (facts.current?.validTargets.some((target) => target.version === view.target) === true) return facts;
  // "Do minor upgrades first until a row has it" (AuroraUserGuide); of several versions the one that is supported longest.
  const { family } = parseVersion(view, current);
  const leaves = (version: string) => Number(parseVersion(view, version).family !== family);
  const preference = (a: string, b: string) => leaves(a) - leaves(b) || compareVersions(view, b, a);
  const readable = (version: string) => EngineVersion.read(name, version).ok;
  const all = (await rds.engineVersions(name)).filter(({ version }) => readable(version));
  const known = all.map((it) => ({
    ...it,
    validTargets: it.validTargets.filter((target) => readable(target.version)),
  }));
  return { ...facts, path: upgradePath(known, current, view.target, preference) };
}

async function production(view: View, rds: RdsPort): Promise<Environment> {
  const name = view.desired.annotation.clusterIdentifier;
  const found = await environment(name, rds);
  if (found !== null) return found;
  throw refusal(
    'CLUSTER_NOT_FOUND',
    `The cluster ${name} does not exist in account ${view.identity.account}, region ${view.region}.`,
    `Create it first (npx ${view.desired.cli} deploy ${view.desired.stack}), or check the provider block, the profile and the region.`,
  );
}

async function environment(name: string | undefined, rds: RdsPort): Promise<Environment | null> {
  if (name === undefined) return null;
  const cluster = await rds.cluster(name);
  if (cluster === undefined) return null;
  return { cluster, instances: await rds.instances(name) };
}

/** By name first, then proved by resource id: names change hands. */
async function oldEnvironment(view: View, rds: RdsPort): Promise<Environment | null> {
  const finished = fact(view, 'deployments').finished;
  const found = await environment(clusterNameOf(finished?.source), rds);
  return found?.cluster.resourceId === finished?.origin.sourceResourceId ? found : null;
}

async function greenEvents(view: View, rds: RdsPort): Promise<RdsEvent[]> {
  const underway = fact(view, 'deployments').underway;
  if (underway === undefined) return [];
  const lists = [await rds.events('blue-green-deployment', underway.identifier, underway.createdAt)];
  for (const { identifier } of fact(view, 'green')?.instances ?? []) {
    lists.push(await rds.events('db-instance', identifier, underway.createdAt));
  }
  return lists.flat().sort((a, b) => a.at - b.at);
}

async function sourceEvents(view: View, rds: RdsPort): Promise<RdsEvent[]> {
  const underway = fact(view, 'deployments').underway;
  if (underway === undefined) return [];
  const { cluster, instances } = fact(view, 'production');
  const lists = [await rds.events('db-cluster', cluster.identifier, underway.createdAt)];
  for (const { identifier } of instances) lists.push(await rds.events('db-instance', identifier, underway.createdAt));
  return lists.flat().sort((a, b) => a.at - b.at);
}
