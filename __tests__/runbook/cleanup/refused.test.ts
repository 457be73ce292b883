import {
  CreateBlueGreenDeploymentCommand,
  CreateDBInstanceCommand,
  CreateGlobalClusterCommand,
  DeleteBlueGreenDeploymentCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import { tagKey } from '../../../scripts/view/tag-key';
import {
  type CleaningOptions,
  clean,
  cleaned,
  oldInstances,
  oldName,
  productionOf,
  refusedBy,
  remnants,
  upgraded,
} from '../../support/cleaning';
import { clusterName, region } from '../../support/created-cluster';
import { around } from '../../support/ports';
import { type Scenario, scenario } from '../../support/scenario';

interface Case {
  name: string;
  /** Default: a minor upgrade, switched over 25 hours ago. */
  begin?(): Promise<Scenario>;
  prepare?(it: Scenario): Promise<unknown>;
  request?: CleaningOptions['request'];
  code: string;
  message: RegExp;
  remedy: RegExp;
}

const deploymentOf = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments)[0]!;
const recordOf = (it: Scenario, name: string) =>
  Object.values(it.rds.world.regions[region]!.clusters).find(({ identifier }) => identifier === name)!;
const connect = (it: Scenario, body: Record<string, unknown>) => it.rds.control('POST connections', body);
const hoursAgo = (it: Scenario, hours: number) => new Date(it.clock.now() - hours * 3_600_000).toISOString();

/** Another cluster in production's place, as a restore under its name makes it. */
function renumber(it: Scenario, resourceId: string): void {
  const here = it.rds.world.regions[region]!;
  const record = recordOf(it, clusterName);
  delete here.clusters[record.resourceId];
  for (const instance of Object.values(here.instances)) {
    if (instance.cluster === record.resourceId) instance.cluster = resourceId;
  }
  for (const member of deploymentOf(it).members) if (member.target === record.resourceId) member.target = resourceId;
  here.clusters[resourceId] = Object.assign(record, { resourceId });
}

/** In another stack of the app, in another region. */
function declare(it: Scenario, type: string, resource: Record<string, unknown>): void {
  const provider = { aws: [{ region: 'eu-west-1' }] };
  it.code.otherStacks = [{ name: 'reports', json: { provider, resource: { [type]: { declared: resource } } } }];
}

async function deleteRecordByHand(it: Scenario): Promise<void> {
  const BlueGreenDeploymentIdentifier = deploymentOf(it).identifier;
  await it.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  it.pass(10);
}

async function rename(it: Scenario, DBClusterIdentifier: string, NewDBClusterIdentifier: string): Promise<void> {
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier, NewDBClusterIdentifier, ApplyImmediately: true }),
  );
  it.pass(5);
}

/** As seen on RDS MySQL: green's replica kept its name, and so did old's. */
async function failMember(it: Scenario): Promise<void> {
  const instances = Object.values(it.rds.world.regions[region]!.instances);
  const named = (name: string) => instances.find(({ identifier }) => identifier === name)!;
  const [green, old] = [named('aurora-bg-aurora-instance-2'), named(oldInstances[1]!)];
  [green.identifier, old.identifier] = [`${green.identifier}-green-abc123`, green.identifier];
  const member = deploymentOf(it).members.find(({ target }) => target === green.resourceId)!;
  member.status = 'SWITCHOVER_FAILED';
  // A request, so that the embedded RDS takes note of who is called what.
  await it.client.send(new DescribeDBClustersCommand({}));
}

const cases: Case[] = [
  {
    name: 'the tags that prove what it is have no room',
    prepare: async (it) => {
      const own = (count: number) => Array.from({ length: count }, (_, i) => ({ Key: `team-${i}`, Value: 'a' }));
      recordOf(it, oldName).tags = [...own(41), { Key: 'aws:cloudformation:stack-name', Value: 'a' }];
      const { instances } = it.rds.world.regions[region]!;
      Object.values(instances).find(({ identifier }) => identifier === oldInstances[0])!.tags = own(45);
    },
    code: 'OLD_TAGS',
    message: /there is no room for them on aurora-bg-aurora-instance-1-old1 \(4 tags too many\)\. Nothing was changed/,
    remedy: /remove-tags-from-resource --resource-name arn:aws:rds:\S+-instance-1-old1 --tag-keys/,
  },
  {
    name: 'identity not proven: the record was deleted by hand, before anything was tagged',
    prepare: deleteRecordByHand,
    code: 'OLD_NOT_REMOVABLE',
    message: /-old1 is not removed: nothing proves that it is the former production/,
    remedy:
      /by hand: aws rds delete-db-instance .*instance-1-old1 .*; aws rds modify-db-cluster .*-old1 --no-deletion-protection .*; aws rds delete-db-cluster .*-old1 --final-db-snapshot-identifier/,
  },
  {
    name: 'the old cluster was renamed',
    prepare: (it) => rename(it, oldName, 'orders-kept'),
    code: 'OLD_NOT_REMOVABLE',
    message: /orders-kept is not removed: it was renamed, so somebody may mean to keep it/,
    remedy: /by hand: .*--db-cluster-identifier orders-kept/,
  },
  {
    name: 'the code declares the old cluster itself',
    prepare: async (it) => declare(it, 'aws_rds_cluster', { cluster_identifier: oldName }),
    code: 'OLD_NOT_REMOVABLE',
    message: /-old1 is not removed: the stack reports declares it \(aws_rds_cluster\.declared\)/,
    remedy: /^Leave aurora-bg-aurora-cluster-old1 as it is, or remove its declaration from the code[^;]*$/,
  },
  {
    name: 'the code may declare the old cluster: of its name only a prefix is known',
    prepare: async (it) => declare(it, 'aws_rds_cluster', { cluster_identifier_prefix: `${clusterName}-old` }),
    code: 'OLD_NOT_REMOVABLE',
    message: /-old1 is not removed: the stack reports declares aws_rds_cluster\.declared, whose name \(.*-old…\) only/,
    remedy:
      /^Leave aurora-bg-aurora-cluster-old1 as it is, .*if only Terraform knows the declared name, write that name out\.$/,
  },
  {
    name: 'the code declares one of the old instances',
    prepare: async (it) => declare(it, 'aws_rds_cluster_instance', { identifier: oldInstances[1] }),
    code: 'OLD_NOT_REMOVABLE',
    message: /-old1 is not removed: as for its instance .*-2-old1, the stack reports declares it/,
    remedy: /^Leave aurora-bg-aurora-cluster-old1 as it is[^;]*$/,
  },
  {
    name: "a member failed under SWITCHOVER_COMPLETED: old's instance has production's name",
    prepare: async (it) => failMember(it),
    code: 'SWITCHOVER_INCOMPLETE',
    message:
      /only partially switched over: aurora-bg-aurora-instance-2 is SWITCHOVER_FAILED in bgd-\w+; production's instance aurora-bg-aurora-instance-2-green-abc123 still has its green name/,
    remedy: /until then nothing is removed/,
  },
  {
    name: "an instance of old has production's name, and RDS tells of no member that failed",
    prepare: async (it) => {
      await failMember(it);
      for (const member of deploymentOf(it).members) member.status = 'SWITCHOVER_COMPLETED';
      const { instances } = it.rds.world.regions[region]!;
      for (const [id, { identifier }] of Object.entries(instances))
        if (/-green-/.test(identifier)) delete instances[id];
      await it.client.send(new DescribeDBClustersCommand({}));
    },
    code: 'OLD_NOT_REMOVABLE',
    message: /as for its instance aurora-bg-aurora-instance-2, the stack aurora-bg declares it/,
    remedy: /^Leave aurora-bg-aurora-cluster-old1 as it is[^;]*$/,
  },
  {
    name: 'the old cluster is in a global database',
    prepare: async (it) => {
      const SourceDBClusterIdentifier = `arn:aws:rds:${region}:123456789012:cluster:${oldName}`;
      await it.client.send(
        new CreateGlobalClusterCommand({ GlobalClusterIdentifier: 'world', SourceDBClusterIdentifier }),
      );
    },
    code: 'OLD_NOT_REMOVABLE',
    message: /it belongs to the global database world/,
    remedy: /by hand/,
  },
  {
    name: 'an instance was added to the old cluster',
    prepare: async (it) => {
      const member = { DBClusterIdentifier: oldName, DBInstanceIdentifier: 'reports', Engine: 'aurora-postgresql' };
      await it.client.send(new CreateDBInstanceCommand({ ...member, DBInstanceClass: 'db.r6g.large' }));
      it.pass(26 * 60);
    },
    code: 'OLD_NOT_REMOVABLE',
    message: /reports was added to aurora-bg-aurora-cluster-old1 or renamed after the switchover/,
    remedy: /Find out who owns it/,
  },
  {
    name: 'somebody is connected',
    prepare: async (it) => {
      connect(it, { instance: oldInstances[1], count: 3 });
      it.pass(10);
    },
    code: 'OLD_IN_USE',
    message: /aurora-bg-aurora-instance-2-old1 had up to 3, in the last minutes/,
    remedy: /Move these clients to production.*--max-connections <n>/,
  },
  {
    name: 'somebody was connected within the soak time',
    prepare: async (it) => {
      connect(it, { cluster: oldName, count: 2, since: hoursAgo(it, 20) });
      connect(it, { cluster: oldName, count: 0, since: hoursAgo(it, 18) });
    },
    code: 'OLD_IN_USE',
    message: /instance-1-old1 had up to 2, last at 20\d\d-\d\d-\d\dT\d\d:\d\dZ; .*instance-2-old1/,
    remedy: /once nobody has been connected for 24 h/,
  },
  {
    name: 'more connections than --max-connections',
    prepare: async (it) => connect(it, { cluster: oldName, count: 2, since: hoursAgo(it, 20) }),
    request: { maxConnections: 1 },
    code: 'OLD_IN_USE',
    message: /had up to 2, in the last minutes/,
    remedy: /If more connections do not matter/,
  },
  {
    name: 'CloudWatch has no data of an instance: metrics go by name, and it was renamed',
    prepare: async (it) => {
      const names = {
        DBInstanceIdentifier: oldInstances[0],
        NewDBInstanceIdentifier: 'aurora-bg-aurora-instance-9-old1',
      };
      await it.client.send(new ModifyDBInstanceCommand({ ...names, ApplyImmediately: true }));
      it.pass(60);
    },
    code: 'CONNECTIONS_UNKNOWN',
    message: /no connection data for aurora-bg-aurora-instance-9-old1 from .* to .*: missing data does not prove/,
    remedy: /npm run cleanup -- aurora-bg-aurora-cluster --no-connection-proof/,
  },
  {
    name: 'this role may not read CloudWatch metrics',
    prepare: async (it) =>
      it.rds.addFault({ kind: 'call', operation: 'GetMetricData', effect: 'access-denied', times: 0 }),
    code: 'CONNECTIONS_UNKNOWN',
    message: /AWS denied GetMetricData: .*Without it nothing proves that nobody is connected/,
    remedy: /cloudwatch:GetMetricData .*--no-connection-proof/,
  },
  {
    name: 'what CloudWatch does show counts, --no-connection-proof or not',
    prepare: async (it) => {
      connect(it, { cluster: oldName, count: 1 });
      it.pass(10);
    },
    request: { connectionProof: false },
    code: 'OLD_IN_USE',
    message: /had up to 1, in the last minutes/,
    remedy: /--max-connections/,
  },
  {
    name: 'the soak is not over',
    begin: () => upgraded(23),
    code: 'SOAK_NOT_OVER',
    message: /was switched over at .*, 23 h \d\d min ago; its old environment is kept for 24 h/,
    remedy: /Run the command again after .*--soak <hours>/,
  },
  {
    name: 'nothing tells when it was switched over',
    prepare: async (it) => {
      it.rds.world.regions[region]!.events = [];
      for (const tag of deploymentOf(it).tags) if (tag.Key === tagKey.restored) tag.Value = 'yes';
    },
    code: 'SWITCHOVER_TIME_UNKNOWN',
    message: /unknown when .* was switched over: RDS has no event of it, and no tag records a time/,
    remedy: /remove the old environment by hand/,
  },
  {
    name: 'the deployment is not switched over yet',
    async begin() {
      const it = await scenario({ stretch: 3 });
      await it.upgrade({ steps: stepsUntil('green') });
      return it;
    },
    code: 'NOT_SWITCHED_OVER',
    message: /The upgrade of .* to 15\.10 is in progress \(bgd-\w+, AVAILABLE\): there is nothing to remove yet/,
    remedy: /npm run upgrade -- .*npm run abort/,
  },
  {
    name: 'the deployment is in a state that nobody knows',
    prepare: async (it) => {
      deploymentOf(it).status = 'SOMETHING_NEW';
    },
    code: 'NOT_SWITCHED_OVER',
    message: /is SOMETHING_NEW, not SWITCHOVER_COMPLETED/,
    remedy: /console/,
  },
  {
    name: "somebody else's deployment",
    async begin() {
      const it = await scenario({ version: '15.6' });
      const { rds } = await it.sources();
      await it.client.send(
        new CreateBlueGreenDeploymentCommand({
          BlueGreenDeploymentName: 'by-hand',
          Source: (await rds.cluster(clusterName))!.arn,
          TargetEngineVersion: '15.10',
          TargetDBClusterParameterGroupName: 'aurora-bg-aurora-pg15-cluster-params',
        }),
      );
      return it;
    },
    code: 'FOREIGN_DEPLOYMENT',
    message: /part of bgd-\w+ \(by-hand, PROVISIONING\), which was not created by this tool/,
    remedy: /this tool never touches it/,
  },
  {
    name: 'production is not well',
    prepare: async (it) => {
      recordOf(it, clusterName).status = 'inaccessible-encryption-credentials';
    },
    code: 'PRODUCTION_UNWELL',
    message: /aurora-bg-aurora-cluster is inaccessible-encryption-credentials/,
    remedy: /is kept until production is healthy/,
  },
  {
    name: 'production runs an older version than it was upgraded to',
    prepare: async (it) => {
      recordOf(it, clusterName).engineVersion = '15.8';
    },
    code: 'PRODUCTION_OLDER',
    message: /was upgraded to 15\.10 but runs 15\.8/,
    remedy: /until then nothing is removed/,
  },
  {
    name: 'production is not what the deployment made: it was made anew, under its name',
    prepare: async (it) => renumber(it, 'cluster-RESTORED'),
    code: 'PRODUCTION_REPLACED',
    message:
      /is not the cluster that bgd-\w+ made \(cluster-\w+\): somebody has replaced it since then, and .*-old1 may hold the only data/,
    remedy: /remove it by hand/,
  },
  {
    name: 'the same, after a switchover by the console: it is older than the deployment',
    prepare: async (it) => {
      deploymentOf(it).tags = deploymentOf(it).tags.filter(({ Key }) => Key !== tagKey.targetResourceId);
      recordOf(it, clusterName).createdAt = deploymentOf(it).createdAt - 60_000;
    },
    code: 'PRODUCTION_REPLACED',
    message: /is not the cluster that bgd-\w+ made: somebody has replaced it/,
    remedy: /remove it by hand/,
  },
  {
    name: 'the same, and younger than the switchover',
    prepare: async (it) => {
      deploymentOf(it).tags = deploymentOf(it).tags.filter(({ Key }) => Key !== tagKey.targetResourceId);
      recordOf(it, clusterName).createdAt = it.clock.now() - 3_600_000;
    },
    code: 'PRODUCTION_REPLACED',
    message: /somebody has replaced it/,
    remedy: /remove it by hand/,
  },
  {
    name: 'the old cluster is stopped: no snapshot can be made',
    prepare: async (it) => {
      recordOf(it, oldName).status = 'stopped';
    },
    code: 'OLD_NOT_AVAILABLE',
    message: /-old1 is stopped: no final snapshot can be created of it/,
    remedy: /start-db-cluster .*--skip-final-snapshot/,
  },
];

/** No call that changes anything names production or one of its instances. */
const sparesProduction: CleaningOptions['wrap'] = (port) =>
  around(port, {
    before(method, args) {
      if (!/^(create|switch|delete|reboot|add|lift)/.test(method)) return;
      const names = JSON.stringify(args).match(/[a-z][a-z0-9-]*/g) ?? [];
      expect(names.filter((name) => name === clusterName || /^aurora-bg-aurora-instance-\d+$/.test(name))).toEqual([]);
    },
  });

test.each(cases)('refused, and nothing is touched: $name', async ({ begin = upgraded, prepare, ...each }) => {
  const it = await begin();
  await prepare?.(it);
  const production = productionOf(it.rds);
  const before = structuredClone(it.rds.world.regions);
  const error = await refusedBy(it, { request: each.request, wrap: sparesProduction });
  expect(error).toMatchObject({ code: each.code, exitCode: 3 });
  expect(error.message).toMatch(each.message);
  expect(error.remedy).toMatch(each.remedy);
  expect(it.rds.world.regions).toEqual(before);
  expect(productionOf(it.rds)).toEqual(production);
  expect(it.code.writes.length).toBeLessThan(2);
});

test('a whole cleanup never names production in a call that changes anything; its deletion protection stays', async () => {
  const it = await upgraded();
  const before = productionOf(it.rds);
  expect(before.cluster?.deletionProtection).toBe(true);
  await clean(it, { wrap: sparesProduction });
  expect(remnants(it.rds)).toEqual(cleaned);
  expect(productionOf(it.rds)).toEqual(before);
});
