import { EngineVersion } from '../../constructs/engine-version';
import type { RdsReads } from '../aws/rds/rds-port';
import { engines } from '../engines';
import { compareVersions, parseVersion } from '../view/phase';
import { parametersOfGroup, targetFamily, targetGroupsOf } from '../view/target-groups';
import { upgradePath } from '../view/upgrade-path';
import { type Facts, fact, type View } from '../view/view';
import type { Sources } from './sources';

export async function replicationParameters(view: View, { rds }: Sources): Promise<Record<string, string>> {
  const group = fact(view, 'production').cluster.parameterGroup;
  const { parameters } = engines[view.desired.annotation.engine].replication;
  // Set by a user: what replication needs is off by default in every family.
  return picked(await rds.userParameters('cluster', group), parameters);
}

export async function targetGroups(view: View, { rds }: Sources): Promise<Facts['targetGroups']> {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  return {
    cluster: cluster && (await rds.clusterParameterGroup(cluster.name)),
    instance: instance && (await rds.instanceParameterGroup(instance.name)),
  };
}

export async function targetParameters(view: View, { rds }: Sources): Promise<Facts['targetParameters']> {
  const family = targetFamily(view);
  return {
    cluster: await rds.familyParameters('cluster', family),
    instance: await rds.familyParameters('instance', family),
  };
}

export const targetValues = async (view: View, { rds }: Sources): Promise<Facts['targetValues']> => ({
  cluster: await valuesOf(view, 'cluster', rds),
  instance: await valuesOf(view, 'instance', rds),
});

async function valuesOf(view: View, kind: 'cluster' | 'instance', rds: RdsReads): Promise<Record<string, string>> {
  const group = targetGroupsOf(view)?.[kind];
  const names = Object.keys(parametersOfGroup(view, group));
  if (group === undefined || names.length === 0) return {};
  const set = await rds.userParameters(kind, group.name);
  const complete = names.every((name) => set[name] !== undefined);
  return picked(complete ? set : await rds.allParameters(kind, group.name), names);
}

const picked = (values: Record<string, string>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

/** All versions are only read where there is no direct way: they fill several pages. */
export async function engine(view: View, { rds }: Sources): Promise<Facts['engine']> {
  const name = view.desired.annotation.engine;
  const current = fact(view, 'production').cluster.engineVersion;
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
