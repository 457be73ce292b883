import { ModifyDBClusterCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { stepsUntil, upTo } from '../../scripts/runbook/upgrade';
import { createDeployment } from '../../scripts/runbook/upgrade/create-deployment';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import { addDependents, dependentsOf } from '../support/dependents';
import { type Scenario, scenario } from '../support/scenario';

const willOf = (it: Scenario, step: string) =>
  it.events.flatMap((event) => (event.code === 'STEP_ACT' && event.step === step ? event.will : []));
const greenName = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusters).find((cluster) => cluster.identifier.includes('-green-'))!
    .identifier;

/** With everything that a switchover may lose. */
async function surrounded(options: Parameters<typeof scenario>[0] = { stretch: 3 }): Promise<Scenario> {
  const it = await scenario(options);
  await addDependents(it);
  return it;
}

test('what was changed on production while green stood is changed on green; what the code says is left there', async () => {
  const it = await surrounded();
  it.code.json = {
    resource: { aws_rds_cluster_instance: { i2: { identifier: instanceNames[1], instance_class: 'db.r6g.xlarge' } } },
  };
  await it.upgrade({ steps: stepsUntil('green') });
  const green = Object.values(it.rds.world.regions[region]!.instances).filter((each) =>
    each.identifier.includes('-green-'),
  );
  const second = green.find((each) => each.identifier.startsWith(instanceNames[1]!))!.identifier;
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier: clusterName, BackupRetentionPeriod: 21, ApplyImmediately: true }),
  );
  await it.client.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: second,
      DBInstanceClass: 'db.r6g.xlarge',
      ApplyImmediately: true,
    }),
  );
  it.pass(10);
  await it.upgrade();
  const { settings, instances } = await dependentsOf(it);
  expect(settings.backup_retention_period).toBe(21);
  expect(instances.map((each) => each.settings.instance_class)).toEqual(['db.r6g.large', 'db.r6g.xlarge']);
  expect(willOf(it, 'carry-over')).toContainEqual(expect.stringMatching(/^set backup_retention_period of .*-green-/));
});

test('what was changed on production while green stood is not lost to what the code says', async () => {
  const it = await surrounded();
  it.code.json = {
    resource: {
      aws_rds_cluster: { aurora: { port: 5432 } },
      aws_rds_cluster_instance: { i2: { identifier: instanceNames[1], instance_class: 'db.r6g.large' } },
    },
  };
  await it.upgrade({ steps: stepsUntil('green') });
  const now = { ApplyImmediately: true };
  await it.client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Port: 6543,
      StorageType: 'aurora-iopt1',
      NetworkType: 'DUAL',
      ...now,
    }),
  );
  await it.client.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: instanceNames[1],
      DBInstanceClass: 'db.r6g.4xlarge',
      ...now,
    }),
  );
  it.pass(10);
  await it.upgrade();
  const { settings, instances } = await dependentsOf(it);
  expect(settings).toMatchObject({ port: 6543, storage_type: 'aurora-iopt1', network_type: 'DUAL' });
  expect(instances.map((each) => each.settings.instance_class)).toEqual(['db.r6g.large', 'db.r6g.4xlarge']);
});

test('a port that somebody has set on green is no port of production', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsUntil('green') });
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier: greenName(it), Port: 6543, ApplyImmediately: true }),
  );
  it.pass(10);
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'GREEN_CHANGED',
    message: expect.stringMatching(/port of .*-green-\w+ is 6543, production has 5432/),
  });
});

describe('what is changed while green stands', () => {
  const at = { ApplyImmediately: true };
  const port = async (it: Scenario, Port: number, name = clusterName) => {
    await it.client.send(new ModifyDBClusterCommand({ DBClusterIdentifier: name, Port, ...at }));
    it.pass(10);
  };
  const resize = async (it: Scenario, size: string, name = instanceNames[1]!) => {
    const DBInstanceClass = `db.r6g.${size}`;
    await it.client.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: name, DBInstanceClass, ...at }));
    it.pass(10);
  };
  const green = (it: Scenario) => it.upgrade({ steps: stepsUntil('green') });
  type Said = { port?: number; instance_class?: string };
  const says = (it: Scenario, { port, ...instance }: Said) => {
    it.code.json = {
      resource: {
        aws_rds_cluster: { aurora: port === undefined ? {} : { port } },
        aws_rds_cluster_instance: { i2: { identifier: instanceNames[1], ...instance } },
      },
    };
  };
  const greenReader = (it: Scenario) =>
    Object.values(it.rds.world.regions[region]!.instances).find(({ identifier }) => /2-green-/.test(identifier))!
      .identifier;
  const ends = async (it: Scenario) => {
    const { settings, instances } = await dependentsOf(it);
    return [settings.port, instances[1]!.settings.instance_class];
  };

  test.each([
    ['says the value between', { port: 6543, instance_class: 'db.r6g.xlarge' }],
    ['says nothing', {}],
  ])('on production and taken back, it is as at first: the code %s', async (_, said: Said) => {
    const it = await surrounded();
    says(it, said);
    await green(it);
    await port(it, 6543);
    await resize(it, 'xlarge');
    await green(it);
    await port(it, 5432);
    await resize(it, 'large');
    await it.upgrade();
    expect(await ends(it)).toEqual([5432, 'db.r6g.large']);
  });

  test.each([
    ['the code says the former value', { port: 5432, instance_class: 'db.r6g.large' }],
    ['the code says nothing', {}],
  ])('on production before auto scaling could be read: %s', async (_, said: Said) => {
    const it = await surrounded();
    says(it, said);
    it.rds.control('POST faults', { operation: 'application-autoscaling:*', effect: 'access-denied', times: 0 });
    await green(it);
    await port(it, 6543);
    await resize(it, '4xlarge');
    it.rds.control('DELETE faults');
    await it.upgrade();
    expect(await ends(it)).toEqual([6543, 'db.r6g.4xlarge']);
    expect((await dependentsOf(it)).scaling.policies).toHaveLength(1);
  });

  test('a class of production, while green is built, is no decision about green', async () => {
    const it = await surrounded();
    await it.upgrade({ steps: upTo(createDeployment) });
    it.pass(120);
    await resize(it, '4xlarge');
    await it.upgrade();
    expect(await ends(it)).toEqual([5432, 'db.r6g.4xlarge']);
  });

  test('what somebody keeps on green stays as it is, with what RDS takes together with it', async () => {
    const it = await surrounded();
    await green(it);
    await it.client.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: greenReader(it),
        PromotionTier: 7,
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 31,
        ...at,
      }),
    );
    it.pass(10);
    await it.upgrade({ request: { greenChanges: 'keep' } });
    const [, reader] = (await dependentsOf(it)).instances;
    expect(reader!.settings).toMatchObject({ promotion_tier: 7, performance_insights_retention_period: 31 });
  });

  test('of what somebody keeps on green, only what makes production no weaker stays', async () => {
    const it = await surrounded();
    await green(it);
    await it.client.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: greenName(it),
        DeletionProtection: false,
        BackupRetentionPeriod: 1,
        PreferredMaintenanceWindow: 'tue:04:00-tue:05:00',
        ...at,
      }),
    );
    it.pass(10);
    const before = await dependentsOf(it);
    await it.upgrade({ request: { greenChanges: 'keep' } });
    const { deletion_protection, backup_retention_period } = before.settings;
    expect(deletion_protection).toBe(true);
    expect((await dependentsOf(it)).settings).toMatchObject({
      deletion_protection,
      backup_retention_period,
      preferred_maintenance_window: 'tue:04:00-tue:05:00',
    });
  });

  test('a decision about one value is none about another, and outlives a change of production', async () => {
    const it = await surrounded();
    await green(it);
    await resize(it, '4xlarge', greenReader(it));
    await it.upgrade({ steps: stepsUntil('green'), request: { greenChanges: 'keep' } });
    await resize(it, 'xlarge');
    await green(it);
    await resize(it, '2xlarge', greenReader(it));
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'GREEN_CHANGED' });
    await resize(it, '4xlarge', greenReader(it));
    await it.upgrade();
    expect(await ends(it)).toEqual([5432, 'db.r6g.4xlarge']);
  });
});
