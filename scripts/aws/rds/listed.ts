import type { RdsReads } from './rds-port';
import type { Instance } from './types';

/** What a page of a list holds at the most: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
const page = 100;

/**
 * Clusters and their instances out of the lists of the whole region, over a port that reads each list once. What a list lacks is
 * asked for by name: lists lag behind.
 *
 * @param looks  how many clusters will be asked for, at the most: the list of instances may have more pages than that
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
