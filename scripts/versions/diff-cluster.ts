import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
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
  const { upgrades, refusals } = judge(change, from, to, knowledge);
  const engine = (to ?? from)!.engine;
  const concerned = [
    ...upgrades.flatMap((each) => [each.from, each.to]),
    ...(change === 'added' ? versionsOf(to!) : []),
  ];
  const diff: VersionDiff = {
    stack: shown.stack,
    cluster: shown.annotation.clusterIdentifier,
    change,
    ...given({ from, to }),
    upgrades,
    support: supportOf(engine, refusals.length > 0 ? [] : concerned),
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

const versionsOf = ({ engineVersion, upgradeTo }: VersionsInCode) =>
  upgradeTo === undefined ? [engineVersion] : [engineVersion, upgradeTo];

function judge(
  change: ClusterChange,
  from: VersionsInCode | undefined,
  to: VersionsInCode | undefined,
  knowledge: Knowledge,
): { upgrades: UpgradeAsked[]; refusals: VersionRefusal[] } {
  if (to === undefined || change === 'unchanged') return { upgrades: [], refusals: [] };
  if (from !== undefined && from.engine !== to.engine) return { upgrades: [], refusals: [engineChanged(from, to)] };
  const { cluster, engine, engineVersion, upgradeTo } = to;
  const bumped = from !== undefined && from.engineVersion !== engineVersion;
  const judged = [
    ...(bumped ? [{ by: 'engineVersion' as const, from: runs(from, to, knowledge), to: engineVersion }] : []),
    ...(upgradeTo !== undefined && (bumped || from?.upgradeTo !== upgradeTo)
      ? [{ by: 'upgradeTo' as const, from: engineVersion, to: upgradeTo }]
      : []),
  ].map((asked) => judgeUpgrade({ ...asked, cluster, engine }, knowledge));
  const unknown =
    from === undefined && knowledge.version(engine, engineVersion) === undefined
      ? [unknownVersion(cluster, engineVersion, knowledge)]
      : [];
  return {
    upgrades: judged.map(({ upgrade }) => upgrade),
    refusals: [...unknown, ...judged.flatMap(({ refusals }) => refusals)],
  };
}

/** The way begins at what runs, where that is known; at what the base says where it is not, or is where the way ends. */
function runs({ engineVersion }: VersionsInCode, to: VersionsInCode, { running }: Knowledge): string {
  return running === undefined || running === to.engineVersion ? engineVersion : running;
}

function engineChanged(from: VersionsInCode, to: VersionsInCode): VersionRefusal {
  return {
    id: 'ENGINE_CHANGED',
    message: `${to.cluster} changes its engine from ${from.engine} to ${to.engine}: Terraform would replace the cluster, and its data with it.`,
    remedy: 'Declare a new cluster beside it, and migrate the data.',
  };
}
