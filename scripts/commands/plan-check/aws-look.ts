import type { Connection } from '../../aws/connection';
import type { AwsProviderBlock } from '../../aws/provider-block';
import type { Deployment } from '../../aws/rds/types';
import type { CommandContext } from '../../cli/command';
import type { PlannedCluster } from '../../plans/check/clusters-of-plan';
import type { OnAws } from '../../plans/check/interlock';
import { deploymentsOf } from '../../view/identity';
import { checkAccount } from '../../workspace/account';
import { connectBriefly } from '../../workspace/connect-briefly';
import { targetEvent } from '../../workspace/target-event';

interface Open {
  connection: Connection;
  deployments: Deployment[];
}

/** Whose deployments are looked at: a stack's provider block. */
export interface Place {
  stack: string;
  provider: AwsProviderBlock;
}

/**
 * Looks at the deployments that a plan might disturb: one connection and one list for each provider block. Unlike the commands
 * that drive an upgrade it does not wait long for an RDS that does not answer: a pipeline must not hang.
 */
export class AwsLook {
  private readonly places = new Map<string, Promise<Open>>();

  constructor(private readonly report: CommandContext['report']) {}

  /** Reports the account, once for each place. */
  open({ stack, provider }: Place): Promise<Open> {
    const key = JSON.stringify(provider);
    const open = this.places.get(key) ?? this.begin(stack, provider);
    this.places.set(key, open);
    return open;
  }

  async see(place: Place, planned: PlannedCluster): Promise<OnAws> {
    const { connection, deployments } = await this.open(place);
    const production = await connection.rds.cluster(identifierOf(planned));
    return {
      production,
      deployments: production && deploymentsOf(production, deployments),
      usersOfRemovedGroups: await usersOfRemovedGroups(connection, planned),
    };
  }

  async close(): Promise<void> {
    for (const open of this.places.values()) (await open.catch(() => undefined))?.connection.close();
  }

  private async begin(stack: string, provider: AwsProviderBlock): Promise<Open> {
    const connection = await connectBriefly(provider);
    try {
      const identity = await connection.rds.identity();
      checkAccount({ stack, provider }, identity.account);
      const deployments = await connection.rds.deployments();
      this.report(targetEvent(connection, identity));
      return { connection, deployments };
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}

const identifierOf = ({ clusters, known, name }: PlannedCluster) =>
  known?.identifier ?? clusters[0]?.before?.cluster_identifier ?? clusters[0]?.after?.cluster_identifier ?? name;

async function usersOfRemovedGroups({ rds }: Connection, planned: PlannedCluster): Promise<string[]> {
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
