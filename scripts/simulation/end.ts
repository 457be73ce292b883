import { isDeepStrictEqual } from 'node:util';
import type { CodeVersions } from '../desired/code-versions';
import type { Region } from '../embedded-rds/world/world';
import { here, pass, type Site } from './site';

/** What a command leaves, by names, without times and drawn identifiers: the same for every way that leads there. */
export interface End {
  versions: CodeVersions;
  clusters: Record<string, unknown>;
  instances: Record<string, unknown>;
  endpoints: Record<string, unknown>;
  scaling: Record<string, unknown>;
  snapshots: Record<string, unknown>;
  deployments: Record<string, unknown>;
  /** How often RDS did what must be done once. */
  counts: Record<string, number>;
}

const once = [
  'CreateBlueGreenDeployment',
  'SwitchoverBlueGreenDeployment',
  'DeleteBlueGreenDeployment',
  'DeleteDBCluster',
  'DeleteDBInstance',
  'CreateDBClusterSnapshot',
  'RebootDBInstance',
];

/** After an hour, so that everything that was begun is over. */
export function endOf(site: Site, counts: Record<string, number>): End {
  pass(site, 60);
  const region = here(site);
  const nameOf = namesOf(region);
  return {
    versions: site.code.versions,
    clusters: byName(region.clusters, ({ resourceId: _, createdAt: __, writer, tags, ...rest }) => ({
      ...rest,
      writer: nameOf(writer),
      tags: masked(tags),
    })),
    instances: byName(
      region.instances,
      ({ resourceId: _, createdAt: __, cluster, tags, connections: ___, logs, ...rest }) => ({
        ...rest,
        cluster: nameOf(cluster),
        tags: masked(tags),
        logs: Object.entries(logs ?? {}).map(([name, { text }]) => [name, text]),
      }),
    ),
    endpoints: byName(
      region.clusterEndpoints,
      ({ resourceId: _, cluster, tags, staticMembers, excludedMembers, ...rest }) => ({
        ...rest,
        cluster: nameOf(cluster),
        tags: masked(tags),
        members: [staticMembers.map(nameOf).sort(), excludedMembers.map(nameOf).sort()],
      }),
    ),
    scaling: Object.fromEntries(
      Object.values(region.scalableTargets).map(
        ({ resourceId, minCapacity, maxCapacity, tags, policies, scheduledActions }) => [
          resourceId,
          {
            minCapacity,
            maxCapacity,
            tags,
            policies: Object.values(policies).map(({ name, settings }) => ({ name, settings })),
            actions: Object.values(scheduledActions).map(({ name, schedule, action }) => ({ name, schedule, action })),
          },
        ],
      ),
    ),
    snapshots: byName(region.clusterSnapshots, ({ status, tags }) => ({ status, tags: masked(tags) })),
    deployments: byName(region.deployments, ({ name, status, tags }) => ({ name, status, tags: masked(tags) })),
    counts: Object.fromEntries(once.map((operation) => [operation, counts[operation] ?? 0])),
  };
}

/** What differs, a line each. */
export function differences(expected: End, found: End): string[] {
  return (Object.keys(expected) as (keyof End)[]).flatMap((part) => differing(part, expected[part], found[part]));
}

function differing(path: string, expected: unknown, found: unknown): string[] {
  if (isDeepStrictEqual(expected, found)) return [];
  if (isPlain(expected) && isPlain(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return names.flatMap((name) => differing(`${path}.${name}`, expected[name], found[name]));
  }
  return [`${path}: ${short(expected)} became ${short(found)}`];
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function byName<Item extends { identifier: string }>(
  items: Record<string, Item>,
  shown: (item: Item) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.values(items).map((item) => [nameWithoutDrawn(item.identifier), shown(item)]));
}

function namesOf({ clusters, instances }: Region) {
  return (resourceId: string | undefined) =>
    nameWithoutDrawn((clusters[resourceId ?? ''] ?? instances[resourceId ?? ''])?.identifier ?? '');
}

/** `bgd-irzwrnrv43a77f25`, `orders-green-9eqvka`, `preupgrade-…-2026-01-15-01-48`, and names that hold them. */
const nameWithoutDrawn = (identifier: string) =>
  identifier
    .replace(/bgd-[a-z0-9]{16}/g, 'bgd')
    .replace(/-green-[a-z0-9]{6}/g, '-green')
    .replace(/-\d{4}(-\d\d){4}$/, '');

/** Times and drawn identifiers are other ones each time; that they are there is not. */
function masked(tags: readonly { Key?: string; Value?: string }[]): Record<string, string> {
  // How often the switchover was tried, and what RDS said to each try, is no part of the end.
  const lasting = tags.filter(({ Key = '' }) => !/^aurora-upgrade:switchover-(attempt|accepted|taken-back)-/.test(Key));
  const values = lasting.map(({ Key = '', Value = '' }) => {
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(Value) ? 'a time' : Value;
    return [Key, nameWithoutDrawn(time).replace(/^(cluster|db)-[A-Z0-9]{26}$/, '$1')] as const;
  });
  return Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1)));
}
