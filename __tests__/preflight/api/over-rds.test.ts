import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddTagsToResourceCommand,
  CreateDBProxyCommand,
  CreateEventSubscriptionCommand,
  CreateIntegrationCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  ModifyDBClusterParameterGroupCommand,
  RegisterDBProxyTargetsCommand,
  StartActivityStreamCommand,
} from '@aws-sdk/client-rds';
import type { RdsPort } from '../../../scripts/aws/rds/rds-port';
import { embeddedRequestHandler } from '../../../scripts/embedded-rds/request-handler';
import { observe } from '../../../scripts/observed/observe';
import { apiFacts, apiFindings } from '../../../scripts/preflight/api';
import type { Finding } from '../../../scripts/preflight/finding';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import { clusterName, groupNames, instanceNames, region } from '../../support/created-cluster';
import { type Scenario, type ScenarioOptions, scenario } from '../../support/scenario';

const role = 'arn:aws:iam::123456789012:role/proxy';

const cloudWatch = (it: Scenario) =>
  new CloudWatchClient({
    region,
    requestHandler: embeddedRequestHandler(it.rds),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

const clusterOf = async (it: Scenario) =>
  (await it.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }))).DBClusters![0]!;

/** What the catalogue says of the scenario's cluster, read over the SDK. */
async function findings(it: Scenario): Promise<Finding[]> {
  const view = it.view();
  const sources = await it.sources();
  await observe(view, ['production', 'deployments'], sources);
  await observe(view, apiFacts(view), sources);
  return apiFindings(view);
}

async function proxy(it: Scenario): Promise<void> {
  await it.client.send(
    new CreateDBProxyCommand({
      DBProxyName: 'pool',
      EngineFamily: 'POSTGRESQL',
      RoleArn: role,
      VpcSubnetIds: ['subnet-0a', 'subnet-0b'],
    }),
  );
  await it.client.send(new RegisterDBProxyTargetsCommand({ DBProxyName: 'pool', DBClusterIdentifiers: [clusterName] }));
}

interface Row {
  code: string;
  shows: string;
  make(it: Scenario): Promise<unknown>;
  message: RegExp;
  setting?: ScenarioOptions;
}

const sdk = { sdk: true } as const;
const major = { ...sdk, running: '15.10', version: '15.10', upgradeTo: '17.5' } as const;

const rows: Row[] = [
  { code: 'API_PROXY', shows: 'a proxy and its target', make: proxy, message: /RDS proxy pool has aurora-bg/ },
  {
    code: 'API_EVENTS',
    shows: 'an event subscription of an instance',
    make: (it) =>
      it.client.send(
        new CreateEventSubscriptionCommand({
          SubscriptionName: 'pager',
          SnsTopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:pager',
          SourceType: 'db-instance',
          SourceIds: [instanceNames[0]!],
        }),
      ),
    message: /: pager \(aurora-bg-aurora-instance-1\)/,
  },
  {
    code: 'API_ZERO_ETL',
    shows: 'a zero-ETL integration',
    make: async (it) =>
      it.client.send(
        new CreateIntegrationCommand({
          IntegrationName: 'lake',
          SourceArn: (await clusterOf(it)).DBClusterArn,
          TargetArn: 'arn:aws:redshift-serverless:ap-northeast-1:123456789012:namespace/1',
        }),
      ),
    message: /zero-ETL integration lake/,
  },
  {
    code: 'API_ALARMS',
    shows: 'an alarm on the cluster, on the second page of all alarms',
    make: async (it) => {
      const put = (AlarmName: string, Value: string) =>
        cloudWatch(it).send(
          new PutMetricAlarmCommand({
            AlarmName,
            Namespace: 'AWS/RDS',
            MetricName: 'CPUUtilization',
            Dimensions: [{ Name: 'DBClusterIdentifier', Value }],
            ComparisonOperator: 'GreaterThanThreshold',
            EvaluationPeriods: 1,
            Period: 60,
            Statistic: 'Average',
            Threshold: 80,
          }),
        );
      for (let n = 0; n < 100; n += 1) await put(`a-${n}`, 'payments');
      await put('cpu', clusterName);
    },
    message: /by name, .*: cpu\.$/,
  },
  {
    code: 'API_IAM_AUTH',
    shows: 'IAM authentication',
    make: async (it) => {
      await it.client.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: clusterName,
          EnableIAMDatabaseAuthentication: true,
          ApplyImmediately: true,
        }),
      );
      it.pass(5);
    },
    message: /names cluster-[A-Z0-9]{26},/,
  },
  {
    code: 'API_SCHEDULER',
    shows: 'the tag of a scheduler',
    make: async (it) =>
      it.client.send(
        new AddTagsToResourceCommand({
          ResourceName: (await clusterOf(it)).DBClusterArn,
          Tags: [{ Key: 'Schedule', Value: 'office-hours' }],
        }),
      ),
    message: /Schedule = office-hours/,
  },
  {
    code: 'API_MAINTENANCE',
    shows: 'pending maintenance',
    make: async (it) =>
      it.rds.control('POST maintenance', {
        instance: instanceNames[1],
        action: 'system-update',
        description: 'New OS',
      }),
    message: /pending for aurora-bg-aurora-instance-2: system-update \(New OS\)/,
  },
  {
    code: 'API_QUOTA',
    shows: 'a quota that is used up',
    make: async (it) => {
      const { clusters } = it.rds.world.regions[region]!;
      const [own] = Object.values(clusters);
      for (let n = 1; n < 40; n += 1) {
        clusters[`cluster-${n}`] = { ...own!, resourceId: `cluster-${n}`, identifier: `other-${n}` };
      }
    },
    message: /quota DBClusters of the account is 40 .* and 40 are used: green needs 1 more/,
  },
  {
    code: 'API_CLASS',
    shows: 'a class that RDS does not offer',
    make: async (it) => {
      for (const each of Object.values(it.rds.world.regions[region]!.instances)) {
        each.settings.DBInstanceClass = 'db.r3.large';
      }
    },
    setting: major,
    message: /does not offer 17\.5 for the class of .*db\.r3\.large/,
  },
  {
    code: 'API_MEMORY',
    shows: 'little free memory',
    make: async (it) => {
      it.rds.control('POST metrics', { instance: instanceNames[0], metric: 'FreeableMemory', value: 100 * 1024 ** 2 });
      it.pass(5);
    },
    message: /fell to 100 MB/,
  },
  {
    code: 'API_STREAM',
    shows: 'an activity stream',
    make: async (it) =>
      it.client.send(
        new StartActivityStreamCommand({
          ResourceArn: (await clusterOf(it)).DBClusterArn,
          Mode: 'async',
          KmsKeyId: 'alias/audit',
        }),
      ),
    message: /activity stream \(started\)/,
  },
  {
    code: 'API_KIND',
    shows: 'a Limitless Database',
    make: async (it) => {
      const [own] = Object.values(it.rds.world.regions[region]!.clusters);
      own!.settings.ClusterScalabilityType = 'limitless';
    },
    message: /Limitless/,
  },
  {
    code: 'API_PG_DIFF',
    shows: 'a parameter that was set in the console',
    make: (it) =>
      it.client.send(
        new ModifyDBClusterParameterGroupCommand({
          DBClusterParameterGroupName: groupNames().cluster,
          Parameters: [
            { ParameterName: 'log_min_duration_statement', ParameterValue: '500', ApplyMethod: 'immediate' },
          ],
        }),
      ),
    setting: major,
    message: /log_min_duration_statement.* set for aurora-bg-aurora-cluster today/,
  },
];

test.each(rows)('$code: $shows', async ({ code, make, message, setting = sdk }) => {
  const it = await scenario(setting);
  const told = async () => (await findings(it)).filter(({ id, message: text }) => id === code && message.test(text));
  expect(await told()).toEqual([]);
  await make(it);
  expect(await told()).toHaveLength(1);
});

test('defaults of the two families are read from RDS: the one that refuses clients is told', async () => {
  const it = await scenario(major);
  const [found] = (await findings(it)).filter(({ id }) => id === 'API_DEFAULTS');
  expect(found!.message).toMatch(/aurora-postgresql15 to aurora-postgresql17: rds\.force_ssl 0 → 1 \(1 refuses/);
  const sameDefaults = await scenario({ ...sdk, running: '15.10', version: '15.10', upgradeTo: '16.6' });
  expect((await findings(sameDefaults)).filter(({ id }) => id === 'API_DEFAULTS')).toEqual([]);
});

test('nothing else is said of the cluster as it is', async () => {
  const it = await scenario(sdk);
  expect((await findings(it)).map(({ id }) => id)).toEqual(['API_SWITCHOVER_SPEED', 'API_DNS']);
});

test('a short outage is waited for, and all is read once for many looks', async () => {
  const it = await scenario();
  await proxy(it);
  it.rds.control('POST faults', { operation: 'DescribeDBProxies', effect: 'throttling', times: 2 });
  await it.upgrade({ steps: stepsUntil('green') });
  expect(it.events).toContainEqual(expect.objectContaining({ code: 'WARNING', id: 'API_PROXY' }));
  expect(it.events.filter((event) => event.code === 'WARNING' && event.id === 'API_UNCHECKED')).toEqual([]);
  const calls = it.calls().map(({ operation }) => operation);
  const counts = ['DescribeEventSubscriptions', 'DescribeAlarms', 'DescribeAccountAttributes'].map(
    (name) => calls.filter((each) => each === name).length,
  );
  expect(counts).toEqual([1, 1, 1]);
});

test('what RDS refuses to tell stops nothing', async () => {
  const it = await scenario();
  it.rds.control('POST faults', {
    operation: 'DescribeIntegrations',
    effect: 'refusal',
    code: 'InvalidParameterValue',
    times: 0,
  });
  await it.upgrade({ steps: stepsUntil('green') });
  expect(it.events).toContainEqual(
    expect.objectContaining({ id: 'API_UNCHECKED', message: expect.stringContaining('zero-ETL integrations') }),
  );
});

/** The first so many answers say that the quota is used up. */
const full =
  (times: number) =>
  (port: RdsPort): RdsPort => {
    let asked = 0;
    return Object.assign(Object.create(port) as RdsPort, {
      quotas: async () => {
        asked += 1;
        return asked <= times ? [{ name: 'DBClusters', used: 40, max: 40 }] : port.quotas();
      },
    });
  };

test('what stops an upgrade is read anew before it does', async () => {
  const once = await scenario();
  await once.upgrade({ steps: stepsUntil('green'), wrap: full(1) });
  const lasting = await scenario();
  await expect(lasting.upgrade({ wrap: full(9) })).rejects.toMatchObject({ code: 'API_QUOTA', exitCode: 3 });
  expect(lasting.calls().map(({ operation }) => operation)).not.toContain('CreateBlueGreenDeployment');
});

describe('before the switchover', () => {
  const built = async (setting: ScenarioOptions = {}) => {
    const it = await scenario(setting);
    await it.upgrade({ steps: stepsUntil('green') });
    it.events.length = 0;
    return it;
  };
  const warnings = (it: Scenario, code: string) =>
    it.events.flatMap((event) => (event.code === 'WARNING' && event.id === code ? [event.message] : []));

  test('a slot that is far behind is told', async () => {
    const it = await built();
    it.rds.control('POST metrics', { instance: instanceNames[0], metric: 'OldestReplicationSlotLag', value: 2 ** 30 });
    it.pass(5);
    await it.upgrade();
    expect(warnings(it, 'REPLICATION_LAG')).toEqual([expect.stringContaining('lags by 1024 MB')]);
  });

  test('no datapoint is no lag of zero', async () => {
    const it = await built();
    it.rds.control('POST metrics', { instance: instanceNames[0], metric: 'OldestReplicationSlotLag', value: null });
    it.pass(15);
    await it.upgrade();
    expect(warnings(it, 'API_UNCHECKED')).toEqual([expect.stringContaining('the lag was not checked')]);
  });

  test('nothing is told where green keeps up', async () => {
    const it = await built();
    await it.upgrade();
    expect([...warnings(it, 'REPLICATION_LAG'), ...warnings(it, 'API_UNCHECKED')]).toEqual([]);
  });

  test('a zero-ETL integration stops it', async () => {
    const it = await built();
    await it.client.send(
      new CreateIntegrationCommand({
        IntegrationName: 'lake',
        SourceArn: (await clusterOf(it)).DBClusterArn,
        TargetArn: 'arn:aws:redshift-serverless:ap-northeast-1:123456789012:namespace/1',
      }),
    );
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'API_ZERO_ETL', exitCode: 3 });
    expect(it.calls().map(({ operation }) => operation)).not.toContain('SwitchoverBlueGreenDeployment');
  });
});

test('a proxy takes no target while a deployment exists', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  await expect(proxy(it)).rejects.toThrow('blue-green deployment exists');
});
