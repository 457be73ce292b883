import { shellWord } from '../../../constructs/shell-word';
import { isCovered } from '../../desired/resource-address';
import type { ResourceChange } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import { commandOn } from './command-on';
import type { JudgeInput } from './judge-input';
import type { PlanFinding } from './verdict';
import { type VersionOrder, versionOrder } from './version-order';

/** What happens to a cluster's engine version, through its own resource or that of its global cluster. */
export function versionFinding(cluster: PlannedCluster, judgement: JudgeInput): PlanFinding | undefined {
  const changed = [...cluster.clusters, ...cluster.globals].filter(changesVersion);
  if (changed.length === 0) return hiddenDifference(cluster, judgement);
  const findings = changed.flatMap((resource) => findingOf(cluster, resource, judgement) ?? []);
  return findings.find(({ refused }) => refused) ?? findings[0];
}

function findingOf(cluster: PlannedCluster, changed: ResourceChange, judgement: JudgeInput): PlanFinding | undefined {
  const isGlobal = cluster.globals.includes(changed);
  // What a member runs decides, where the plan tells it.
  const member = isGlobal ? cluster.clusters[0] : changed;
  const running = member?.before?.engine_version_actual ?? changed.before?.engine_version;
  const wanted = changed.after?.engine_version;
  const replaced = changed.actions.includes('delete');
  if (changed.unknown.includes('engine_version') || running === undefined || wanted === undefined) {
    // In a replacement everything that is computed is unknown; that finding says enough.
    return replaced ? undefined : versionUnknown(cluster, changed);
  }
  const order = versionOrder(changed.before?.engine ?? '', running, wanted);
  // The state catches up with what AWS runs, for example after a plan without a refresh.
  if (order === 'same') return undefined;
  const change = { running, wanted, order };
  if (!isGlobal && isGuarded(cluster, changed, judgement)) return guardedFinding(cluster, change);
  if (replaced) return undefined;
  return order === 'open' ? versionOpen(cluster, change, judgement) : inPlace(cluster, change, judgement);
}

/** The guard has seen a difference that this plan does not: `ignore_changes` names the version. */
function hiddenDifference(cluster: PlannedCluster, { stoppedBefore = [] }: JudgeInput): PlanFinding | undefined {
  const { clusters, known } = cluster;
  const resource = clusters.find(({ address }) => address === known?.address);
  const running = resource?.before?.engine_version_actual ?? resource?.before?.engine_version;
  if (resource === undefined || known === undefined || running === undefined || running === known.engineVersion) {
    return undefined;
  }
  if (!stoppedBefore.includes(resource.address)) return undefined;
  const wanted = known.engineVersion;
  return guardedFinding(cluster, {
    running,
    wanted,
    order: versionOrder(resource.before?.engine ?? '', running, wanted),
  });
}

function isGuarded(
  { known }: PlannedCluster,
  { address }: ResourceChange,
  { guarded, stoppedAt }: JudgeInput,
): boolean {
  return stoppedAt.some((stopped) => isCovered(address, stopped)) || (guarded && known?.guarded === true);
}

const changesVersion = (resource: ResourceChange) =>
  resource.before !== undefined &&
  (resource.unknown.includes('engine_version') || resource.changedAttributes.includes('engine_version'));

interface Change {
  running: string;
  wanted: string;
  order: VersionOrder;
}

function guardedFinding(cluster: PlannedCluster, { running, wanted, order }: Change): PlanFinding {
  return order === 'later'
    ? {
        kind: 'upgrade-pending',
        refused: false,
        message: `AWS runs ${running}, but the code says ${wanted}. The guard stops every deploy of this stack until the upgrade is done.`,
        remedy: `Upgrade the cluster: ${commandOn(cluster, 'upgrade')}`,
      }
    : {
        kind: 'aws-ahead',
        refused: false,
        message: `AWS runs ${running}, which is later than ${wanted} in the code. The guard stops every deploy of this stack until the code says ${running}.`,
        remedy: `Write ${running} into the code: ${commandOn(cluster, 'reconcile')}`,
      };
}

function inPlace(cluster: PlannedCluster, { running, wanted, order }: Change, judgement: JudgeInput): PlanFinding {
  const { name, globals, clusters } = cluster;
  const meant = isMeant(cluster, judgement);
  const global = globals.find(changesVersion);
  const members = clusters.length === 0 ? 'each member' : name;
  const together = global === undefined ? '' : `, with all members of the global cluster ${globalName(global)}`;
  const remedy = global === undefined ? ownRemedy(cluster, order) : globalRemedy(name);
  return {
    kind: 'in-place-engine-change',
    refused: !meant,
    message:
      order === 'later'
        ? `Terraform would upgrade ${members} from ${running} to ${wanted} in place${together}: with downtime, and with no way back.`
        : `Terraform would downgrade ${members} from ${running} to ${wanted}${together}, which RDS does not support.`,
    ...(meant ? {} : { remedy }),
  };
}

const isMeant = ({ name, known }: PlannedCluster, { allowInPlace }: JudgeInput) =>
  known?.inPlace === true || allowInPlace.includes(name);

function ownRemedy(cluster: PlannedCluster, order: VersionOrder): string {
  const guarded = 'and keep the guard of AuroraCluster in the code.';
  return order === 'later'
    ? `Upgrade it by a blue/green deployment (${commandOn(cluster, 'upgrade')}) ${guarded}`
    : `Write the version that runs into the code (${commandOn(cluster, 'reconcile')}) ${guarded}`;
}

/** This tool upgrades no members of global databases (preflight/refused-kinds.ts). */
const globalRemedy = (name: string) =>
  `Revert it, and upgrade as the AWS guide describes for global databases; if this plan is part of that, allow it with --allow-in-place ${shellWord(name)}.`;

const globalName = ({ before, address }: ResourceChange) => before?.global_cluster_identifier ?? address;

const versionUnknown = ({ name }: PlannedCluster, { address, hidden }: ResourceChange): PlanFinding =>
  hidden.includes('engine_version')
    ? {
        kind: 'version-unknown',
        refused: true,
        message: `Could not determine which version ${name} would get: engine_version of ${address} changes, and the code marks it as sensitive.`,
        remedy: 'Remove sensitive from it: a version is not a secret.',
      }
    : {
        kind: 'version-unknown',
        refused: true,
        message: `The version that ${name} would get is known only after apply: engine_version of ${address} is computed.`,
        remedy: 'Write the exact version into the code.',
      };

const versionOpen = (cluster: PlannedCluster, { running, wanted }: Change, judgement: JudgeInput): PlanFinding => ({
  kind: 'version-unknown',
  refused: !isMeant(cluster, judgement),
  message: `RDS would choose the version of ${cluster.name}: it runs ${running}, and ${wanted} is not an exact version, so the apply may upgrade it in place.`,
  remedy: 'Write the exact version into the code.',
});
