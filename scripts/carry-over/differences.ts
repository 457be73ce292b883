import type { Declaration, Declarations } from '../desired/declarations';
import { declaredSetting, sameSetting } from '../desired/declared-setting';
import type { Environment } from '../observed/view';
import type { Settings } from '../rds/settings';
import type { AssociatedRole, ClusterEndpoint, Tags } from '../rds/types';
import { carriedOfCluster, carriedOfInstance } from './carried-settings';
import type { Change } from './change';

/** One environment as it was, and the other that is to be like it. */
export interface Ends {
  from: Environment;
  to: Environment;
  /** What an instance or a custom endpoint of `from` is called in `to`. */
  counterpart(identifier: string): string;
  declared: Declarations;
}

/** What green lacks of what production has. Tags are left out: blue's replace green's at the switchover (user guide). */
export function missingOnGreen(ends: Ends): Change[] {
  return [...roles(ends), ...settings(ends, () => true)];
}

/** What production lacks, after the switchover, of what the old environment has. */
export function missingOnProduction(ends: Ends): Change[] {
  return [...roles(ends), ...settings(ends, (quiet) => quiet), ...tags(ends)];
}

export const sameRole = (a: Omit<AssociatedRole, 'status'>, b: Omit<AssociatedRole, 'status'>) =>
  a.arn === b.arn && a.feature === b.feature;

function roles({ from, to }: Ends): Change[] {
  return from.cluster.roles
    .filter((role) => role.status !== 'INVALID' && !to.cluster.roles.some((other) => sameRole(role, other)))
    .map(({ arn, feature }) => ({
      kind: 'role',
      cluster: to.cluster.identifier,
      role: { arn, ...(feature === undefined ? {} : { feature }) },
    }));
}

function settings({ from, to, counterpart, declared }: Ends, may: (quiet: boolean) => boolean): Change[] {
  const changes: Change[] = [];
  const { cluster } = to;
  const { enable_http_endpoint: http, ...wanted } = wantedSettings(
    from.cluster.settings,
    cluster.settings,
    carriedOfCluster,
    declared.cluster,
    may,
  );
  if (Object.keys(wanted).length > 0) {
    changes.push({ kind: 'cluster', cluster: cluster.identifier, wanted, now: cluster.settings });
  }
  if (http !== undefined) {
    changes.push({ kind: 'http-endpoint', cluster: cluster.identifier, arn: cluster.arn, enabled: http === true });
  }
  for (const instance of from.instances) {
    const other = to.instances.find((each) => each.identifier === counterpart(instance.identifier));
    if (other === undefined) continue;
    const declaration = declarationOf(declared, instance.identifier, other.identifier);
    const own = wantedSettings(instance.settings, other.settings, carriedOfInstance, declaration, may);
    if (Object.keys(own).length > 0) changes.push({ kind: 'instance', instance: other.identifier, wanted: own });
  }
  return changes;
}

/** By the name that production gives it, on whichever side production stands. */
function declarationOf({ instances }: Declarations, ...names: string[]): Declaration | undefined {
  return instances.find((each) => names.includes(String(each.attributes.identifier)));
}

/** An upgrade changes the version and nothing else: the measure is what production has. What the code says is left alone. */
function wantedSettings(
  before: Settings,
  now: Settings,
  carried: Readonly<Record<string, { quiet: boolean; with?: readonly string[] }>>,
  declaration: Declaration | undefined,
  may: (quiet: boolean) => boolean,
): Settings {
  const differs = (name: string) => before[name] !== undefined && !sameSetting(before[name], now[name]);
  const asDeclared = (name: string) => {
    const said = declaration && declaredSetting(declaration, name);
    return said?.kind === 'value' && sameSetting(said.value, now[name]);
  };
  const names = Object.entries(carried)
    .filter(([name, { quiet }]) => may(quiet) && differs(name) && !asDeclared(name))
    .flatMap(([name, { with: others }]) => others ?? [name]);
  const entries = [...new Set(names)].flatMap((name) => {
    const value = before[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function tags({ from, to, counterpart }: Ends): Change[] {
  const changes: Change[] = [];
  const compare = (name: string, arn: string, before: Tags, now: Tags) => {
    const lost = missingTags(before, now);
    if (Object.keys(lost).length > 0) changes.push({ kind: 'tags', name, arn, tags: lost });
  };
  compare(to.cluster.identifier, to.cluster.arn, from.cluster.tags, to.cluster.tags);
  for (const instance of from.instances) {
    const other = to.instances.find((each) => each.identifier === counterpart(instance.identifier));
    if (other !== undefined) compare(other.identifier, other.arn, instance.tags, other.tags);
  }
  return changes;
}

/** AWS's own tags cannot be set, and what cleanup writes on the old environment is about that one. */
export function missingTags(before: Tags, now: Tags): Tags {
  return Object.fromEntries(
    Object.entries(before).filter(([key, value]) => !/^(aws|aurora-upgrade):/.test(key) && now[key] !== value),
  );
}

/** Custom endpoints that production lacks, or whose members are others than they were. */
export function missingEndpoints(
  cluster: string,
  before: readonly ClusterEndpoint[],
  now: readonly ClusterEndpoint[],
  counterpart: (endpoint: string) => string,
  counterpartOfInstance: (instance: string) => string,
): Change[] {
  return before.flatMap((old): Change[] => {
    const { type } = old;
    const wanted = {
      identifier: counterpart(old.identifier),
      type,
      staticMembers: old.staticMembers.map(counterpartOfInstance).sort(),
      excludedMembers: old.excludedMembers.map(counterpartOfInstance).sort(),
      tags: missingTags(old.tags, {}),
    };
    const found = now.find((each) => each.identifier === wanted.identifier);
    if (found === undefined) return [{ kind: 'new-endpoint', cluster, endpoint: wanted }];
    const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
    const asBefore =
      found.type === type &&
      same(found.staticMembers, wanted.staticMembers) &&
      same(found.excludedMembers, wanted.excludedMembers);
    const lost = missingTags(old.tags, found.tags);
    return [
      ...(asBefore ? [] : [{ kind: 'endpoint' as const, endpoint: wanted }]),
      ...(Object.keys(lost).length === 0
        ? []
        : [{ kind: 'tags' as const, name: found.identifier, arn: found.arn, tags: lost }]),
    ];
  });
}
