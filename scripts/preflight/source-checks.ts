import type { Cluster } from '../aws/rds/types';
import { whyDeclared } from '../desired/declared-identifiers';
import { versionsInCode } from '../desired/parsed-versions';
import { awsCommand, cleanupCommand } from '../report/commands';
import { previousGroups } from '../view/previous-groups';
import { runningVersion } from '../view/running-version';
import { fact, type View } from '../view/view';
import { block, type Finding, warn } from './finding';
import { journalFindings } from './journal-checks';
import { referenceFindings } from './reference-checks';
import { kindFindings } from './refused-kinds';
import { scalingFindings } from './scaling-checks';
import { parameterFindings, versionFindings } from './version-checks';

/** Statuses that end by themselves; the others need a person. */
const passing = new Set(['backing-up', 'rebooting', 'modifying', 'renaming', 'upgrading', 'starting', 'maintenance']);

/** Everything about the source that stops a deployment before it costs money. */
export function sourceFindings(view: View): Finding[] {
  return [
    ...states(view),
    ...deployments(view),
    ...kindFindings(view),
    ...versionFindings(view),
    ...parameterFindings(view),
    ...names(view),
    ...members(view),
    ...leftGreens(view),
    ...leftOlds(view),
    ...previousInUse(view),
    ...(view.facts.scaling === undefined ? [] : [...scalingFindings(view), ...journalFindings(view)]),
    ...referenceFindings(view),
  ];
}

function states(view: View): Finding[] {
  const { cluster, instances } = fact(view, 'production');
  const findings: Finding[] = [];
  const unwell = [
    { what: `cluster ${cluster.identifier}`, status: cluster.status },
    ...instances.map((instance) => ({ what: `instance ${instance.identifier}`, status: instance.status })),
  ].filter(({ status }) => status !== 'available');
  for (const { what, status } of unwell) {
    findings.push(block('API_STATE', `The ${what} is ${status}, not available.`, remedyFor(view, status)));
  }
  if (instances.length === 0) {
    findings.push(
      block('API_STATE', `The cluster ${cluster.identifier} has no instance.`, 'Add one and deploy, then run again.'),
    );
  }
  return findings;
}

function remedyFor(view: View, status: string): string {
  const { clusterIdentifier } = view.desired.annotation;
  if (status === 'stopped') {
    return `Start it (${awsCommand(view, `rds start-db-cluster --db-cluster-identifier ${clusterIdentifier}`)}) and run again when it is available.`;
  }
  if (passing.has(status)) return 'Wait until it is available and run the command again.';
  return 'Make it available again, then rerun the command.';
}

function deployments(view: View): Finding[] {
  const { foreign, finished } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  const findings = foreign.map((deployment) =>
    block(
      'API_BGD_EXISTS',
      `${name} is part of the deployment ${deployment.identifier} (${deployment.name}, ${deployment.status}), which was not created by this tool for this cluster.`,
      'Finish or delete it where it was created, then run again; this tool never touches it.',
    ),
  );
  if (finished !== undefined) {
    findings.push(
      block(
        'API_BGD_FINISHED',
        `The deployment ${finished.identifier} of the last upgrade (${finished.origin.fromVersion} to ${finished.origin.toVersion}) still exists. AWS does not document whether a second one beside it is allowed, so none is created.`,
        `Remove the old environment: ${cleanupCommand(view)} (it first proves that nobody uses the old cluster).`,
      ),
    );
  }
  return findings;
}

function names(view: View): Finding[] {
  const { cluster, instances } = fact(view, 'production');
  // `-green-xxxxxx` adds 13 characters to at most 63; whether RDS shortens is not documented.
  return [cluster.identifier, ...instances.map((instance) => instance.identifier)]
    .filter((identifier) => identifier.length > 50)
    .map((identifier) =>
      warn(
        'API_NAMELEN',
        `The identifier ${identifier} has ${identifier.length} characters; with the suffix -green-xxxxxx it exceeds the limit of 63.`,
        'RDS may refuse the deployment; if it does, nothing is changed.',
      ),
    );
}

function members(view: View): Finding[] {
  const { cluster, instances } = fact(view, 'production');
  const inCode = new Set(view.desired.annotation.instances.map((instance) => instance.identifier));
  const inRds = new Set(instances.map((instance) => instance.identifier));
  const missing = [...inCode].filter((identifier) => !inRds.has(identifier));
  const extra = [...inRds].filter((identifier) => !inCode.has(identifier));
  const findings: Finding[] = [];
  if (missing.length > 0) {
    const text = `The code declares ${missing.join(', ')}, which ${cluster.identifier} does not have.`;
    findings.push(
      warn('CODE_MEMBERS', text, 'The plan after the upgrade will show this; for an empty plan, deploy first.'),
    );
  }
  if (extra.length > 0) {
    const text = `${cluster.identifier} has ${extra.join(', ')}, which the code does not declare.`;
    findings.push(warn('CODE_MEMBERS', text, 'They are upgraded as well; Terraform does not manage them.'));
  }
  return findings;
}

/** A green whose deployment is gone cannot be proven to be ours: it is named, never deleted. */
export function leftGreens(view: View): Finding[] {
  const { clusterIdentifier } = view.desired.annotation;
  return (view.facts.leftGreens ?? []).map((cluster) =>
    warn(
      'GREEN_LEFT',
      `${cluster.identifier} (${cluster.status}) is named like a green of ${clusterIdentifier}, but belongs to no deployment.`,
      remedyOfLeft(view, cluster, 'If nobody needs it, delete its instances and the cluster by hand; it costs money.'),
    ),
  );
}

/** There is one `previousEngineVersion`: the next upgrade takes its place, and with it the groups that it keeps. */
function previousInUse(view: View): Finding[] {
  const { annotation } = view.desired;
  const { previous } = versionsInCode(view.desired);
  // A code that says already what it is to say afterwards: these are production's own groups, and stay.
  if (previous?.family === runningVersion(view).family) return [];
  const names = previousGroups(annotation).map(({ name }) => name);
  const users = (view.facts.leftovers?.groupUsers ?? []).filter(({ group }) => names.includes(group));
  if (users.length === 0) return [];
  const clusters = users.map(({ cluster }) => cluster).join(', ');
  return [
    block(
      'API_PREVIOUS_GROUPS',
      `${clusters} still uses parameter groups of ${annotation.previous?.engineVersion}, which previousEngineVersion keeps. After this upgrade the code would keep those of the version that runs now instead, and Terraform would try to delete the others.`,
      `Remove it first: ${cleanupCommand(view)} (if nothing proves that it is an old environment, the command says how to remove it by hand).`,
    ),
  ];
}

/** What earlier upgrades have left without a record: it costs money, but does not prevent another upgrade. */
export function leftOlds(view: View): Finding[] {
  const { old, others = [] } = view.facts.leftovers ?? {};
  const begun = old?.provenBy === 'tags' ? [old.cluster.identifier] : [];
  return [
    ...begun.map((identifier) =>
      warn(
        'OLD_LEFT',
        `The removal of ${identifier} was started but not finished.`,
        `Finish it: ${cleanupCommand(view)}`,
      ),
    ),
    ...others.map(({ cluster, because }) =>
      warn(
        'OLD_LEFT',
        `${cluster.identifier} still exists: ${because}.`,
        remedyOfLeft(view, cluster, 'If nobody needs it, remove it by hand; it costs money.'),
      ),
    ),
  ];
}

/** What the code declares is not to be removed, whatever it is called. */
function remedyOfLeft({ desired }: View, { identifier, members }: Cluster, otherwise: string): string {
  const instances = members.map(({ instanceIdentifier }) => instanceIdentifier);
  const declared = whyDeclared(desired.declaredIdentifiers, identifier, instances);
  return declared.length === 0 ? otherwise : `Do not delete it: ${declared.join('; ')}.`;
}
