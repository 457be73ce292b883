import type { OfferedVersion } from '../../aws/rds/types';
import type { CommandContext } from '../../cli/command';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { readVersion } from '../../desired/parsed-versions';
import { Sweep } from '../../observed/sweep';
import { given } from '../../runtime/given';
import type { Knowledge } from '../../versions/knowledge';
import { briefly, Connections } from '../../workspace/connections';

/** Asks AWS about versions, with `Describe…` calls only: of each version once in an account and region. */
export class AwsKnowledge {
  private readonly connections: Connections;
  // A branch changes few clusters of its account: they are read by name.
  private readonly sweep = new Sweep(1);

  constructor(report: CommandContext['report']) {
    this.connections = new Connections({ report, patience: briefly });
  }

  /** What AWS knows of these versions of the cluster's engine, and what it runs there. */
  async of(cluster: DesiredCluster, versions: readonly string[]): Promise<Knowledge> {
    const connection = await this.connections.open(cluster);
    const { rds } = this.sweep.sources(connection);
    const { account } = connection.identity;
    const { engine: wanted, clusterIdentifier } = cluster.annotation;
    const text = (await rds.cluster(clusterIdentifier))?.engineVersion;
    const running = text === undefined ? undefined : readVersion(cluster, text);
    const facts = new Map<string, OfferedVersion | undefined>();
    for (const version of new Set([...versions, ...(text === undefined ? [] : [text])])) {
      facts.set(version, await rds.offeredVersion(wanted, version));
    }
    const name = `${connection.target.embedded.rds === true ? 'the embedded RDS' : 'AWS'} in ${connection.region}`;
    const source = `${name}, account ${account}`;
    return {
      kind: 'aws',
      name,
      version({ engine, text: version }) {
        const found = engine === wanted ? facts.get(version) : undefined;
        return found && { targets: found.validTargets.map((target) => target.version), source };
      },
      ...given({ running }),
    };
  }

  close(): Promise<void> {
    return this.connections.close();
  }
}
