import {
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterParameterGroupCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBInstanceCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { UpgradeError } from '../../scripts/runtime/errors';
import { aftermath, untouched } from '../support/aftermath';
import { clusterName, instanceNames } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

/** Every refusal: one sentence with the resource in it, a remedy, exit code 3, and nothing touched. */
interface Case {
  name: string;
  prepare(it: Scenario): Promise<void>;
  code: string;
  message: RegExp;
  remedy: RegExp;
}

const clusterGroup = 'aurora-bg-aurora-pg15-cluster-params';

const cases: Case[] = [
  {
    name: 'a target that RDS does not offer',
    async prepare(it) {
      it.code.version = '18.99';
    },
    code: 'API_TARGET_VER',
    message: /18\.99 is not a valid upgrade target of 15\.6, which aurora-bg-aurora-cluster runs: RDS offers .*15\.10/,
    remedy: /Write one of these versions/,
  },
  {
    name: 'a stopped cluster',
    async prepare(it) {
      await it.client.send(new StopDBClusterCommand({ DBClusterIdentifier: clusterName }));
      it.pass(10);
    },
    code: 'API_STATE',
    message: /cluster aurora-bg-aurora-cluster is stopped/,
    remedy: /start-db-cluster/,
  },
  {
    name: 'an instance that is being modified',
    async prepare(it) {
      const change = {
        DBInstanceIdentifier: instanceNames[1],
        DBInstanceClass: 'db.r6g.xlarge',
        ApplyImmediately: true,
      };
      await it.client.send(new ModifyDBInstanceCommand(change));
    },
    code: 'API_STATE',
    message: /instance aurora-bg-aurora-instance-2 is modifying/,
    remedy: /Wait until it is available/,
  },
  {
    name: "somebody else's deployment",
    async prepare(it) {
      const { DBClusters } = await it.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
      await it.client.send(
        new CreateBlueGreenDeploymentCommand({
          BlueGreenDeploymentName: 'by-hand',
          Source: DBClusters?.[0]?.DBClusterArn,
          TargetEngineVersion: '15.10',
          TargetDBClusterParameterGroupName: clusterGroup,
        }),
      );
    },
    code: 'API_BGD_EXISTS',
    message: /part of the deployment bgd-\w+ \(by-hand, PROVISIONING\), which was not created by this tool/,
    remedy: /this tool never touches it/,
  },
  {
    name: 'a target group that does not exist',
    async prepare(it) {
      it.code.groups.instance = 'nowhere-params';
    },
    code: 'API_TARGET_PG',
    message: /parameter group nowhere-params, .* does not exist in ap-northeast-1/,
    remedy:
      /terraform -chdir=cdktf.out.stacks.aurora-bg apply -target=aws_db_parameter_group.params-pg15; then run npm run upgrade/,
  },
  {
    name: 'a target group of another family',
    async prepare(it) {
      await it.client.send(
        new CreateDBClusterParameterGroupCommand({
          DBClusterParameterGroupName: 'pg16',
          DBParameterGroupFamily: 'aurora-postgresql16',
          Description: 'test',
        }),
      );
      it.code.groups.cluster = 'pg16';
    },
    code: 'API_TARGET_PG',
    message: /pg16 is of the family aurora-postgresql16, but 15\.10 needs aurora-postgresql15/,
    remedy: /another name/,
  },
  {
    name: 'a writer that is not in sync',
    async prepare(it) {
      const Parameters = [
        { ParameterName: 'max_replication_slots', ParameterValue: '40', ApplyMethod: 'pending-reboot' as const },
      ];
      await it.client.send(
        new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: clusterGroup, Parameters }),
      );
    },
    code: 'API_SYNC',
    message: /aurora-bg-aurora-instance-1.* must be rebooted/,
    remedy: /--reboot-source/,
  },
  {
    name: 'replication that is off',
    async prepare(it) {
      const Parameters = [
        { ParameterName: 'rds.logical_replication', ParameterValue: '0', ApplyMethod: 'pending-reboot' as const },
      ];
      await it.client.send(
        new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: clusterGroup, Parameters }),
      );
    },
    code: 'API_REPLICATION',
    message: /does not have rds\.logical_replication = 1/,
    remedy: /deploy the code/,
  },
  {
    name: 'a managed master password',
    async prepare(it) {
      await it.client.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: clusterName,
          ManageMasterUserPassword: true,
          ApplyImmediately: true,
        }),
      );
      it.pass(10);
    },
    code: 'API_SECRET',
    message: /RDS manages the master password .* in Secrets Manager/,
    remedy: /Turn the managed password off/,
  },
  {
    name: 'what Terraform would replace after it, all of it at once',
    async prepare(it) {
      declare(it, 'aws_rds_cluster.aurora', { availability_zones: ['ap-northeast-1a'] });
      declare(it, 'aws_rds_cluster_instance.i2', { db_subnet_group_name: 'another' });
    },
    code: 'PLAN_REPLACE',
    message:
      /Terraform would replace aws_rds_cluster\.aurora because of availability_zones .*RDS chooses the zones of green.* would replace aws_rds_cluster_instance\.i2 because of db_subnet_group_name \(another in the code, default in RDS\)/,
    remedy: /Omit availability_zones in the code.* Write into the code what RDS has for db_subnet_group_name/,
  },
];

function declare(it: Scenario, address: string, attributes: Record<string, unknown>): void {
  const [type = '', id = ''] = address.split('.');
  Object.assign(it.code.json.resource![type]![id]!, attributes);
}

test.each(cases)('refused before anything is touched: $name', async ({ prepare, code, message, remedy }) => {
  const it = await scenario();
  await prepare(it);
  const before = JSON.stringify(aftermath(it.rds));
  const error = await it.upgrade().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UpgradeError);
  expect(error).toMatchObject({ code, exitCode: 3 });
  expect((error as UpgradeError).message).toMatch(message);
  expect((error as UpgradeError).remedy).toMatch(remedy);
  expect(JSON.stringify(aftermath(it.rds))).toBe(before);
  expect(it.code.writes).toEqual([]);
});

test('an unknown cluster is named with its account and region', async () => {
  const it = await scenario();
  it.code.clusterIdentifier = 'orders';
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'CLUSTER_NOT_FOUND',
    exitCode: 3,
    message: 'The cluster orders does not exist in account 123456789012, region ap-northeast-1.',
    remedy: expect.stringContaining('Create it first'),
  });
});

test('with --local, nothing that deploys to AWS is named', async () => {
  const it = await scenario();
  it.code.clusterIdentifier = 'orders';
  const { remedy } = (await it.upgrade({ request: { local: true } }).catch((error: unknown) => error)) as UpgradeError;
  expect(remedy).toMatch(/^The embedded RDS does not have it: .* npm run local -- --reset$/);
});

test('--reboot-source brings the writer in sync and goes on', async () => {
  const it = await scenario();
  const Parameters = [
    { ParameterName: 'max_replication_slots', ParameterValue: '40', ApplyMethod: 'pending-reboot' as const },
  ];
  await it.client.send(
    new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: clusterGroup, Parameters }),
  );
  await it.upgrade({ request: { rebootSource: true } });
  expect(aftermath(it.rds).deployments).toEqual(['SWITCHOVER_COMPLETED']);
});

test('a finished deployment of ours is refused with the command that retires it', async () => {
  const it = await scenario();
  await it.upgrade();
  it.code.version = '15.12';
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'API_BGD_FINISHED',
    exitCode: 3,
    message: expect.stringMatching(/deployment bgd-\w+ of the last upgrade \(15\.6 to 15\.10\) still exists/),
    remedy: expect.stringMatching(
      /^Remove the old environment: npm run cleanup -- aurora-bg-aurora-cluster \(it first proves/,
    ),
  });
});

test('another target while an upgrade is in progress', async () => {
  const it = await scenario();
  const { stepsUntil } = await import('../../scripts/runbook/upgrade');
  await it.upgrade({ steps: stepsUntil('green') });
  it.code.version = '15.12';
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'OTHER_UPGRADE_UNDERWAY', exitCode: 3 });
});

test('a "no" at the question leaves green standing, and the next run goes on', async () => {
  const it = await scenario();
  await expect(it.upgrade({ confirm: false })).rejects.toMatchObject({ code: 'NOT_CONFIRMED', exitCode: 3 });
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['AVAILABLE'], switchovers: 0 });
  await it.upgrade();
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], switchovers: 1 });
});

test('nothing to do', async () => {
  const it = await scenario({ version: '15.6' });
  await it.upgrade();
  expect(aftermath(it.rds)).toMatchObject(untouched);
});

test('a replacement that only green shows: no switchover, production untouched, and how to abort it', async () => {
  const it = await scenario();
  const { stepsUntil } = await import('../../scripts/runbook/upgrade');
  await it.upgrade({ steps: stepsUntil('green') });
  declare(it, 'aws_rds_cluster_instance.i1', { availability_zone: 'ap-northeast-1a' });
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'PLAN_REPLACE',
    exitCode: 3,
    message: expect.stringMatching(/replace aws_rds_cluster_instance\.i1 because of availability_zone/),
    remedy: expect.stringMatching(
      /^Production is untouched\. .*To abort the upgrade: npm run abort -- aurora-bg-aurora/,
    ),
  });
  expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBeUndefined();
  expect(aftermath(it.rds).deployments).toEqual(['AVAILABLE']);
  expect(it.events.at(-1)).toMatchObject({ code: 'PREDICTION', model: 'green' });
});

test('what differs already is named once, and does not stop the upgrade', async () => {
  const it = await scenario();
  declare(it, 'aws_rds_cluster.aurora', { iam_database_authentication_enabled: true, tags: {} });
  await it.upgrade();
  const told = it.events.filter((event) => event.code === 'WARNING' && event.id === 'PLAN_CHANGES');
  expect(told).toMatchObject([
    {
      message:
        'The code and RDS already differ in aws_rds_cluster.aurora (iam_database_authentication_enabled, tags): the plan shows this before the upgrade too.',
    },
  ]);
  expect(it.events.filter((event) => event.code === 'PREDICTION')).toMatchObject([
    { model: 'blue', changes: [{ already: true }, { already: true }] },
  ]);
});
