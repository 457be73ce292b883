import { commandLine } from '../../constructs/command-line';
import { type CodeVersions, codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { ClusterRef } from '../rewriter/edit';
import { isSame } from '../rewriter/judge/judge';
import { describeVersions, isUpgradeDone, onlyEngineVersion } from '../rewriter/version-change';
import type { Several } from './workspace';

/** What the code should say about a cluster once a run has finished with it. */
export interface Wish {
  cluster: DesiredCluster;
  to: CodeVersions;
}

/** A run that writes into the code. */
export interface WritingRun {
  command: 'upgrade' | 'reconcile' | 'cleanup';
  /** Every cluster of the code that exists, and not only those that were named. */
  all: boolean;
  local?: boolean;
  wishes: readonly Wish[];
}

/**
 * What else to do if the edit for some clusters changes others too, as sentences; if something prevents doing them together, the first
 * one says so. Pure.
 * @param declared  all clusters of the code
 */
export function sharedAdvice(
  changed: Several,
  to: CodeVersions,
  others: readonly ClusterRef[],
  declared: readonly DesiredCluster[],
  run: WritingRun,
): string[] {
  const change = { from: codeVersions(changed[0]), to };
  const apart = others.flatMap((other) => neverAlong(other, declared) ?? []);
  if (apart.length > 0) return apart;
  const upgradeAll = commandLine('upgrade', ['--all', ...local(run)]);
  // The code says where it leads, so that the others get there by an upgrade, and nothing else has to be written.
  if (onlyEngineVersion(change)) {
    return [
      `Or write engineVersion ${to.engineVersion} there for all of them, and upgrade those that are behind: ${upgradeAll}.`,
    ];
  }
  if (!isUpgradeDone(change) && change.from.engineVersion !== to.engineVersion) {
    return [
      `Or write upgradeTo ${to.engineVersion} there for all of them, deploy, and upgrade them together: ${upgradeAll}.`,
    ];
  }
  const notNow = others.flatMap((other) => notAlong(other, to, run) ?? []);
  if (notNow.length > 0) return notNow;
  const all = [...changed, ...others.flatMap((other) => declared.find((each) => isOf(other, each)) ?? [])];
  const names = all.map((each) => nameOf(each, declared));
  if (run.command === 'cleanup') {
    return [
      `Or clean them up together; the edit is written with the last one: ${commandLine('cleanup', [...names, ...local(run)])}.`,
    ];
  }
  return [
    `Or upgrade them together; the edit is written once the last one has been switched over: ${upgradeAll} (only these: ${commandLine('upgrade', [...names, ...local(run)])}).`,
  ];
}

/** Why a cluster can come along in no run. */
function neverAlong(other: ClusterRef, declared: readonly DesiredCluster[]): string | undefined {
  const cluster = declared.find((each) => isOf(other, each));
  if (cluster === undefined) return `${other.clusterIdentifier} is not declared by an AuroraCluster.`;
  if (cluster.annotation.upgradePolicy !== 'in-place') return undefined;
  return `After such an edit, Terraform upgrades ${other.clusterIdentifier} in place at its next deploy (upgradePolicy "in-place").`;
}

/** Why a cluster has not come along in this run, if not because nobody has named it. */
function notAlong(other: ClusterRef, to: CodeVersions, { all, wishes }: WritingRun): string | undefined {
  const wish = wishes.find(({ cluster }) => isOf(other, cluster));
  if (wish === undefined) return all ? `${other.clusterIdentifier} was not found in RDS.` : undefined;
  if (sameVersions(wish.to, to)) return undefined;
  return `For ${other.clusterIdentifier} the code should say ${describeVersions(wish.to)}.`;
}

export const isOf = (ref: ClusterRef, { stack, annotation: { address } }: DesiredCluster) =>
  isSame(ref, { stack, address });

const local = ({ local }: WritingRun) => (local === true ? ['--local'] : []);

/** As the commands accept it: by path if several have the same name. */
export function nameOf(
  { path, annotation: { clusterIdentifier } }: DesiredCluster,
  declared: readonly DesiredCluster[],
) {
  const called = declared.filter(({ annotation }) => annotation.clusterIdentifier === clusterIdentifier);
  return called.length === 1 ? clusterIdentifier : path;
}
