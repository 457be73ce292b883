import { commandLine } from '../../constructs/command-line';
import { shellWord } from '../../constructs/shell-word';
import type { Cluster } from '../aws/rds/types';
import { whyDeclared } from '../desired/declared-identifiers';
import { hasSwitched } from '../view/attempt';
import { defaults } from '../view/option-defaults';
import type { CleanupRequest, SwitchAt, UpgradeRequest } from '../view/request';
import type { View } from '../view/view';
import { typedHooks } from './typed-hooks';

/** Commands as a user would type them, for remedies and for what follows the upgrade. */

/**
 * An AWS CLI command that reaches what this run reached: a command that is pasted into a shell with other credentials must not
 * find another cluster of the same name. A role that is assumed cannot be said in options: `retireOldEnvironment` names it.
 */
export function awsCommand(view: View, words: string): string {
  const { profile } = view.desired.provider;
  return [
    `aws ${words} --region ${view.region}`,
    ...(view.endpoint === undefined ? [] : [`--endpoint-url ${shellWord(view.endpoint)}`]),
    ...(profile === undefined ? [] : [`--profile ${shellWord(profile)}`]),
  ].join(' ');
}

function retireCommand(view: View, deployment: string): string {
  return awsCommand(view, `rds delete-blue-green-deployment --blue-green-deployment-identifier ${deployment}`);
}

/** A command of this project on the cluster of this run, and on what this run reached. */
export function ownCommand(view: View, name: string, words: readonly string[] = []): string {
  const { clusterIdentifier } = view.desired.annotation;
  return commandLine(name, [clusterIdentifier, ...words, ...(view.request.local === true ? ['--local'] : [])]);
}

/** How this very run is continued. */
export function continueCommand(view: View, ...more: string[]): string {
  return view.request.command === 'cleanup' ? cleanupCommand(view, ...more) : continueUpgrade(view, ...more);
}

/** Further options, none of which has a value. */
const withMore = (words: readonly string[], more: readonly string[]) => [
  ...words,
  ...more.filter((option) => !words.includes(option)),
];

/** `cleanup orders --soak 48` */
export function cleanupCommand(view: View, ...more: string[]): string {
  const { request } = view;
  return ownCommand(view, 'cleanup', withMore(request.command === 'cleanup' ? cleanupOptions(request) : [], more));
}

const cleanupOptions = ({ soakHours, maxConnections, connectionProof, skipFinalSnapshot }: CleanupRequest) => [
  ...(soakHours === 24 ? [] : ['--soak', `${soakHours}`]),
  ...(maxConnections === 0 ? [] : ['--max-connections', `${maxConnections}`]),
  ...(connectionProof ? [] : ['--no-connection-proof']),
  ...(skipFinalSnapshot ? ['--skip-final-snapshot'] : []),
];

/** `upgrade orders --to 15.10` */
export function continueUpgrade(view: View, ...more: string[]): string {
  const { request } = view;
  return ownCommand(
    view,
    'upgrade',
    withMore(request.command === 'upgrade' ? upgradeOptions(view, request) : [], more),
  );
}

const upgradeOptions = (
  view: View,
  {
    to,
    rebootSource,
    retrySwitchover,
    acceptUnchecked,
    greenChanges,
    skip = [],
    maxConnections,
    maxLoad,
    analyze,
    switchAt,
    switchNow,
    wait,
    until,
  }: UpgradeRequest,
) => [
  ...(to === undefined ? [] : ['--to', to.text]),
  // The deployment takes logical replication: since there is one, production has been rebooted.
  ...(rebootSource && view.facts.deployments?.underway === undefined ? ['--reboot-source'] : []),
  ...(acceptUnchecked === true ? ['--accept-unchecked'] : []),
  ...(greenChanges === undefined ? [] : ['--green-changes', greenChanges]),
  ...(maxConnections === undefined ? [] : ['--max-connections', `${maxConnections}`]),
  ...(maxLoad === undefined ? [] : ['--max-load', `${maxLoad}`]),
  ...(analyze === true ? ['--analyze'] : []),
  ...skip.flatMap(({ id }) => ['--skip', id]),
  ...(skip[0] === undefined ? [] : ['--reason', skip[0].reason]),
  ...typedHooks(view).flatMap((hook) => ['--hook', hook]),
  ...(switchAt === undefined ? [] : switchAtOptions(switchAt)),
  ...(switchNow === true ? ['--switch-now'] : []),
  ...(wait === true ? ['--wait'] : []),
  ...(until === undefined ? [] : ['--until', until]),
  // Consent to one attempt: once this run has made it, the next one takes somebody to look first.
  ...(retrySwitchover && !hasSwitched(view) ? ['--retry-switchover'] : []),
];

function switchAtOptions({ text, opens, closes }: SwitchAt): string[] {
  const minutes = Math.round((closes - opens) / 60_000);
  const within = minutes === defaults.switchWithinMinutes ? [] : ['--switch-within', `${minutes}`];
  return ['--switch-at', text, ...within];
}

/** Undefined with --local: it would plan the code of the app's own folder, with its own state. */
export const diffCommand = ({ request, desired }: View): string | undefined =>
  request.local === true ? undefined : desired.delivery.diff;

export function abortCommand(view: View): string {
  return ownCommand(view, 'abort');
}

/**
 * For a cluster that this tool does not remove: what a person would do who knows that it may go. Undefined where the code
 * declares it or one of its instances, or may do so.
 */
export function removeByHand(view: View, cluster: Cluster): string | undefined {
  const { identifier, deletionProtection } = cluster;
  const members = cluster.members.map(({ instanceIdentifier }) => instanceIdentifier);
  if (whyDeclared(view.desired.declaredIdentifiers, identifier, members).length > 0) return undefined;
  return [...deleteInstances(members), ...deleteCluster(identifier, deletionProtection)]
    .map((words) => awsCommand(view, words))
    .join('; ');
}

const deleteInstances = (names: readonly string[]) =>
  names.map((name) => `rds delete-db-instance --db-instance-identifier ${name} --skip-final-snapshot`);

function deleteCluster(name: string, deletionProtection: boolean): string[] {
  const protection = `rds modify-db-cluster --db-cluster-identifier ${name} --no-deletion-protection --apply-immediately`;
  return [
    ...(deletionProtection ? [protection] : []),
    // By default it deletes them, and with them every moment before the switchover.
    `rds delete-db-cluster --db-cluster-identifier ${name} --final-db-snapshot-identifier ${name.slice(0, 57)}-final --no-delete-automated-backups`,
  ];
}

/**
 * Section 9 of the runbook as commands for this cluster. Deleting the record makes the old cluster writable again, so the
 * proof that nobody uses it comes first
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html).
 */
export function retireOldEnvironment(view: View): string[] {
  const finished = view.facts.deployments?.finished;
  const old = view.facts.old;
  if (finished === undefined || old === undefined || old === null) return [];
  const role = view.desired.provider.assumeRoles?.at(-1)?.roleArn;
  const { identifier: cluster, deletionProtection } = old.cluster;
  const instances = old.instances.map(({ identifier }) => identifier);
  const declared = whyDeclared(view.desired.declaredIdentifiers, cluster, instances);
  if (declared.length > 0) return [`# not ${cluster}: ${declared.join('; ')}`];
  return [
    `# First: this must print ${view.identity.account}, the account of this run${role === undefined ? '' : `, as ${role}`}. If not, stop.`,
    awsCommand(view, 'sts get-caller-identity --query Account --output text'),
    `# 9  When nothing connects to ${cluster} any more (look at DatabaseConnections in CloudWatch), and not before:`,
    `# 9.1  the record; this makes ${cluster} writable again`,
    retireCommand(view, finished.identifier),
    '# 9.2  the old instances',
    ...[
      ...deleteInstances(instances),
      ...instances.map((name) => `rds wait db-instance-deleted --db-instance-identifier ${name}`),
    ].map((words) => awsCommand(view, words)),
    '# 9.3  the old cluster, with a final snapshot',
    ...[
      ...deleteCluster(cluster, deletionProtection),
      `rds wait db-cluster-deleted --db-cluster-identifier ${cluster}`,
    ].map((words) => awsCommand(view, words)),
  ];
}
