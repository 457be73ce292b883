import { EngineVersion } from '../../../constructs/engine-version';
import type { ResourceChange } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import type { PlanFinding } from './verdict';

export const groupFindings = (cluster: PlannedCluster): PlanFinding[] => [
  ...otherFamilies(cluster),
  ...cluster.groups.filter(({ actions }) => actions.join() === 'delete,create').map(replacedFinding),
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html */
const replacedFinding = ({ address, before }: ResourceChange): PlanFinding => ({
  kind: 'group-replaced',
  refused: false,
  message: `Terraform would delete the parameter group ${before?.name ?? address} before it creates the new one: RDS refuses to delete a group in use, and the apply fails.`,
  remedy: `Give the new one another name, and set create_before_destroy on ${address}.`,
});

/** Groups of another family than that which runs: of an upgrade to come, or of one that is over. */
function otherFamilies(cluster: PlannedCluster): PlanFinding[] {
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
    const message = `Parameter groups of ${families(added).join(', ')} are added next to those of ${family}: ${names(added)}.`;
    findings.push({ kind: 'target-groups-added', refused: false, message });
  }
  if (removed.length > 0) {
    const message = `Parameter groups of ${families(removed).join(', ')}, left from a finished upgrade, are removed: ${names(removed)}.`;
    findings.push({ kind: 'old-groups-removed', refused: false, message });
  }
  return findings;
}

function runningFamily({ clusters }: PlannedCluster): string | undefined {
  const facts = clusters.map(({ before }) => before).find((before) => before?.engine_version_actual !== undefined);
  const version = EngineVersion.read(facts?.engine ?? '', facts?.engine_version_actual ?? '');
  return version.ok ? version.version.family : undefined;
}
