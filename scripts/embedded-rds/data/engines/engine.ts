/** What is particular to an engine in how RDS plays it. Another engine is another row of `playedEngines`. */
export interface PlayedEngine {
  /** `Aurora PostgreSQL` */
  title: string;
  license: string;
  port: number;
  /** A command of the engine's own client, for whoever has a real database behind a cluster. */
  shell(login: {
    host: string;
    port: number | undefined;
    user: string | undefined;
    database: string | undefined;
  }): string;
  /** How DescribeDBEngineVersions describes a version. */
  describe(version: string): string;
  /** Of DescribeDBEngineVersions. */
  exportableLogs: readonly string[];
  /** What EnableCloudwatchLogsExports takes (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html). */
  logTypes: readonly string[];
  /** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.CreateInstance.html */
  longest: { user: number; database: number; password: number };
  /** Whether a cluster can be wound back. */
  backtracks: boolean;
  /** The cluster parameter without which RDS creates no deployment. */
  replication: { parameter: string; called: string; isOn(value: string | undefined): boolean };
  /** First version of each major from which a deployment can start; undefined: every version of it can. */
  firstForDeployments?: Readonly<Record<string, string>>;
  /** Cluster parameters whose value is fixed when a volume is created: green's group must have blue's, or its upgrade fails. */
  fixed: Readonly<Record<string, string>>;
  /** A deployment that is deleted without its green leaves it replicating, and read-only. */
  keptGreenReplicates: boolean;
  /** The metric of a deployment's lag, and at which end it is published. */
  lag: { metric: string; end: 'source' | 'target' };
}
