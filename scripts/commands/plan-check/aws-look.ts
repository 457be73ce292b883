import type { RdsReads } from '../../aws/rds/rds-port';
import type { CommandContext } from '../../cli/command';
import { Sweep } from '../../observed/sweep';
import type { PlannedCluster } from '../../plans/check/clusters-of-plan';
import type { OnAws } from '../../plans/check/interlock';
import { deploymentsOf } from '../../view/identity';
import { briefly, Connections, type OpenConnection, type Place } from '../../workspace/connections';

/** Looks at the deployments that a plan might disturb: one list of them for each place, read after the plan was made. */
export class AwsLook {
  private readonly connections: Connections;
  // A plan is about few clusters of its account: they are read by name.
  private readonly sweep = new Sweep(1);

  constructor(report: CommandContext['report']) {
    this.connections = new Connections({ report, patience: briefly });
  }

  /** Reports the account, once for each place. */
  open(place: Place): Promise<OpenConnection> {
    return this.connections.open(place);
  }

  async see(place: Place, planned: PlannedCluster): Promise<OnAws> {
    const { rds } = this.sweep.sources(await this.open(place));
    const production = await rds.cluster(identifierOf(planned));
    return {
      production,
      deployments: production && deploymentsOf(production, await rds.deployments()),
      usersOfRemovedGroups: await usersOfRemovedGroups(rds, planned),
    };
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}

const identifierOf = ({ clusters, known, name }: PlannedCluster) =>
  known?.identifier ?? clusters[0]?.before?.cluster_identifier ?? clusters[0]?.after?.cluster_identifier ?? name;

async function usersOfRemovedGroups(rds: RdsReads, planned: PlannedCluster): Promise<string[]> {
  const removed = planned.groups.filter(({ actions }) => actions.join() === 'delete');
  if (removed.length === 0) return [];
  const names = (type: string) =>
    new Set(removed.filter((each) => each.type === type).map(({ before }) => before?.name));
  const [clusterGroups, instanceGroups] = [names('aws_rds_cluster_parameter_group'), names('aws_db_parameter_group')];
  const own = identifierOf(planned);
  const users: string[] = [];
  for (const cluster of await rds.clusters()) {
    if (cluster.identifier === own) continue;
    const isOld = cluster.identifier.startsWith(`${own}-old`);
    const instances = isOld ? await rds.instances(cluster.identifier) : [];
    const uses = instances.some(({ parameterGroup }) => instanceGroups.has(parameterGroup));
    if (uses || clusterGroups.has(cluster.parameterGroup)) users.push(cluster.identifier);
  }
  return users;
}
