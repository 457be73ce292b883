import { commandLine } from '../../../constructs/command-line';
import { EngineVersion } from '../../../constructs/engine-version';
import { describeChange } from '../../terraform/describe-change';
import { changesNothing, type ResourceChange } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import { destructionFindings } from './destruction';
import { groupFindings } from './group-findings';
import { type ClusterVerdict, type FindingKind, type PlanClass, type PlanFinding, planClasses } from './verdict';

export interface Judgement {
  /** The guard is in the code, but was left out of this plan: what it would have stopped is not going to happen. */
  guarded: boolean;
  /** The plan is not whole: that nothing worse is in it proves nothing. */
  incomplete: boolean;
  /** Addresses whose conditions stopped the plan half way: a guard was there. */
  stoppedAt: readonly string[];
  /** Addresses whose guard stopped another plan, made before this one with the guard in place. */
  stoppedBefore?: readonly string[];
  /** Identifiers whose destruction is meant. */
  allowDestroy: readonly string[];
  /** Identifiers whose engine change in place is meant, where no code says so. */
  allowInPlace: readonly string[];
}

/** Pure: what a plan would do to one cluster. */
export function verdictOf(cluster: PlannedCluster, judgement: Judgement): ClusterVerdict {
  const resources = [...cluster.clusters, ...cluster.instances, ...cluster.groups];
  const changing = resources.filter((resource) => !changesNothing(resource));
  const version = versionFinding(cluster, judgement);
  const findings = [
    ...destructionFindings(cluster, judgement.allowDestroy),
    ...(version === undefined ? [] : [version]),
    ...groupFindings(cluster),
    ...declaredFinding(cluster),
  ];
  const classes: PlanClass[] = findings.map(({ kind }) => classOf[kind] ?? 'no-changes');
  if (changing.length > 0) classes.push('other-changes');
  if (judgement.incomplete) classes.push('incomplete');
  const worst = Math.max(0, ...classes.map((each) => planClasses.indexOf(each)));
  return { cluster: cluster.name, class: planClasses[worst]!, findings, changes: changing.map(describeChange) };
}

/** Kinds that decide the class; the others only tell. */
const classOf: Partial<Record<FindingKind, PlanClass>> = {
  replaced: 'replacement-or-destruction',
  destroyed: 'replacement-or-destruction',
  renamed: 'replacement-or-destruction',
  'in-place-engine-change': 'in-place-engine-change',
  'version-unknown': 'in-place-engine-change',
  'upgrade-pending': 'upgrade-pending',
  'aws-ahead': 'aws-ahead',
};

function versionFinding(cluster: PlannedCluster, judgement: Judgement): PlanFinding | undefined {
  const changed = cluster.clusters.find(changesVersion);
  if (changed === undefined) return hiddenDifference(cluster, judgement);
  const running = changed.before?.engine_version_actual ?? changed.before?.engine_version;
  const wanted = changed.after?.engine_version;
  const replaced = changed.actions.includes('delete');
  if (changed.unknown.includes('engine_version') || running === undefined || wanted === undefined) {
    // In a replacement everything that is computed is unknown; that finding says enough.
    return replaced ? undefined : versionUnknown(cluster, changed);
  }
  // The state catches up with what AWS runs, for example after a plan without a refresh.
  if (running === wanted) return undefined;
  if (isGuarded(cluster, changed, judgement)) {
    return isLater(changed, wanted, running) ? pending(cluster, running, wanted) : ahead(cluster, running, wanted);
  }
  return replaced
    ? undefined
    : inPlace(cluster, { running, wanted, later: isLater(changed, wanted, running) }, judgement);
}

/** The guard has seen a difference that this plan does not: `ignore_changes` names the version. */
function hiddenDifference(cluster: PlannedCluster, { stoppedBefore = [] }: Judgement): PlanFinding | undefined {
  const { clusters, known } = cluster;
  const resource = clusters.find(({ address }) => address === known?.address);
  const running = resource?.before?.engine_version_actual ?? resource?.before?.engine_version;
  if (resource === undefined || known === undefined || running === undefined || running === known.engineVersion) {
    return undefined;
  }
  if (!stoppedBefore.includes(resource.address)) return undefined;
  const wanted = known.engineVersion;
  return isLater(resource, wanted, running) ? pending(cluster, running, wanted) : ahead(cluster, running, wanted);
}

function isGuarded({ known }: PlannedCluster, { address }: ResourceChange, { guarded, stoppedAt }: Judgement): boolean {
  return stoppedAt.includes(address) || (guarded && known?.guarded === true);
}

const changesVersion = (resource: ResourceChange) =>
  resource.before !== undefined &&
  (resource.unknown.includes('engine_version') || resource.changedAttributes.includes('engine_version'));

function isLater({ before }: ResourceChange, wanted: string, running: string): boolean {
  const [to, from] = [wanted, running].map((text) => EngineVersion.read(before?.engine ?? '', text));
  return to?.ok === true && from?.ok === true && to.version.compare(from.version) > 0;
}

function pending({ name }: PlannedCluster, running: string, wanted: string): PlanFinding {
  return {
    kind: 'upgrade-pending',
    refused: false,
    message: `AWS runs ${running}, the code says ${wanted}. The guard stops every deploy of this stack until the upgrade is done.`,
    remedy: `Upgrade it: ${commandLine('upgrade', [name])}`,
  };
}

function ahead({ name }: PlannedCluster, running: string, wanted: string): PlanFinding {
  return {
    kind: 'aws-ahead',
    refused: false,
    message: `AWS runs ${running}, later than ${wanted}, which the code says. The guard stops every deploy of this stack until the code says it too.`,
    remedy: `Write it into the code: ${commandLine('reconcile', [name])}`,
  };
}

interface Change {
  running: string;
  wanted: string;
  later: boolean;
}

function inPlace(
  { name, known }: PlannedCluster,
  { running, wanted, later }: Change,
  judgement: Judgement,
): PlanFinding {
  const meant = known?.inPlace === true || judgement.allowInPlace.includes(name);
  const guarded = 'and leave the guard of AuroraCluster in the code.';
  const remedy = later
    ? `Upgrade it by a blue/green deployment (${commandLine('upgrade', [name])}) ${guarded}`
    : `Write the version that runs into the code (${commandLine('reconcile', [name])}) ${guarded}`;
  return {
    kind: 'in-place-engine-change',
    refused: !meant,
    message: later
      ? `Terraform would take ${name} from ${running} to ${wanted} in place: with downtime, and with no way back.`
      : `Terraform would take ${name} from ${running} back to ${wanted}, which RDS does not do.`,
    ...(meant ? {} : { remedy }),
  };
}

const versionUnknown = ({ name }: PlannedCluster, { address }: ResourceChange): PlanFinding => ({
  kind: 'version-unknown',
  refused: true,
  message: `Which version ${name} would get is only known when the plan is applied: engine_version of ${address} is computed.`,
  remedy: 'Write the exact version into the code.',
});

function declaredFinding({ name, known, clusters }: PlannedCluster): PlanFinding[] {
  const running = clusters.map(({ before }) => before?.engine_version_actual).find((each) => each !== undefined);
  if (known?.upgradeTo === undefined || running === undefined || running === known.upgradeTo) return [];
  return [
    {
      kind: 'upgrade-declared',
      refused: false,
      message: `An upgrade from ${running} to ${known.upgradeTo} is declared (upgradeTo); deploys go on as usual.`,
      remedy: `When the groups of ${known.upgradeTo} exist: ${commandLine('upgrade', [name])}`,
    },
  ];
}
