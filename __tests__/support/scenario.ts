import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  ModifyDBClusterParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { UpgradeAnnotation, VersionAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import type { AutoscalingPort } from '../../scripts/aws/autoscaling/autoscaling-port';
import type { AwsPorts } from '../../scripts/aws/aws-ports';
import { over } from '../../scripts/aws/connection';
import { patient, patientAutoscaling, patientMetrics } from '../../scripts/aws/patience';
import type { RdsPort } from '../../scripts/aws/rds/rds-port';
import { clientDefaults } from '../../scripts/aws/wire';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { declarationsOf } from '../../scripts/desired/declarations';
import { declaredIdentifiers } from '../../scripts/desired/declared-identifiers';
import { deliveryBy } from '../../scripts/desired/delivery';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { blocksOf, referencesOf } from '../../scripts/desired/references';
import type { StackJson } from '../../scripts/desired/stack-json';
import { type EmbeddedRds, openEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../../scripts/embedded-rds/request-handler';
import type { World } from '../../scripts/embedded-rds/world/world';
import type { RunEvent } from '../../scripts/report/event';
import { run } from '../../scripts/runbook/run';
import type { Confirmation, Ports, Step } from '../../scripts/runbook/step';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import type { Clock } from '../../scripts/runtime/clock';
import type { DirectOptions } from '../../scripts/simulation/direct/direct-client';
import { directConnection } from '../../scripts/simulation/direct/direct-connection';
import { noMemory } from '../../scripts/view/memory';
import { targetOf } from '../../scripts/view/request';
import type { View } from '../../scripts/view/view';
import { requestOf, type Typed } from './request-of';

export const clusterName = 'aurora-bg-aurora-cluster';
export const instanceNames = ['aurora-bg-aurora-instance-1', 'aurora-bg-aurora-instance-2'];
export const region = 'ap-northeast-1';

const beginning = Date.parse('2026-01-15T01:00:00Z');

/** The code as a run sees it: versions that can be written. What the rewriter does to files has its own tests. */
export class CodeInMemory {
  /** Of engineVersion. */
  writes: string[] = [];
  clusterIdentifier = clusterName;
  /** In place of the names that AuroraCluster derives from the family. */
  groups: { cluster?: string; instance?: string } = {};
  /** Addresses of groups that the stack declares, with the parameters that they set. */
  groupParameters: Record<string, Record<string, string>> = {};
  /** The stack as Terraform would read it. */
  json: StackJson = asCreated();
  /** Further stacks of the app. */
  otherStacks: { name: string; json: StackJson }[] = [];

  constructor(public versions: CodeVersions) {}

  get version(): string {
    return this.versions.engineVersion;
  }

  set version(engineVersion: string) {
    this.versions = { ...this.versions, engineVersion };
  }

  cluster(): DesiredCluster {
    const named = { stack: 'aurora-bg', annotation: this.annotation() };
    return {
      ...named,
      path: 'aurora-bg/aurora',
      delivery: deliveryBy('cdktf', 'aurora-bg', 'cdktf.out/stacks/aurora-bg'),
      provider: { region },
      groupParameters: this.groupParameters,
      declared: declarationsOf(named, this.json),
      references: referencesOf(named, blocksOf([{ name: named.stack, json: this.json }])),
      declaredIdentifiers: declaredIdentifiers([{ name: named.stack, json: this.json }, ...this.otherStacks]),
    };
  }

  private annotation(): UpgradeAnnotation {
    const { engineVersion, upgradeTo, previousEngineVersion } = this.versions;
    return {
      formatVersion: 1,
      path: 'aurora-bg/aurora',
      clusterIdentifier: this.clusterIdentifier,
      engine: 'aurora-postgresql',
      upgradePolicy: 'blue-green',
      address: 'aws_rds_cluster.aurora',
      instances: instanceNames.map((identifier, i) => ({
        identifier,
        address: `aws_rds_cluster_instance.i${i + 1}`,
      })),
      ...this.withGroups(engineVersion),
      ...(upgradeTo === undefined ? {} : { upgradeTo: this.withGroups(upgradeTo) }),
      ...(previousEngineVersion === undefined ? {} : { previous: this.withGroups(previousEngineVersion) }),
    };
  }

  private withGroups(engineVersion: string): VersionAnnotation {
    const major = engineVersion.split('.')[0];
    const family = `aurora-postgresql${major}`;
    const group = (type: string, id: string, name: string) => ({ name, family, address: `${type}.${id}-pg${major}` });
    return {
      engineVersion,
      clusterParameterGroup: group(
        'aws_rds_cluster_parameter_group',
        'cluster-params',
        this.groups.cluster ?? groupNames(major).cluster,
      ),
      instanceParameterGroup: group(
        'aws_db_parameter_group',
        'params',
        this.groups.instance ?? groupNames(major).instance,
      ),
    };
  }
}

/** The cluster that `createCluster` makes, as Terraform would declare it. */
export function asCreated(): StackJson {
  const tags = { team: 'payments' };
  const instance = (identifier: string) => ({
    identifier,
    cluster_identifier: clusterName,
    engine: 'aurora-postgresql',
    instance_class: 'db.r6g.large',
    // Tests give instances other tiers: what the code does not say is none of its differences.
    lifecycle: { ignore_changes: ['promotion_tier'] },
    tags,
  });
  return {
    resource: {
      aws_rds_cluster: {
        aurora: {
          cluster_identifier: clusterName,
          engine: 'aurora-postgresql',
          master_username: 'postgres',
          deletion_protection: true,
          storage_encrypted: true,
          copy_tags_to_snapshot: true,
          tags,
        },
      },
      aws_rds_cluster_instance: {
        i1: instance(instanceNames[0]!),
        i2: instance(instanceNames[1]!),
      },
    },
  };
}

/** As the runbook names them. */
const groupNames = (major = '15') => ({
  cluster: `aurora-bg-aurora-pg${major}-cluster-params`,
  instance: `aurora-bg-aurora-pg${major}-params`,
});

/** An embedded RDS on a stepped clock with the runbook's cluster in it, a code that says `version`, and runs over them. */
export interface Scenario {
  rds: EmbeddedRds;
  /** Straight to the embedded RDS, for preparing and looking; not counted. */
  client: RDSClient;
  code: CodeInMemory;
  clock: Clock;
  events: RunEvent[];
  /** Moves the world on. */
  pass(minutes: number): void;
  /** What is left if everything that runs is killed now. */
  remains(): Remains;
  /** What runs have called, oldest first. */
  calls(): readonly Called[];
  /** Where facts are read, each time over new clients. */
  sources(): Promise<AwsPorts>;
  view(request?: Typed): View;
  upgrade(options?: RunOptions): Promise<View>;
}

export interface RunOptions {
  request?: Typed;
  steps?: readonly Step[];
  /** Wraps the port: faults, counting, killing. */
  wrap?(port: RdsPort): RdsPort;
  wrapAutoscaling?(port: AutoscalingPort): AutoscalingPort;
  confirm?: boolean | (() => Promise<boolean>);
  /** In place of `confirm`, where the question matters. */
  ask?(confirmation: Confirmation): Promise<boolean>;
  plan?: Ports['plan'];
  groups?: Ports['groups'];
  /** Called when the code has been written. */
  onCode?(): void;
}

export interface Called {
  service: string;
  operation: string;
}

/** What a killed process leaves behind: the world, its time, and the code. */
export interface Remains {
  world: World;
  now: number;
  versions: CodeVersions;
}

export interface ScenarioOptions {
  /** Of the code: what engineVersion says. */
  version?: string;
  upgradeTo?: string;
  previousEngineVersion?: string;
  /** What the cluster runs. */
  running?: string;
  /** Goes on from there instead of creating a cluster. */
  remains?: Remains;
  /** Stretches every wait, where a test needs no fine polling. */
  stretch?: number;
  /**
   * Lets the SDK sign, serialize and parse, which are nine tenths of what a call costs. Else its clients call the embedded RDS
   * straight: what they send and hear is the same (`simulation/direct.test.ts`).
   */
  sdk?: boolean;
}

export async function scenario(setting: ScenarioOptions = {}): Promise<Scenario> {
  const {
    version = '15.10',
    upgradeTo,
    previousEngineVersion,
    running = '15.6',
    remains,
    stretch = 1,
    sdk = false,
  } = setting;
  const rds = openEmbeddedRds({
    speed: 0,
    ...(remains === undefined ? {} : { world: structuredClone(remains.world) }),
  });
  rds.clock.advanceTo(remains?.now ?? beginning);
  const requestHandler = embeddedRequestHandler(rds);
  const options = {
    region,
    requestHandler,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...clientDefaults,
  };
  const client = new RDSClient(options);
  if (remains === undefined) {
    await createCluster(client, running);
    rds.clock.advance(12 * 60_000);
    rds.settle();
    rds.world.calls = {};
  }
  const code = new CodeInMemory(remains?.versions ?? { engineVersion: version, upgradeTo, previousEngineVersion });
  const events: RunEvent[] = [];
  const clock: Clock = {
    now: () => rds.clock.now(),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      rds.clock.advance(milliseconds * stretch);
    },
  };
  const called: Called[] = [];
  const around: DirectOptions['around'] = async ({ service, operation }, perform) => {
    called.push({ service, operation });
    return perform();
  };
  const direct = () => directConnection({ world: rds.world, clock: rds.clock, region, user: 'test', around });
  const overSdk = () =>
    over(new RDSClient(options), new STSClient(options), {
      cloudWatch: () => new CloudWatchClient(options),
      autoscaling: () => new ApplicationAutoScalingClient(options),
    });
  const sources = async () => (sdk ? overSdk() : direct());
  const view = (typed: Typed = {}): View => {
    const desired = code.cluster();
    const request = requestOf(typed);
    return {
      now: clock.now(),
      identity: { account: rds.world.account, arn: `arn:aws:iam::${rds.world.account}:user/test` },
      region,
      desired,
      request,
      target: targetOf(desired, request),
      facts: {},
      memory: noMemory(),
    };
  };
  return {
    rds,
    client,
    code,
    clock,
    events,
    pass(minutes) {
      rds.clock.advance(minutes * 60_000);
      rds.settle();
    },
    remains: () => ({ world: structuredClone(rds.world), now: rds.clock.now(), versions: code.versions }),
    calls: () => (sdk ? rds.calls() : called),
    sources,
    view,
    async upgrade({
      request,
      steps = stepsUntil('proven'),
      wrap = (it: RdsPort) => it,
      wrapAutoscaling = (it: AutoscalingPort) => it,
      confirm = true,
      ask,
      plan,
      groups,
      onCode,
    } = {}) {
      const { rds, metrics, autoscaling } = await sources();
      const notify = (message: string) =>
        void events.push({ code: 'WARNING', id: 'RDS_UNREACHABLE', message, remedy: '' });
      return run(view(request), steps, {
        ports: {
          rds: patient(wrap(rds), { clock, notify }),
          metrics: patientMetrics(metrics, { clock, notify }),
          autoscaling: patientAutoscaling(wrapAutoscaling(autoscaling), { clock, notify }),
          code: {
            check: async () => {},
            async write(_cluster, to) {
              code.versions = to;
              code.writes.push(to.engineVersion);
              onCode?.();
              return { summary: '' };
            },
            read: async () => code.cluster(),
          },
          plan: plan ?? { prove: async () => ({ kind: 'no-changes' }) },
          groups: groups ?? { unheld: allHeld, plan: noTerraform, apply: noTerraform },
        },
        clock,
        report: (event) => events.push(event),
        confirm: async (confirmation) => ask?.(confirmation) ?? (typeof confirm === 'boolean' ? confirm : confirm()),
      });
    },
  };
}

const allHeld: Ports['groups']['unheld'] = async () => ({ kind: 'known', created: [], replaced: [] });

const noTerraform: Ports['groups']['plan'] = async () => ({
  kind: 'impossible',
  terraformMissing: true,
  message: 'Terraform was not found.',
  remedy: 'Install Terraform.',
});

/** The two groups of a major version, as AuroraCluster would declare them. */
export async function createGroups(client: RDSClient, major: string): Promise<void> {
  const names = groupNames(major);
  const family = `aurora-postgresql${major}`;
  await client.send(
    new CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: names.cluster,
      DBParameterGroupFamily: family,
      Description: 'test',
    }),
  );
  await client.send(
    new ModifyDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: names.cluster,
      Parameters: [{ ParameterName: 'rds.logical_replication', ParameterValue: '1', ApplyMethod: 'pending-reboot' }],
    }),
  );
  await client.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: names.instance,
      DBParameterGroupFamily: family,
      Description: 'test',
    }),
  );
}

async function createCluster(client: RDSClient, version: string): Promise<void> {
  const major = version.split('.')[0]!;
  const names = groupNames(major);
  await createGroups(client, major);
  await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Engine: 'aurora-postgresql',
      EngineVersion: version,
      MasterUsername: 'postgres',
      MasterUserPassword: 'not-a-secret',
      DBClusterParameterGroupName: names.cluster,
      DeletionProtection: true,
      StorageEncrypted: true,
      CopyTagsToSnapshot: true,
      Tags: [{ Key: 'team', Value: 'payments' }],
    }),
  );
  for (const DBInstanceIdentifier of instanceNames) {
    await client.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: clusterName,
        DBParameterGroupName: names.instance,
        Tags: [{ Key: 'team', Value: 'payments' }],
      }),
    );
  }
}
