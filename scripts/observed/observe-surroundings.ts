import type { Instance } from '../aws/rds/types';
import { runningVersion } from '../view/running-version';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** What stands around production: a call or two each, and mostly a list of the region that serves every cluster. */
type Read<F extends keyof Facts> = (view: View, sources: Sources) => Promise<Facts[F]>;

export const proxyTargets: Read<'proxyTargets'> = (_, { rds }) => looked(() => rds.proxyTargets());
export const eventSubscriptions: Read<'eventSubscriptions'> = (_, { rds }) => looked(() => rds.eventSubscriptions());
export const integrations: Read<'integrations'> = (_, { rds }) => looked(() => rds.integrations());
export const pendingMaintenance: Read<'pendingMaintenance'> = (_, { rds }) => looked(() => rds.pendingMaintenance());
export const quotas: Read<'quotas'> = (_, { rds }) => looked(() => rds.quotas());
export const alarms: Read<'alarms'> = (_, { metrics }) => looked(() => metrics.alarms());

export const offeredClasses: Read<'offeredClasses'> = (view, { rds }) =>
  looked(() => rds.offeredClasses(view.desired.annotation.engine, view.target.text));

export const runningParameters: Read<'runningParameters'> = (view, { rds }) =>
  looked(async () => {
    const { family } = runningVersion(view);
    return {
      cluster: await rds.familyParameters('cluster', family),
      instance: await rds.familyParameters('instance', family),
    };
  });

/** Nobody can set anything in a default group. */
export const ownParameters: Read<'ownParameters'> = (view, { rds }) =>
  looked(async () => {
    const { cluster, instances } = fact(view, 'production');
    const set = async (kind: 'cluster' | 'instance', group: string) =>
      group.startsWith('default.') ? {} : valuesOf(await rds.userParameters(kind, group));
    const all: Record<string, string>[] = [];
    for (const group of groupsOf(instances)) all.push(await set('instance', group));
    return { cluster: await set('cluster', cluster.parameterGroup), instance: Object.assign({}, ...all) };
  });

const groupsOf = (instances: readonly Instance[]) =>
  new Set(instances.flatMap(({ parameterGroup }) => parameterGroup ?? []));

const valuesOf = (parameters: Record<string, { value: string }>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));

const hour = 60 * 60_000;

export const freeableMemory: Read<'freeableMemory'> = (view, { metrics }) =>
  looked(async () => {
    const { cluster } = fact(view, 'production');
    const writer = cluster.members.find((member) => member.writer)?.instanceIdentifier;
    if (writer === undefined) return null;
    const metric = { name: 'FreeableMemory', instance: writer, statistic: 'Minimum', period: 3600 } as const;
    const to = Math.ceil(view.now / hour) * hour;
    const [points = []] = await metrics.values([metric], { from: to - 24 * hour, to });
    return points.length === 0 ? null : Math.min(...points.map(({ value }) => value));
  });
