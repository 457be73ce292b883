import { shellWord } from '../../../constructs/shell-word';
import type { Cluster } from '../../aws/rds/types';
import { type DeploymentsOfCluster, unfinished } from '../../view/identity';
import type { PlannedCluster } from './clusters-of-plan';
import { commandOn } from './command-on';
import type { ClusterVerdict, PlanFinding, StackVerdict } from './verdict';

/** What AWS says about a cluster in a plan; undefined if the cluster does not exist. */
export interface OnAws {
  production?: Cluster;
  deployments?: DeploymentsOfCluster;
  /** Other clusters that use a group which the plan removes. */
  usersOfRemovedGroups: string[];
}

/**
 * Terraform cannot see deployments. While one exists, a change to blue does not reach green, or stops the switchover; so a plan of
 * that stack is refused unless it changes nothing, or only things that the user has declared unrelated.
 */
export function interlock(
  stack: Pick<StackVerdict, 'elsewhere' | 'clusters'>,
  verdict: ClusterVerdict,
  planned: PlannedCluster,
  onAws: OnAws,
  allowElsewhere: boolean,
): ClusterVerdict {
  const findings = [
    ...lostFromState(planned, onAws),
    ...underway(stack, verdict, planned, onAws, allowElsewhere),
    ...oldGroups(verdict, planned, onAws),
  ];
  // The guard of the code says the same with fewer words.
  const named = findings.some(({ kind }) => kind === 'old-groups-removed');
  const said = verdict.findings.filter(({ kind }) => !(named && kind === 'old-groups-removed'));
  return { ...verdict, findings: [...said, ...findings] };
}

function underway(
  { elsewhere, clusters }: Pick<StackVerdict, 'elsewhere' | 'clusters'>,
  verdict: ClusterVerdict,
  planned: PlannedCluster,
  { deployments }: OnAws,
  allowElsewhere: boolean,
): PlanFinding[] {
  const existing = deployments === undefined ? [] : unfinished(deployments);
  return existing.map((deployment) => {
    const what = `the deployment ${deployment.identifier} (${deployment.name}, ${deployment.status}) exists`;
    const own = verdict.changes.length > 0;
    const others = clusters.filter(({ cluster, changes }) => cluster !== verdict.cluster && changes.length > 0);
    const other = (elsewhere.length > 0 || others.length > 0) && !allowElsewhere;
    if (!own && !other) {
      const message = `While ${what}, ${verdict.cluster} must not be changed; this plan does not change it.`;
      return { kind: 'deployment-exists', refused: false, message };
    }
    return {
      kind: 'deployment-exists',
      refused: true,
      message: own
        ? `While ${what}, a deploy of this plan would change ${verdict.cluster}.`
        : `While ${what}, this plan changes other resources of its stack.`,
      remedy:
        (deployments!.foreign.includes(deployment)
          ? 'It was not created by this tool: first finish it or delete it where it was created'
          : `Finish it (${commandOn(planned, 'upgrade')}) or abort it (${commandOn(planned, 'abort')}) first`) +
        (own ? '.' : '; if they have nothing to do with the cluster, allow them with --allow-elsewhere.'),
    };
  });
}

/** Terraform would try for three minutes to delete a group in use, and fail. */
function oldGroups(
  verdict: ClusterVerdict,
  planned: PlannedCluster,
  { deployments, usersOfRemovedGroups: users }: OnAws,
): PlanFinding[] {
  const finished = deployments?.finished;
  const removes = verdict.findings.some(({ kind }) => kind === 'old-groups-removed');
  const record: PlanFinding[] =
    finished === undefined
      ? []
      : [
          {
            kind: 'deployment-finished',
            refused: false,
            message: `The last upgrade's deployment ${finished.identifier} and its old cluster still exist.`,
            remedy: `Once nobody needs them: ${commandOn(planned, 'cleanup')}`,
          },
        ];
  if (!removes || users.length === 0) return record;
  return [
    ...record,
    {
      kind: 'old-groups-removed',
      refused: true,
      message: `${users.join(', ')} still uses a parameter group that this plan removes: RDS refuses to delete it.`,
      remedy: `Remove the old cluster first: ${commandOn(planned, 'cleanup')}; until then keep previousEngineVersion in the code.`,
    },
  ];
}

/** The create would end in DBClusterAlreadyExistsFault, after other resources have been created. */
function lostFromState({ name, identifier, clusters }: PlannedCluster, { production }: OnAws): PlanFinding[] {
  const created = clusters.filter(({ before, actions }) => before === undefined && actions.includes('create'));
  const known = clusters.some(({ before }) => before !== undefined);
  if (production === undefined || created.length === 0 || known || created.some(({ imported }) => imported)) return [];
  return [
    {
      kind: 'lost-from-state',
      refused: true,
      message: `${name} exists in AWS, but not in Terraform's state: the plan would create it again.`,
      remedy: `Import it (terraform import ${shellWord(created[0]!.address)} ${shellWord(identifier ?? name)}), and do the same for its instances and groups.`,
    },
  ];
}
