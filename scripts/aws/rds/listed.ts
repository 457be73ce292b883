import type { RdsReads } from './rds-port';
import type { Instance } from './types';

/** The maximum size of a page of a list: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
const page = 100;

/**
 * Clusters and their instances from the lists of the whole region, over a port that reads each list once. Whatever a list lacks is
 * requested by name, because lists lag behind.
 * @param looks  the maximum number of clusters that will be requested: the list of instances may have more pages than that
 */
export function listed(rds: RdsReads, looks: number): RdsReads {
  let listedMembers: Promise<Map<string, Instance[]>> | undefined;
  const members = async () => {
    const instances = (await rds.clusters()).reduce((count, cluster) => count + cluster.members.length, 0);
    if (instances > looks * page) return new Map<string, Instance[]>();
    return byCluster(await rds.allInstances());
  };
  return {
    ...rds,
    cluster: async (name) => (await rds.clusters()).find(({ identifier }) => identifier === name) ?? rds.cluster(name),
    async instances(cluster) {
      listedMembers ??= members();
      return (await listedMembers).get(cluster) ?? rds.instances(cluster);
    },
  };
}

function byCluster(instances: readonly Instance[]): Map<string, Instance[]> {
  const result = new Map<string, Instance[]>();
  for (const instance of instances) {
    const cluster = instance.clusterIdentifier;
    result.set(cluster, [...(result.get(cluster) ?? []), instance]);
  }
  return result;
}
