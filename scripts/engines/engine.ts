/** What an upgrade must know about an engine. Another engine is another row of `engines`. */
export interface Engine {
  /** Cluster parameters that decide whether changes are replicated to green, as DescribeDBClusterParameters names them. */
  replication: {
    parameters: readonly string[];
    /** Whether they say that it is on; by name, unset ones are missing. */
    isOn(values: Readonly<Record<string, string>>): boolean;
    /** `logical replication` */
    called: string;
    /** `rds.logical_replication is on` */
    on: string;
    /** What the code has to say, `rds.logical_replication = 1`. */
    needed: string;
  };
  /**
   * The metric of CloudWatch that tells how far green is behind, and on whose writer it is measured
   * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html).
   */
  lag: { metric: 'OldestReplicationSlotLag' | 'AuroraBinlogReplicaLag'; of: 'blue' | 'green' };
  /** Whether a deployment makes the database refuse changes of rows that it cannot tell apart. */
  publishesAllTables: boolean;
  /** Whether a blue/green deployment can start from a major version only that AWS's list names. */
  minimumPerMajor: boolean;
  /**
   * What its parameters are like in a group: `advised` are what AWS recommends for a deployment; `harmful` are those of green's group that
   * must not have other values; `ownDefaults` are those of the engine, where RDS gives no value, that change with a family. What a cluster
   * keeps from its creation on is `fixed` in constructs/engines.
   */
  parameters: {
    advised: Readonly<Record<string, { values: readonly string[]; why: string }>>;
    harmful: Readonly<Record<string, HarmfulParameter>>;
    ownDefaults: readonly OwnDefault[];
  };
  /** Where consumers of its log of changes go on after a switchover: the event that tells it, and what they run. Undefined: nowhere. */
  coordinates?: {
    /** Groups: file and position. */
    event: RegExp;
    statements(to: { host: string; port: number; file: string; position: string }): string[];
  };
  /** The file of green's writer in which RDS tells what a major upgrade finds in the data, and AWS's page of it. Undefined: there is none. */
  prechecks?: { log: string; page: string };
  /** Whether a deployment has replication slots on blue, which may be left there. */
  leavesSlots: boolean;
  /** Whether an upgrade to another major version keeps the statistics that queries are planned with. */
  keepsStatistics: boolean;
  /** What is at stake for whoever upgrades without knowing the data; `cluster` is its name. */
  atStake(cluster: string): string;
  /** A statement that names the clients of a server. */
  clients: string;
  /** A command that opens a shell of the database, to look at it. */
  shell(to: { host: string; port: number; user: string }): string;
}

/** A parameter that somebody may have set in green's group, and what comes of it. */
export interface HarmfulParameter {
  /** In capitals; unset ones are another check's. */
  fine: readonly string[];
  why: string;
}

/** A default of the engine itself. */
export interface OwnDefault {
  name: string;
  /** The family from which on it is `after`. */
  family: string;
  before: string;
  after: string;
}
