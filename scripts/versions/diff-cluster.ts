import type { EngineVersion } from '../../constructs/engine-version';
import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { versionsInCode } from '../desired/parsed-versions';
import { given } from '../runtime/given';
import { judgeUpgrade, unknownVersion } from './judge-upgrade';
import type { Knowledge } from './knowledge';
import { nextCommands } from './next-commands';
import { type ClusterPair, isSame, samePlace } from './pair-clusters';
import { reviewNotes } from './review-notes';
import { supportOf } from './support-notes';
import type { ClusterChange, UpgradeAsked, VersionDiff, VersionRefusal, VersionsInCode } from './version-diff';

/** The versions of one cluster at both ends, judged. */
export function diffCluster(pair: ClusterPair, knowledge: Knowledge): VersionDiff {
  const { base, head } = pair;
  const shown = (head ?? base)!;
  const [from, to] = [base && sideOf(base), head && sideOf(head)];
  const change = changeOf(pair);
  const { upgrades, refusals } = judge(change, pair, knowledge);
  const concerned = [
    ...upgrades.flatMap((each) => [each.from, each.to]),
    ...(change === 'added' ? versionsOf(head!) : []),
  ];
  const diff: VersionDiff = {
    stack: shown.stack,
    cluster: shown.annotation.clusterIdentifier,
    change,
    ...given({ from, to }),
    upgrades,
    support: supportOf(refusals.length > 0 ? [] : concerned),
    notes: [],
    refusals,
    next: [],
  };
  if (change === 'unchanged') return diff;
  return { ...diff, notes: reviewNotes(diff, pair, knowledge), next: nextCommands(diff, pair) };
}

/** The versions, engines included, that the knowledge must answer for. */
export function asksAbout({ base, head }: ClusterPair): boolean {
  return head !== undefined && (base === undefined || !isSame(base, head));
}

function changeOf({ base, head }: ClusterPair): ClusterChange {
  if (base === undefined) return 'added';
  if (head === undefined) return 'removed';
  if (!samePlace(base, head)) return 'moved';
  return isSame(base, head) ? 'unchanged' : 'changed';
}

function sideOf(cluster: DesiredCluster): VersionsInCode {
  const { address, clusterIdentifier, engine, upgradePolicy } = cluster.annotation;
  const { engineVersion, upgradeTo, previousEngineVersion } = codeVersions(cluster);
  return {
    stack: cluster.stack,
    address,
    cluster: clusterIdentifier,
    engine,
    upgradePolicy,
    engineVersion,
    ...given({ upgradeTo, previousEngineVersion }),
  };
}

const versionsOf = (cluster: DesiredCluster) => {
  const { current, upgradeTo } = versionsInCode(cluster);
  return upgradeTo === undefined ? [current] : [current, upgradeTo];
};

function judge(
  change: ClusterChange,
  { base, head }: ClusterPair,
  knowledge: Knowledge,
): { upgrades: UpgradeAsked[]; refusals: VersionRefusal[] } {
  if (head === undefined || change === 'unchanged') return { upgrades: [], refusals: [] };
  if (base !== undefined && base.annotation.engine !== head.annotation.engine) {
    return { upgrades: [], refusals: [engineChanged(base, head)] };
  }
  const cluster = head.annotation.clusterIdentifier;
  const { current, upgradeTo } = versionsInCode(head);
  const before = base && versionsInCode(base);
  const bumped = before !== undefined && !before.current.equals(current);
  const judged = [
    ...(bumped
      ? [{ by: 'engineVersion' as const, from: startOf(before.current, current, knowledge), to: current }]
      : []),
    ...(upgradeTo !== undefined && (bumped || before?.upgradeTo?.equals(upgradeTo) !== true)
      ? [{ by: 'upgradeTo' as const, from: current, to: upgradeTo }]
      : []),
  ].map((asked) => judgeUpgrade({ ...asked, cluster }, knowledge));
  const unknown =
    base === undefined && knowledge.version(current) === undefined ? [unknownVersion(cluster, current, knowledge)] : [];
  return {
    upgrades: judged.map(({ upgrade }) => upgrade),
    refusals: [...unknown, ...judged.flatMap(({ refusals }) => refusals)],
  };
}

/** The way begins at what runs, where that is known; at what the base says where it is not, or is where the way ends. */
function startOf(said: EngineVersion, to: EngineVersion, { running }: Knowledge): EngineVersion {
  return running === undefined || running.equals(to) ? said : running;
}

function engineChanged({ annotation: from }: DesiredCluster, { annotation: to }: DesiredCluster): VersionRefusal {
  return {
    id: 'ENGINE_CHANGED',
    message: `${to.clusterIdentifier} changes its engine from ${from.engine} to ${to.engine}: Terraform would replace the cluster and lose its data.`,
    remedy: 'Declare a new cluster beside it and migrate the data.',
  };
}
