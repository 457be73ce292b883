import type { ClusterScaling } from '../aws/autoscaling/types';
import { nameOfArn } from '../aws/rds/parse';
import type { DeploymentMember } from '../aws/rds/types';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import type { Change } from './change';
import { declaredScaling } from './declared-scaling';
import { missingEndpoints, missingOnGreen, missingOnProduction, sameRole } from './differences';
import { hadBy, type Role } from './had';
import { type Journal, type Reading, readJournal } from './journal';
import { isEmpty, missingScaling } from './scaling';

/** What green lacks, for a deployment in progress. */
export function changesOnGreen(view: View): Change[] {
  const green = fact(view, 'green');
  const { members = [], tags = {} } = fact(view, 'deployments').underway ?? {};
  if (green === null) return [];
  // Until green was once made equal to production, nobody can mean a difference.
  const reading = tags[tagKey.carried] === undefined ? undefined : readJournal(tags);
  const recorded = reading?.kind === 'read' ? reading.journal.had : undefined;
  const production = fact(view, 'production');
  const ends = {
    had: hadBy(production, []),
    to: green,
    counterpart: counterpartIn(members, 'db'),
    ...(recorded !== undefined && { recorded, declared: view.desired.declared }),
  };
  return missingOnGreen(ends, production.cluster.roles);
}

/** What to record of production as this view shows it; needs `journalFacts`. */
export function journalNow(view: View): Journal {
  const had = hadBy(fact(view, 'production'), view.facts.endpoints ?? []);
  const scaling = fact(view, 'scaling');
  if (scaling.kind === 'known') return { had, scaling: scaling.production };
  // Somebody who was allowed to look may have written it down before.
  const before = readJournal(fact(view, 'deployments').underway?.tags ?? {});
  return before.kind === 'read' && before.journal.scaling !== undefined
    ? { had, scaling: before.journal.scaling }
    : { had };
}

/** Of a finished deployment. */
export const readingOf = (view: View): Reading => readJournal(fact(view, 'deployments').finished?.tags ?? {});

/** Empty if nothing was recorded. Throws JOURNAL_UNREADABLE. */
export function journalOf(view: View): Journal {
  const reading = readingOf(view);
  if (reading.kind === 'unreadable') throw reading.error;
  return reading.kind === 'read' ? reading.journal : {};
}

/** What production lacks after the switchover of what was recorded before it. */
export function changesOnProduction(view: View): Change[] {
  const { had } = journalOf(view);
  const production = fact(view, 'production');
  const name = production.cluster.identifier;
  const { endpoints, scaling } = view.facts;
  const changes: Change[] = [];
  if (had !== undefined) {
    const { declared } = view.desired;
    const before = { ...had, roles: had.roles.filter((role) => !isRevoked(view, role)) };
    changes.push(...missingOnProduction({ had: before, to: production, counterpart: (same) => same, declared }));
    if (endpoints !== undefined) changes.push(...missingEndpoints(name, had.endpoints, endpoints));
  }
  if (scaling?.kind === 'known')
    changes.push(...missingScaling(name, scalingBefore(view), scaling.production, view.now));
  return changes;
}

/** IAM roles that were recorded and that production does not have. */
export function lostRoles(view: View): Role[] {
  const { roles } = fact(view, 'production').cluster;
  return (journalOf(view).had?.roles ?? []).filter((role) => !roles.some((other) => sameRole(role, other)));
}

/**
 * Whether somebody may have taken it from production before the switchover, and from green: what was written down may be days
 * older than a switchover in the console. A switchover takes no role away, and a privilege must not come back by a guess, so
 * that it is restored only while the old environment still has it, which serves as evidence here, not as the reference.
 */
const isRevoked = (view: View, role: Role) =>
  lostRoles(view).some((lost) => sameRole(lost, role)) &&
  !(view.facts.old?.cluster.roles ?? []).some((other) => sameRole(other, role));

/** Instances that were recorded and do not exist: a call or two cannot restore them. */
export function lostMembers(view: View): string[] {
  const present = new Set(fact(view, 'production').instances.map(({ identifier }) => identifier));
  const names = journalOf(view).had?.instances.map(({ identifier }) => identifier) ?? [];
  return names.filter((name) => !present.has(name));
}

/** As recorded, or else as the code says. */
export function scalingBefore(view: View): ClusterScaling {
  return journalOf(view).scaling ?? declaredScaling(view.desired.declared).scaling;
}

/** What to read after the switchover. */
export const restoredFacts = (view: View) => [
  ...((journalOf(view).had?.endpoints ?? []).length === 0 ? [] : (['endpoints'] as const)),
  ...(isEmpty(scalingBefore(view)) ? [] : (['scaling'] as const)),
  ...(lostRoles(view).length === 0 ? [] : (['old'] as const)),
];

/** Whether there are custom endpoints to read: most clusters have none, and each look takes two calls. */
function hasEndpoints(view: View): boolean {
  const { underway, finished } = fact(view, 'deployments');
  const rows = [...(underway?.members ?? []), ...(finished?.members ?? [])];
  return (
    fact(view, 'production').cluster.customEndpoints.length > 0 ||
    view.desired.declared.endpoints.length > 0 ||
    rows.some((row) => row.source?.includes(':cluster-endpoint:'))
  );
}

/** What to read before the switchover; `endpoints` only if there are any. */
export const endpointFacts = (view: View) => (hasEndpoints(view) ? (['endpoints'] as const) : []);

export const journalFacts = (view: View) => ['scaling' as const, ...endpointFacts(view)];

/** By the rows of the deployment, which name both ends, or else by how a switchover renames. */
export function counterpartIn(rows: readonly DeploymentMember[], kind: 'db' | 'cluster-endpoint') {
  const pairs = rows.flatMap(({ source, target }) =>
    source?.includes(`:${kind}:`) && target !== undefined ? [[nameOfArn(source), nameOfArn(target)] as const] : [],
  );
  const names = new Map(pairs);
  return (identifier: string) => names.get(identifier) ?? identifier.replace(/-old\d+$/, '');
}
