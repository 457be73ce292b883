import { createHash } from 'node:crypto';
import { PutScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  CreateDBClusterEndpointCommand,
  ModifyDBClusterCommand,
  RemoveRoleFromDBClusterCommand,
  RemoveTagsFromResourceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { uncopiedMembers } from '../../scripts/embedded-rds/world/deployments/uncopied';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { tagKey } from '../../scripts/view/tag-key';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { clusterName, region } from '../support/created-cluster';
import {
  addDependents,
  declaredDependents,
  dependentsOf,
  endpointName,
  role,
  scalingClient,
} from '../support/dependents';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const willOf = (it: Scenario, step: string) =>
  it.events.flatMap((event) => (event.code === 'STEP_ACT' && event.step === step ? event.will : []));
const warningsOf = (it: Scenario) =>
  it.events.flatMap((event) => (event.code === 'WARNING' ? [`${event.id}: ${event.message}`] : []));
const greenName = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusters).find((cluster) => cluster.identifier.includes('-green-'))!
    .identifier;

/** With everything that a switchover may lose. */
async function surrounded(options: Parameters<typeof scenario>[0] = { stretch: 3 }): Promise<Scenario> {
  const it = await scenario(options);
  await addDependents(it);
  return it;
}

test('after an upgrade production has what it had: roles, settings, tags, endpoints, auto scaling', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  let green: Awaited<ReturnType<typeof dependentsOf>> | undefined;
  await it.upgrade({
    async confirm() {
      green = await dependentsOf(it, greenName(it));
      return true;
    },
  });
  // Before the switchover, so that there is no second without.
  expect(green).toMatchObject({ roles: before.roles, settings: { ...before.settings, iam_roles: [role] } });
  expect(await dependentsOf(it)).toEqual(before);
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
  expect(willOf(it, 'carry-over')).toEqual([
    expect.stringMatching(`add the IAM role ${role} \\(s3Import\\) to ${clusterName}-green-`),
    expect.stringMatching(/^set deletion_protection of .*-green-\w+ as it was$/),
    expect.stringMatching(/^tag bgd-\w+ with aurora-upgrade:carried$/),
  ]);
  expect(willOf(it, 'restore-production')).toEqual([
    `register ${clusterName} for auto scaling, 1 to 4 (rds:cluster:ReadReplicaCount)`,
    `create the scaling policy cpu of ${clusterName}`,
    `create the scheduled action morning of ${clusterName}`,
    expect.stringMatching(/^tag bgd-\w+ as restored$/),
  ]);
});

test.each([
  ['kept', []],
  ['moved', [`Auto scaling is still set up for ${clusterName}-old1 as well.`]],
] as const)('scalable targets that a switchover has %s', async (scalableTargetsAtSwitchover, warned) => {
  const it = await surrounded();
  it.rds.control('POST choices', { scalableTargetsAtSwitchover });
  const { scaling } = await dependentsOf(it);
  await it.upgrade();
  expect((await dependentsOf(it)).scaling).toEqual(scaling);
  expect(warningsOf(it).filter((line) => line.startsWith('SCALING_ON_OLD'))).toEqual(
    warned.map((line) => `SCALING_ON_OLD: ${line}`),
  );
});

test('a green that RDS makes without any setting of blue, and without members of custom endpoints', async () => {
  const it = await surrounded();
  it.rds.control('POST choices', { notCopiedToGreen: uncopiedMembers, endpointMembersOnGreen: 'none' });
  const before = await dependentsOf(it);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(before);
  expect(willOf(it, 'restore-production')).toEqual(
    expect.arrayContaining([`set the members of the custom endpoint ${endpointName} as they were`]),
  );
});

test.each(['connection-reset', 'refusal'] as const)(
  'a policy waits for its target, whose call is lost once (%s)',
  async (effect) => {
    const it = await surrounded({ stretch: 1 });
    const code = effect === 'refusal' ? { code: 'ConcurrentUpdateException' } : {};
    it.rds.addFault({ kind: 'call', operation: 'RegisterScalableTarget', effect, ...code });
    await it.upgrade();
    expect((await dependentsOf(it)).scaling.policies).toHaveLength(1);
  },
);

test('a role that was revoked on production while green stood is taken from green, and does not come back', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsUntil('green') });
  const green = greenName(it);
  expect((await dependentsOf(it, green)).roles).toMatchObject([{ arn: role, feature: 's3Import', status: 'ACTIVE' }]);
  await it.client.send(
    new RemoveRoleFromDBClusterCommand({ DBClusterIdentifier: clusterName, RoleArn: role, FeatureName: 's3Import' }),
  );
  it.pass(5);
  await it.upgrade();
  expect((await dependentsOf(it)).roles).toEqual([]);
  expect(willOf(it, 'carry-over')).toContain(
    `remove the IAM role ${role} (s3Import) from ${green}: production does not have it`,
  );
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

test('one look that lacks a role of production takes it from nobody', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsUntil('green') });
  let looks = 0;
  await it.upgrade({
    wrap: (port) =>
      Object.assign(Object.create(port) as typeof port, {
        async cluster(identifier: string) {
          const found = await port.cluster(identifier);
          if (identifier !== clusterName || found === undefined || looks++ > 0) return found;
          return { ...found, roles: [] };
        },
      }),
  });
  expect(willOf(it, 'carry-over').filter((line) => line.startsWith('remove'))).toEqual([]);
  expect((await dependentsOf(it)).roles).toHaveLength(1);
});

test('what is lost at the switchover itself is restored; what is changed later is nobody’s business but the team’s', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  const arn = `arn:aws:rds:${region}:123456789012:cluster:${clusterName}`;
  const loses = [
    () => new ModifyDBClusterCommand({ DBClusterIdentifier: clusterName, DeletionProtection: false }),
    () => new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: ['team'] }),
  ];
  let lost = false;
  await it.upgrade({
    wrap: (port) =>
      around(port, {
        async before(method) {
          const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
          if (lost || method !== 'cluster' || deployment?.status !== 'SWITCHOVER_COMPLETED') return;
          lost = true;
          it.pass(1);
          for (const command of loses) await it.client.send(command() as ModifyDBClusterCommand);
        },
      }),
  });
  expect(await dependentsOf(it)).toEqual(before);
  expect(willOf(it, 'restore-production')).toEqual(
    expect.arrayContaining([`set deletion_protection of ${clusterName} as it was`, `tag ${clusterName} with team`]),
  );
  for (const command of loses) await it.client.send(command() as ModifyDBClusterCommand);
  it.pass(5);
  await it.upgrade();
  expect(await dependentsOf(it)).toMatchObject({ tags: {}, settings: { deletion_protection: false } });
});

describe('auto scaling that nobody has written down', () => {
  /** Switched over in the console. */
  async function switchedElsewhere(it: Scenario): Promise<void> {
    await it.upgrade({ steps: stepsUntil('green') });
    const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
    await it.client.send(
      new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment!.identifier }),
    );
    it.pass(5);
    const keys = deployment!.tags.flatMap(({ Key = '' }) => (Key.startsWith(tagKey.journal) ? [Key] : []));
    await it.client.send(
      new RemoveTagsFromResourceCommand({
        ResourceName: `arn:aws:rds:${region}:123456789012:deployment:${deployment!.identifier}`,
        TagKeys: keys,
      }),
    );
  }

  test('is taken from the code', async () => {
    const it = await surrounded();
    it.code.json = { resource: declaredDependents };
    const { scaling } = await dependentsOf(it);
    await switchedElsewhere(it);
    await it.upgrade();
    const { policies, ...rest } = (await dependentsOf(it)).scaling;
    expect(rest).toEqual({ targets: scaling.targets, scheduledActions: scaling.scheduledActions });
    expect(policies).toMatchObject(scaling.policies);
  });
});

test.each(['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeDBClusterEndpoints'])(
  'one empty answer of %s at the switchover takes nothing out of what is written down',
  async (operation) => {
    const it = await surrounded();
    const before = await dependentsOf(it);
    await it.upgrade({ steps: stepsUntil('green') });
    await it.rds.control('POST faults', { operation, effect: 'empty-once' });
    await it.upgrade();
    expect(await dependentsOf(it)).toEqual(before);
  },
);

describe('Application Auto Scaling that cannot be read', () => {
  const deny = (it: Scenario) =>
    it.rds.control('POST faults', { operation: 'application-autoscaling:*', effect: 'access-denied', times: 0 });

  test('is a warning where the code has none', async () => {
    const it = await scenario({ stretch: 3 });
    deny(it);
    await it.upgrade();
    expect(aftermath(it.rds)).toEqual(upgradedOnce);
    expect(warningsOf(it)).toContainEqual(
      expect.stringMatching(/^API_AAS: Could not determine whether aurora-bg-aurora-cluster has auto scaling/),
    );
  });

  test('is written down as soon as it can be read, and restored', async () => {
    const it = await surrounded();
    const before = await dependentsOf(it);
    deny(it);
    await it.upgrade({ steps: stepsUntil('green') });
    it.rds.control('DELETE faults');
    await it.rds.control('POST faults', { operation: 'DescribeScalableTargets', effect: 'access-denied' });
    await it.upgrade();
    expect((await dependentsOf(it)).scaling).toEqual(before.scaling);
  });

  test('is named before the switchover where it could not be read', async () => {
    const it = await surrounded();
    deny(it);
    await it.upgrade({ steps: stepsUntil('green') });
    it.events.length = 0;
    await it.upgrade({ steps: stepsUntil('green') });
    expect(warningsOf(it)).toContainEqual(expect.stringMatching(/^API_AAS: .*If it does, the switchover drops it/));
  });

  test('is a refusal where the code has some, and nothing is created', async () => {
    const it = await scenario();
    it.code.json = { resource: declaredDependents };
    deny(it);
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'API_AAS',
      exitCode: 3,
      message: expect.stringContaining('aws_appautoscaling_policy.cpu'),
    });
    expect(it.rds.world.calls.CreateBlueGreenDeployment).toBeUndefined();
  });
});

test('auto scaling that does not fit into tags is refused beforehand', async () => {
  const it = await surrounded();
  const client = scalingClient(it.rds);
  for (let number = 0; number < 90; number += 1) {
    await client.send(
      new PutScalingPolicyCommand({
        ServiceNamespace: 'rds',
        ResourceId: `cluster:${clusterName}`,
        ScalableDimension: 'rds:cluster:ReadReplicaCount',
        // Nothing that could be compressed.
        PolicyName: createHash('sha512').update(`${number}`).digest('hex'),
        PolicyType: 'StepScaling',
        StepScalingPolicyConfiguration: {
          AdjustmentType: 'ChangeInCapacity',
          StepAdjustments: [{ MetricIntervalLowerBound: number, ScalingAdjustment: number }],
        },
      }),
    );
  }
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'JOURNAL_SIZE',
    exitCode: 3,
    message: expect.stringContaining('91 scaling policies'),
  });
  expect(it.rds.world.calls.CreateBlueGreenDeployment).toBeUndefined();
});

test('a custom endpoint that was made after the deployment stops the switchover', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsUntil('green') });
  await it.client.send(
    new CreateDBClusterEndpointCommand({
      DBClusterIdentifier: clusterName,
      DBClusterEndpointIdentifier: 'late',
      EndpointType: 'ANY',
    }),
  );
  it.pass(5);
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'ENDPOINT_LEFT',
    exitCode: 3,
    message: expect.stringContaining('late'),
  });
  expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBeUndefined();
});
