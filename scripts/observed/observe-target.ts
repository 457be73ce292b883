import { EngineVersion } from '../../constructs/engine-version';
import type { RdsReads } from '../aws/rds/rds-port';
import type { GroupParameter } from '../aws/rds/types';
import { engines } from '../engines';
import { runningVersion } from '../view/running-version';
import { parametersOfGroup, targetGroupsOf } from '../view/target-groups';
import { upgradePath } from '../view/upgrade-path';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

export async function replicationParameters(view: View, { rds }: Sources): Promise<Record<string, string>> {
  const group = fact(view, 'production').cluster.parameterGroup;
  const { parameters } = engines[view.desired.annotation.engine].replication;
  // Set by a user: what replication needs is off by default in every family.
  return valuesOf(picked(await rds.userParameters('cluster', group), parameters), ({ value }) => value);
}

export async function targetGroups(view: View, { rds }: Sources): Promise<Facts['targetGroups']> {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  return {
    cluster: cluster && (await rds.clusterParameterGroup(cluster.name)),
    instance: instance && (await rds.instanceParameterGroup(instance.name)),
  };
}

export async function targetParameters(view: View, { rds }: Sources): Promise<Facts['targetParameters']> {
  const { family } = view.target;
  return {
    cluster: await rds.familyParameters('cluster', family),
    instance: await rds.familyParameters('instance', family),
  };
}

export const greenParameters = (view: View, { rds }: Sources): Promise<Facts['greenParameters']> =>
  looked(async () => {
    const group = targetGroupsOf(view)?.cluster;
    if (group === undefined || (await rds.clusterParameterGroup(group.name)) === undefined) return null;
    return valuesOf(await rds.userParameters('cluster', group.name), ({ value }) => value);
  });

export async function targetValues(view: View, { rds }: Sources): Promise<Facts['targetValues']> {
  const cluster = await parametersIn(view, 'cluster', rds);
  const instance = await parametersIn(view, 'instance', rds);
  const each = (of: (parameter: GroupParameter) => string | undefined) => ({
    cluster: valuesOf(cluster, of),
    instance: valuesOf(instance, of),
  });
  return { ...each(({ value }) => value), methods: each(({ method }) => method) };
}

type Parameters = Record<string, GroupParameter>;

async function parametersIn(view: View, kind: 'cluster' | 'instance', rds: RdsReads): Promise<Parameters> {
  const group = targetGroupsOf(view)?.[kind];
  const names = Object.keys(parametersOfGroup(view, group));
  if (group === undefined || names.length === 0) return {};
  const set = await rds.userParameters(kind, group.name);
  const complete = names.every((name) => set[name] !== undefined);
  return picked(complete ? set : await rds.allParameters(kind, group.name), names);
}

const valuesOf = (parameters: Parameters, of: (parameter: GroupParameter) => string | undefined) =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, parameter]) => {
      const value = of(parameter);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

const picked = (values: Parameters, names: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

/** All versions are read only if there is no direct path: they fill several pages. Versions that cannot be parsed are not used. */
export async function engine(view: View, { rds }: Sources): Promise<Facts['engine']> {
  const { engine: name } = view.desired.annotation;
  const { engineVersion } = fact(view, 'production').cluster;
  const facts: Facts['engine'] = {
    current: await rds.offeredVersion(name, engineVersion),
    target: await rds.offeredVersion(name, view.target.text),
  };
  if (facts.current?.validTargets.some((target) => target.version === view.target.text) === true) return facts;
  const from = runningVersion(view);
  const readable = (text: string) => {
    const read = EngineVersion.read(name, text);
    return read.ok ? [read.version] : [];
  };
  const offers = (await rds.offeredVersions(name)).flatMap((offered) =>
    readable(offered.version).map((version) => ({
      version,
      targets: offered.validTargets.flatMap((target) => readable(target.version)),
    })),
  );
  return { ...facts, path: upgradePath(offers, from, view.target) };
}
