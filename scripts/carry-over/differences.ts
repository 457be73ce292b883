import { isDeepStrictEqual } from 'node:util';
import type { Setting, Settings } from '../aws/rds/settings';
import type { AssociatedRole, ClusterEndpoint, Tags } from '../aws/rds/types';
import type { Declaration, Declarations } from '../desired/declarations';
import { declaredSetting, sameSetting } from '../desired/declared-setting';
import type { Environment } from '../view/view';
import { type Carried, carriedOfCluster, carriedOfInstance, weaker } from './carried-settings';
import type { Change } from './change';
import { type Had, type HadEndpoint, ownTags, type Role } from './had';

/** What one environment has, and the other one that should have it. */
interface Ends {
  had: Had;
  to: Environment;
  /** What an instance is called in `to`. */
  counterpart(identifier: string): string;
  /** Where the code has a say: see `wantedSettings`. */
  declared?: Declarations;
  /** What `had` was like when both were equal. */
  recorded?: Had;
}

/**
 * How green differs from production. Production decides in every detail, even if green has more: nobody uses green yet, so nothing is
 * weakened, and what somebody has turned off or lowered on production must not come back with the switchover. Tags are omitted: blue's
 * replace green's at the switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function missingOnGreen(ends: Ends, rolesOfProduction: readonly Role[] = ends.had.roles): Change[] {
  return [...roles(ends), ...revokedRoles(ends, rolesOfProduction), ...settings(ends, (_, before) => before)];
}

/** What production lacks after the switchover of what the journal recorded before it; nothing is weakened. */
export function missingOnProduction(ends: Ends): Change[] {
  const stronger: Wanted = ({ quiet, stronger }, before, now) => (quiet ? stronger?.(before, now) : undefined);
  return [...roles(ends), ...settings(ends, stronger), ...tags(ends)];
}

export const sameRole = (a: Omit<AssociatedRole, 'status'>, b: Omit<AssociatedRole, 'status'>) =>
  a.arn === b.arn && a.feature === b.feature;

function roles({ had, to: { cluster } }: Ends): Change[] {
  const lacks = (role: Role) => !cluster.roles.some((other) => sameRole(role, other));
  return had.roles.filter(lacks).map((role) => ({ kind: 'role', cluster: cluster.identifier, role }));
}

/** A privilege that somebody has taken from production, one that RDS cannot use at the moment not among them. */
const revokedRoles = ({ to: { cluster } }: Ends, kept: readonly Role[]): Change[] =>
  cluster.roles
    .filter((role) => !kept.some((other) => sameRole(role, other)))
    .map(({ status: _, ...role }) => ({ kind: 'revoked-role', cluster: cluster.identifier, role }));

/** The value to have of one setting; undefined: this one is no reason to change anything. */
type Wanted = (carried: Carried, before: Setting, now: Setting | undefined) => Setting | undefined;

function settings({ had, to, counterpart, declared, recorded }: Ends, value: Wanted): Change[] {
  const changes: Change[] = [];
  const { cluster } = to;
  const { enable_http_endpoint: http, ...wanted } = wantedSettings(
    had.settings,
    cluster.settings,
    carriedOfCluster,
    { declaration: declared?.cluster, recorded: recorded?.settings },
    value,
  );
  if (Object.keys(wanted).length > 0) {
    changes.push({ kind: 'cluster', cluster: cluster.identifier, wanted, now: cluster.settings });
  }
  if (http !== undefined) {
    changes.push({ kind: 'http-endpoint', cluster: cluster.identifier, arn: cluster.arn, enabled: http === true });
  }
  for (const instance of had.instances) {
    const other = to.instances.find((each) => each.identifier === counterpart(instance.identifier));
    if (other === undefined) continue;
    const declaration = declared && declarationOf(declared, instance.identifier);
    const word = { declaration, recorded: recorded?.instances.find(sameName(instance))?.settings };
    const own = wantedSettings(instance.settings, other.settings, carriedOfInstance, word, value);
    if (Object.keys(own).length > 0) changes.push({ kind: 'instance', instance: other.identifier, wanted: own });
  }
  return changes;
}

const sameName =
  ({ identifier }: { identifier: string }) =>
  (other: { identifier: string }) =>
    other.identifier === identifier;

/** By the name that production gives it. */
function declarationOf({ instances }: Declarations, name: string): Declaration | undefined {
  return instances.find((each) => String(each.attributes.identifier) === name);
}

/**
 * An upgrade changes the version and nothing else: the measure is what production has. What the code says is left alone, but where
 * production was changed since both were equal, or would be weaker for it: to weaken it is for a deploy, which shows it in its plan.
 */
function wantedSettings(
  before: Settings,
  now: Settings,
  carried: Readonly<Record<string, Carried>>,
  { declaration, recorded }: { declaration?: Declaration; recorded?: Settings },
  value: Wanted,
): Settings {
  const wanted = (name: string): Setting | undefined => {
    const was = before[name];
    const rule = carried[name];
    return was === undefined || rule === undefined ? undefined : value(rule, was, now[name]);
  };
  const differs = (name: string) => {
    const other = wanted(name);
    return other !== undefined && !sameSetting(other, now[name]);
  };
  const asDeclared = (name: string) => {
    const past = recorded?.[name];
    if (past !== undefined && !sameSetting(past, before[name])) return false;
    const said = declaration && declaredSetting(declaration, name);
    return said?.kind === 'value' && sameSetting(said.value, now[name]);
  };
  const names = Object.entries(carried)
    .filter(([name, rule]) => differs(name) && (weaker(rule, before[name]!, now[name]) || !asDeclared(name)))
    .flatMap(([name, { with: others }]) => others ?? [name]);
  const entries = [...new Set(names)].flatMap((name) => {
    // What goes along with others is as it was with them.
    const each = wanted(name) ?? before[name];
    return each === undefined ? [] : [[name, each] as const];
  });
  return Object.fromEntries(entries);
}

function tags({ had, to, counterpart }: Ends): Change[] {
  const changes: Change[] = [];
  const compare = (name: string, arn: string, before: Tags | undefined, now: Tags) => {
    const lost = missingTags(before ?? {}, now);
    if (Object.keys(lost).length > 0) changes.push({ kind: 'tags', name, arn, tags: lost });
  };
  compare(to.cluster.identifier, to.cluster.arn, had.tags, to.cluster.tags);
  for (const instance of had.instances) {
    const other = to.instances.find((each) => each.identifier === counterpart(instance.identifier));
    if (other !== undefined) compare(other.identifier, other.arn, instance.tags, other.tags);
  }
  return changes;
}

const missingTags = (before: Tags, now: Tags): Tags =>
  Object.fromEntries(Object.entries(ownTags(before)).filter(([key, value]) => now[key] !== value));

/** Custom endpoints that production lacks, or whose members have changed. */
export function missingEndpoints(
  cluster: string,
  before: readonly HadEndpoint[],
  now: readonly ClusterEndpoint[],
): Change[] {
  return before.flatMap(({ tags = {}, ...endpoint }): Change[] => {
    const wanted = { ...endpoint, tags };
    const found = now.find((each) => each.identifier === endpoint.identifier);
    if (found === undefined) return [{ kind: 'new-endpoint', cluster, endpoint: wanted }];
    const lost = missingTags(tags, found.tags);
    return [
      ...(isDeepStrictEqual(membership(endpoint), membership(found))
        ? []
        : [{ kind: 'endpoint' as const, endpoint: wanted }]),
      ...(Object.keys(lost).length === 0
        ? []
        : [{ kind: 'tags' as const, name: found.identifier, arn: found.arn, tags: lost }]),
    ];
  });
}

const membership = ({ type, staticMembers, excludedMembers }: HadEndpoint) => [
  type,
  [...staticMembers].sort(),
  [...excludedMembers].sort(),
];
