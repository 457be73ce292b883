import type { BlueGreenDeployment, DBCluster, DBInstance } from '@aws-sdk/client-rds';
import { actions } from '../../../scripts/embedded-rds/actions/registry';
import { type SeedSpec, seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { ServiceFault } from '../../../scripts/embedded-rds/wire/service-fault';
import { newWorld, regionOf } from '../../../scripts/embedded-rds/world/new-world';
import type { FaultRule } from '../../../scripts/embedded-rds/world/on-demand/faults';
import { advance } from '../../../scripts/embedded-rds/world/timeline';
import type { EventRecord, World } from '../../../scripts/embedded-rds/world/world';

export const regionName = 'ap-northeast-1';
export const clusterId = 'aurora-bg-aurora-cluster';
export const instance1 = 'aurora-bg-aurora-instance-1';
export const instance2 = 'aurora-bg-aurora-instance-2';
export const clusterArn = `arn:aws:rds:${regionName}:123456789012:cluster:${clusterId}`;

/** The environment of the runbook (__tests__/e2e/runbook/runbook.md), as Terraform would describe it. */
export function runbookSpec(overrides: { version?: string; instances?: string[] } = {}): SeedSpec {
  const { version = '15.6', instances = [instance1, instance2] } = overrides;
  const family = `aurora-postgresql${version.split('.')[0]}`;
  return {
    clusters: [
      {
        cluster_identifier: clusterId,
        engine: 'aurora-postgresql',
        engine_version: version,
        master_username: 'postgres',
        db_cluster_parameter_group_name: 'aurora-bg-cluster-params',
        deletion_protection: false,
        storage_encrypted: true,
        copy_tags_to_snapshot: true,
        tags: { team: 'orders' },
      },
    ],
    instances: instances.map((identifier) => ({
      identifier,
      cluster_identifier: clusterId,
      engine: 'aurora-postgresql',
      instance_class: 'db.r6g.large',
      db_parameter_group_name: 'aurora-bg-params',
      tags: { team: 'orders', name: identifier },
    })),
    clusterParameterGroups: [
      {
        name: 'aurora-bg-cluster-params',
        family,
        parameter: [{ name: 'rds.logical_replication', value: '1', apply_method: 'pending-reboot' }],
      },
    ],
    parameterGroups: [{ name: 'aurora-bg-params', family }],
    subnetGroups: [],
  };
}

const start = Date.UTC(2026, 0, 15, 1, 0, 0);

/** A world on a clock that only `pass` moves, and its operations called in process. */
export class ClusterWorld {
  now = start;

  constructor(public world: World = newWorld()) {}

  static seeded(spec = runbookSpec()): ClusterWorld {
    const world = newWorld();
    seedClusters(world, regionName, spec, start);
    return new ClusterWorld(world);
  }

  pass(minutes: number): this {
    this.now += minutes * 60_000;
    advance(this.world, this.now);
    return this;
  }

  /** As a server does: everything due happens first. */
  // biome-ignore lint/suspicious/noExplicitAny: outputs differ by operation
  call(operation: string, input: object = {}): any {
    advance(this.world, this.now);
    const action = actions[operation];
    if (action === undefined) throw new Error(`There is no ${operation}.`);
    const context = { world: this.world, region: this.region, now: this.now };
    return action({ ...context, account: this.world.account, principal: 'arn:aws:iam::123456789012:user/test' }, input);
  }

  /** `code: message` of the fault that a call is answered with. */
  refusal(operation: string, input: object = {}): string {
    try {
      this.call(operation, input);
    } catch (error) {
      if (error instanceof ServiceFault) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'no fault';
  }

  addFault(rule: FaultRule): void {
    this.world.faults.push(rule);
  }

  /** What a restart of the server does to the world. */
  reload(): this {
    this.world = JSON.parse(JSON.stringify(this.world));
    return this;
  }

  get region() {
    return regionOf(this.world, regionName);
  }

  cluster(identifier = clusterId): DBCluster {
    return this.call('DescribeDBClusters', { DBClusterIdentifier: identifier }).DBClusters[0];
  }

  instance(identifier: string): DBInstance {
    return this.call('DescribeDBInstances', { DBInstanceIdentifier: identifier }).DBInstances[0];
  }

  /** `identifier version status` of a cluster's instances. */
  instances(cluster = clusterId): string[] {
    const Filters = [{ Name: 'db-cluster-id', Values: [cluster] }];
    return this.call('DescribeDBInstances', { Filters }).DBInstances.map(
      (each: DBInstance) => `${each.DBInstanceIdentifier} ${each.EngineVersion} ${each.DBInstanceStatus}`,
    );
  }

  deployment(identifier: string): BlueGreenDeployment {
    const input = { BlueGreenDeploymentIdentifier: identifier };
    return this.call('DescribeBlueGreenDeployments', input).BlueGreenDeployments[0];
  }

  /** Creates a deployment to `version`, by default to 15.10 with the groups of the source. */
  deploy(input: object = {}): string {
    return this.call('CreateBlueGreenDeployment', {
      BlueGreenDeploymentName: 'upgrade',
      Source: clusterArn,
      TargetEngineVersion: '15.10',
      TargetDBClusterParameterGroupName: 'aurora-bg-cluster-params',
      TargetDBParameterGroupName: 'aurora-bg-params',
      ...input,
    }).BlueGreenDeployment.BlueGreenDeploymentIdentifier;
  }

  /** `minute source message` of what happened since, minutes counted from `since`. */
  events(since: number, matches: (event: EventRecord) => boolean = () => true): string[] {
    return this.region.events
      .filter((event) => event.at >= since && matches(event))
      .map(
        ({ at, sourceIdentifier, message }) => `${Math.floor((at - since) / 60_000)} ${sourceIdentifier}: ${message}`,
      );
  }
}

/** The last part of an ARN. */
export function nameIn(arn: string | undefined): string {
  return arn?.split(':').at(-1) ?? '';
}
