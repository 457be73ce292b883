import { defaultReachSeconds, regionAt } from '../world/history';
import { emptyRegion } from '../world/new-world';
import type { CallFault } from '../world/on-demand/faults';
import type { Scene } from '../world/scene';
import type { Region } from '../world/world';

/** What each kind of record is called in a rule: the API reads them from different places, which need not agree. */
const kinds = {
  deployments: ['deployments'],
  clusters: ['clusters', 'clusterEndpoints'],
  instances: ['instances'],
} as const satisfies Partial<Record<NonNullable<CallFault['newer']>, readonly (keyof Region)[]>>;

/** What STS and IAM know is of no region. */
export const servicesWithRegions = ['rds', 'application-autoscaling', 'monitoring'];

/** Whether an operation only reads: RDS, Application Auto Scaling and CloudWatch name them alike. */
export function isRead(operation: string): boolean {
  return /^(Describe|List|Get|Download)/.test(operation);
}

/**
 * The world that a read is answered from while the rule strikes. It shares its records with the real one: reads change none, as
 * long as no rule on the course of things strikes in them.
 */
export function sceneSeen({ world, region, now }: Scene, rule: CallFault): Scene {
  const then = now - (rule.seconds ?? defaultReachSeconds) * 1000;
  const seen = (other: Region, at: number): Scene => ({
    world: { ...world, faults: [], regions: { ...world.regions, [region.name]: other } },
    region: other,
    now: at,
  });
  switch (rule.effect) {
    case 'stale':
      return seen(regionAt(world, region, then), then);
    case 'torn':
      return seen(tornRegion(regionAt(world, region, then), region, rule.newer), now);
    default:
      return seen({ ...emptyRegion(world, region.name), subnetGroups: {} }, now);
  }
}

function tornRegion(older: Region, newer: Region, part: CallFault['newer'] = 'deployments'): Region {
  if (part !== 'half' && part !== 'other-half') {
    return { ...older, ...Object.fromEntries(kinds[part].map((kind) => [kind, newer[kind]])) };
  }
  const names = Object.keys(newer) as (keyof Region)[];
  return Object.fromEntries(names.map((name) => [name, tornRecords(older[name], newer[name], part)])) as never;
}

/** Every second record, in the order of their keys, is of now: always the same ones. Lists and names are of then. */
function tornRecords(older: unknown, newer: unknown, part: 'half' | 'other-half'): unknown {
  if (typeof newer !== 'object' || newer === null || Array.isArray(newer)) return older;
  const [before, after] = [older, newer] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const isNewer = (index: number): boolean => (index % 2 === 0) === (part === 'half');
  const entries = keys.flatMap((key, index) => {
    const record = (isNewer(index) ? after : before)?.[key];
    return record === undefined ? [] : [[key, record] as const];
  });
  return Object.fromEntries(entries);
}
