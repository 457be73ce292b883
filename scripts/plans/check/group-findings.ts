import { EngineVersion } from '../../../constructs/engine-version';
import type { PlannedCluster } from './clusters-of-plan';
import type { PlanFinding } from './verdict';

/** Groups of another family than that which runs: of an upgrade to come, or of one that is over. */
export function groupFindings(cluster: PlannedCluster): PlanFinding[] {
  const family = runningFamily(cluster);
  if (family === undefined) return [];
  const of = (action: 'create' | 'delete') =>
    cluster.groups.filter(({ actions, before, after }) => {
      const own = (action === 'create' ? after : before)?.family;
      return actions.join() === action && own !== undefined && own !== family;
    });
  const [added, removed] = [of('create'), of('delete')];
  const names = (groups: typeof added) => groups.map(({ before, after }) => (after ?? before)?.name).join(', ');
  const families = (groups: typeof added) => [
    ...new Set(groups.map(({ before, after }) => (after ?? before)?.family ?? '')),
  ];
  const findings: PlanFinding[] = [];
  if (added.length > 0) {
    const message = `Parameter groups of ${families(added).join(', ')} are added beside those of ${family}: ${names(added)}.`;
    findings.push({ kind: 'target-groups-added', refused: false, message });
  }
  if (removed.length > 0) {
    const message = `Parameter groups of ${families(removed).join(', ')}, of an upgrade that is over, are removed: ${names(removed)}.`;
    findings.push({ kind: 'old-groups-removed', refused: false, message });
  }
  return findings;
}

function runningFamily({ clusters }: PlannedCluster): string | undefined {
  const facts = clusters.map(({ before }) => before).find((before) => before?.engine_version_actual !== undefined);
  const version = EngineVersion.read(facts?.engine ?? '', facts?.engine_version_actual ?? '');
  return version.ok ? version.version.family : undefined;
}
