import type { ClusterScaling } from '../aws/autoscaling/types';
import { nameOfArn } from '../aws/rds/parse';
import type { Settings } from '../aws/rds/settings';
import type { DeploymentMember } from '../aws/rds/types';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import { type Carried, carriedOfCluster, carriedOfInstance, isChoice } from './carried-settings';
import type { Change } from './change';
import { declaredScaling } from './declared-scaling';
import { missingEndpoints, missingOnGreen, missingOnProduction, sameRole } from './differences';
import { type Had, hadBy, type Role } from './had';
import { isSameJournalPart, type Journal, type Reading, readJournal } from './journal';
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
  const had = withClassesBuilt(view, hadBy(fact(view, 'production'), view.facts.endpoints ?? []));
  const scaling = fact(view, 'scaling');
  if (scaling.kind === 'known') return { had, scaling: scaling.production };
  // Somebody who was allowed to look may have written it down before.
  const before = readJournal(fact(view, 'deployments').underway?.tags ?? {});
  return before.kind === 'read' && before.journal.scaling !== undefined
    ? { had, scaling: before.journal.scaling }
    : { had };
}

/**
 * Green is built with the classes of that moment. Until it was once made equal to production the record keeps them: by these a class that
 * was changed on production meanwhile is told from one that was changed on green. None is restored by the record.
 */
function withClassesBuilt(view: View, had: Had): Had {
  const { tags = {} } = fact(view, 'deployments').underway ?? {};
  const reading = tags[tagKey.carried] === undefined ? readJournal(tags) : undefined;
  const built = reading?.kind === 'read' ? (reading.journal.had?.instances ?? []) : [];
  const instances = had.instances.map((instance) => {
    const instance_class = built.find(({ identifier }) => identifier === instance.identifier)?.settings.instance_class;
    return instance_class === undefined
      ? instance
      : { ...instance, settings: { ...instance.settings, instance_class } };
  });
  return { ...had, instances };
}

/** Whether the record says what production has now, in settings, and in auto scaling where that could not be read before. */
export function isRecorded(view: View): boolean {
  const reading = readJournal(fact(view, 'deployments').underway?.tags ?? {});
  if (reading.kind !== 'read' || reading.journal.had === undefined) return true;
  const { had, scaling } = reading.journal;
  const now = hadBy(fact(view, 'production'), []);
  const settings = ({ settings, instances }: Had) => [
    settings,
    instances.map((each) => [each.identifier, each.settings]),
  ];
  const isScalingNew = scaling === undefined && view.facts.scaling?.kind === 'known';
  return isSameJournalPart(settings(had), settings(now)) && !isScalingNew;
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
    const before = withoutKept(view, { ...had, roles: had.roles.filter((role) => !isRevoked(view, role)) });
    changes.push(...missingOnProduction({ had: before, to: production, counterpart: (same) => same, declared }));
    if (endpoints !== undefined) changes.push(...missingEndpoints(name, had.endpoints, endpoints));
  }
  if (scaling?.kind === 'known')
    changes.push(...missingScaling(name, scalingBefore(view), scaling.production, view.now));
  return changes;
}

/** What somebody changed on green, and decided to keep, is production's by that decision, unless production is weaker for it. */
function withoutKept(view: View, had: Had): Had {
  const keys = (fact(view, 'deployments').finished?.tags[tagKey.kept] ?? '')
    .split(' ')
    .map((key) => key.replace(/=.*$/, ''));
  const rest = (name: string, settings: Settings, carried: Readonly<Record<string, Carried>>): Settings =>
    Object.fromEntries(
      Object.entries(settings).filter(
        ([setting]) => !(isChoice(carried[setting]) && keys.includes(`${name}.${setting}`)),
      ),
    );
  return {
    ...had,
    settings: rest(fact(view, 'production').cluster.identifier, had.settings, carriedOfCluster),
    instances: had.instances.map((each) => ({
      ...each,
      settings: rest(each.identifier, each.settings, carriedOfInstance),
    })),
  };
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
