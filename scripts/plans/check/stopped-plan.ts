import { isCovered } from '../../desired/resource-address';
import type { PlanResult } from '../../terraform/plan-result';
import type { PlannedCluster } from './clusters-of-plan';
import { commandOn } from './command-on';
import type { KnownCluster } from './known-cluster';
import type { ClusterVerdict } from './verdict';

interface Guards {
  /** Addresses of clusters whose version is not the one that runs. */
  versions: string[];
  /** Clusters whose old cluster still uses groups that the code does not declare any more. */
  oldClusters: string[];
}

/** The guards that stopped a plan, if nothing else did; undefined otherwise. */
export function guardsThatStopped(result: PlanResult, known: readonly KnownCluster[]): Guards | undefined {
  if (result.kind !== 'plan-failed' || result.otherErrors !== false) return undefined;
  const versions: string[] = [];
  const oldClusters = new Set<string>();
  for (const { address } of result.failedConditions) {
    const cluster = known.find((each) => each.address === address);
    if (cluster !== undefined) {
      versions.push(cluster.address);
      continue;
    }
    const watched = known.find(({ watches }) => watches.some((watch) => isCovered(address, watch)));
    if (watched === undefined) return undefined;
    oldClusters.add(watched.identifier);
  }
  return { versions, oldClusters: [...oldClusters] };
}

export function oldClusterFindings(
  verdict: ClusterVerdict,
  planned: PlannedCluster,
  { oldClusters }: Guards,
): ClusterVerdict {
  if (planned.known === undefined || !oldClusters.includes(planned.known.identifier)) return verdict;
  const message = `An old cluster of ${verdict.cluster} still uses parameter groups that the code no longer declares: RDS refuses to delete them.`;
  const remedy = `Remove it first (${commandOn(planned, 'cleanup')}), or keep previousEngineVersion in the code as long as that cluster exists.`;
  const refused = { kind: 'old-groups-removed' as const, refused: true, message, remedy };
  const findings = verdict.findings.filter(({ kind }) => kind !== 'old-groups-removed');
  return { ...verdict, findings: [...findings, refused] };
}
