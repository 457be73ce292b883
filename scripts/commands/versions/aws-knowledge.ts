import type { Connection } from '../../aws/connection';
import type { EngineVersionFacts } from '../../aws/rds/types';
import type { CommandContext } from '../../cli/command';
import type { DesiredCluster } from '../../desired/desired-cluster';
import type { Knowledge } from '../../versions/knowledge';
import { checkAccount } from '../../workspace/account';
import { connectBriefly } from '../../workspace/connect-briefly';

interface Open {
  connection: Connection;
  account: string;
}

/** Asks AWS about versions: one connection for each provider block, and only `Describe…` calls. */
export class AwsKnowledge {
  private readonly places = new Map<string, Promise<Open>>();

  constructor(private readonly report: CommandContext['report']) {}

  /** What AWS knows of these versions of the cluster's engine, and what it runs there. */
  async of(cluster: DesiredCluster, versions: readonly string[]): Promise<Knowledge> {
    const { connection, account } = await this.open(cluster);
    const { engine: wanted, clusterIdentifier } = cluster.annotation;
    const running = (await connection.rds.cluster(clusterIdentifier))?.engineVersion;
    const facts = new Map<string, EngineVersionFacts | undefined>();
    for (const version of new Set([...versions, ...(running === undefined ? [] : [running])])) {
      facts.set(version, await connection.rds.engineVersion(wanted, version));
    }
    const name = `${connection.target.embedded.rds === true ? 'the embedded RDS' : 'AWS'} in ${connection.region}`;
    const source = `${name}, account ${account}`;
    return {
      kind: 'aws',
      name,
      version(engine, version) {
        const found = engine === wanted ? facts.get(version) : undefined;
        return found && { targets: found.validTargets.map((target) => target.version), source };
      },
      ...(running === undefined ? {} : { running }),
    };
  }

  async close(): Promise<void> {
    for (const open of this.places.values()) (await open.catch(() => undefined))?.connection.close();
  }

  private open(cluster: DesiredCluster): Promise<Open> {
    const key = JSON.stringify(cluster.provider);
    const open = this.places.get(key) ?? this.begin(cluster);
    this.places.set(key, open);
    return open;
  }

  private async begin(cluster: DesiredCluster): Promise<Open> {
    const connection = await connectBriefly(cluster.provider);
    try {
      const { account, arn } = await connection.rds.identity();
      checkAccount(cluster, account);
      // Who answers is learned from a response of RDS itself.
      await connection.rds.cluster(cluster.annotation.clusterIdentifier);
      this.report({
        code: 'TARGET',
        format: 1,
        description: connection.target.describe(),
        embedded: connection.target.embedded.rds === true,
        account,
        region: connection.region,
        caller: arn,
      });
      return { connection, account };
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}
