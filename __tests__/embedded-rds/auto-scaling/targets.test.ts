import {
  type ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  paginateDescribeScalableTargets,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CreateDBClusterCommand, ListTagsForResourceCommand as ListRdsTagsCommand } from '@aws-sdk/client-rds';
import type { EmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { clusterArn, clusterId } from '../clusters/cluster-world';
import { autoScalingClient, rdsClient, refusalOf } from '../support/clients';
import { seededRds } from '../support/seeded-rds';
import { cpuPolicy, readersOf, scaleReaders, targets } from './readers';

let rds: EmbeddedRds;
let client: ApplicationAutoScalingClient;
beforeEach(() => {
  rds = seededRds();
  client = autoScalingClient(rds);
});

const readers = readersOf(clusterId);
const register = (input: object) =>
  client.send(new RegisterScalableTargetCommand({ ...readers, MinCapacity: 1, MaxCapacity: 3, ...input }));
const put = (input: object) => client.send(new PutScalingPolicyCommand({ ...readers, ...cpuPolicy, ...input }));

describe('a scalable target', () => {
  it('is described as AWS describes one', async () => {
    const { ScalableTargetARN } = await register({ Tags: { team: 'orders' } });
    const { ScalableTargets } = await client.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds', ResourceIds: [readers.ResourceId] }),
    );
    expect(ScalableTargets).toEqual([
      {
        ...readers,
        MinCapacity: 1,
        MaxCapacity: 3,
        RoleARN:
          'arn:aws:iam::123456789012:role/aws-service-role/rds.application-autoscaling.amazonaws.com/' +
          'AWSServiceRoleForApplicationAutoScaling_RDSCluster',
        CreationTime: new Date(rds.clock.now()),
        SuspendedState: {
          DynamicScalingInSuspended: false,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: false,
        },
        ScalableTargetARN,
      },
    ]);
    expect(ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:ap-northeast-1:123456789012:scalable-target\/[0-9a-f]{36}$/,
    );
  });

  it('is changed by another registration in what that one names, and keeps its ARN', async () => {
    const first = await register({ SuspendedState: { ScheduledScalingSuspended: true } });
    const second = await client.send(new RegisterScalableTargetCommand({ ...readers, MaxCapacity: 5 }));
    expect(second.ScalableTargetARN).toBe(first.ScalableTargetARN);
    const { ScalableTargets } = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' }));
    expect(ScalableTargets).toMatchObject([
      { MinCapacity: 1, MaxCapacity: 5, SuspendedState: { ScheduledScalingSuspended: true } },
    ]);
  });

  it.each([
    ['a cluster that is not there', readersOf('none'), 'DB cluster none not found.'],
    ['an instance', { ResourceId: 'db:x' }, 'Unsupported service namespace, resource type or scalable dimension'],
    [
      'a service of AWS that is not here',
      { ServiceNamespace: 'ecs', ResourceId: 'service/a/b', ScalableDimension: 'ecs:service:DesiredCount' },
      'Unsupported service namespace, resource type or scalable dimension',
    ],
    [
      'a service that AWS does not have',
      { ServiceNamespace: 'rockets' },
      /Value 'rockets' at 'serviceNamespace' failed/,
    ],
    ['a new one without a range', { MinCapacity: undefined }, /needs MinCapacity and MaxCapacity/],
    ['a range the wrong way round', { MinCapacity: 4 }, /cannot lie between 4 and 3/],
    ['a text for a number', { MinCapacity: 'one' }, 'MinCapacity is not a number.'],
  ])('is refused for %s', async (_what, input, message) => {
    const refusal = await refusalOf(register(input));
    expect(refusal).toMatchObject({ status: 400, message: expect.stringMatching(message) });
    expect(refusal.code).toBe(
      message === 'MinCapacity is not a number.' ? 'SerializationException' : 'ValidationException',
    );
    expect(await targets(client)).toEqual([]);
  });

  it('takes its tags with its first registration only', async () => {
    await register({ Tags: { team: 'orders' } });
    expect(await refusalOf(register({ Tags: { team: 'carts' } }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('The scalable target that you tried to tag already exists.'),
    });
  });

  it('is tagged by its ARN, apart from the tags of RDS', async () => {
    const { ScalableTargetARN: ResourceARN = '' } = await register({ Tags: { team: 'orders', old: '1' } });
    await client.send(new TagResourceCommand({ ResourceARN, Tags: { stage: 'prod' } }));
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['old', 'none'] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(Tags).toEqual({ team: 'orders', stage: 'prod' });
    const { TagList } = await rdsClient(rds).send(new ListRdsTagsCommand({ ResourceName: clusterArn }));
    expect(TagList).toEqual([{ Key: 'team', Value: 'orders' }]);
    for (const command of [
      new ListTagsForResourceCommand({ ResourceARN: `${ResourceARN}0` }),
      new TagResourceCommand({ ResourceARN: `${ResourceARN}0`, Tags: {} }),
    ]) {
      expect(await refusalOf(client.send(command as never))).toMatchObject({ code: 'ResourceNotFoundException' });
    }
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v']));
    expect(await refusalOf(client.send(new TagResourceCommand({ ResourceARN, Tags: many })))).toMatchObject({
      code: 'TooManyTagsException',
    });
  });

  it('goes with its policies, and is not found afterwards', async () => {
    await scaleReaders(client);
    await client.send(new DeregisterScalableTargetCommand(readers));
    expect(await targets(client)).toEqual([]);
    expect(await refusalOf(client.send(new DeregisterScalableTargetCommand(readers)))).toMatchObject({
      code: 'ObjectNotFoundException',
      message:
        `No scalable target found for service namespace: rds, resource ID: cluster:${clusterId}, scalable dimension: ` +
        'rds:cluster:ReadReplicaCount',
    });
  });

  it('is listed in pages', async () => {
    for (const DBClusterIdentifier of ['a', 'b', 'c']) {
      await rdsClient(rds).send(
        new CreateDBClusterCommand({
          DBClusterIdentifier,
          Engine: 'aurora-postgresql',
          MasterUsername: 'postgres',
          MasterUserPassword: 'not-a-secret',
        }),
      );
      await register(readersOf(DBClusterIdentifier));
    }
    const pages: (string | undefined)[][] = [];
    const request = { ServiceNamespace: 'rds', MaxResults: 2 } as const;
    for await (const { ScalableTargets = [] } of paginateDescribeScalableTargets({ client }, request)) {
      pages.push(ScalableTargets.map(({ ResourceId }) => ResourceId));
    }
    expect(pages).toEqual([['cluster:a', 'cluster:b'], ['cluster:c']]);
    const wrong = new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds', NextToken: 'none' });
    expect(await refusalOf(client.send(wrong))).toMatchObject({ code: 'InvalidNextTokenException' });
    const ecs = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
    expect(ecs.ScalableTargets).toEqual([]);
  });
});

describe('a scaling policy', () => {
  const described = async () =>
    (await client.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'rds', PolicyNames: ['cpu'] })))
      .ScalingPolicies;

  it('is described as it was put, with its two alarms', async () => {
    await register({});
    const { PolicyARN, Alarms } = await put({});
    expect(PolicyARN).toMatch(
      new RegExp(
        '^arn:aws:autoscaling:ap-northeast-1:123456789012:scalingPolicy:[0-9a-f-]{36}:' +
          `resource/rds/cluster:${clusterId}:policyName/cpu$`,
      ),
    );
    expect(Alarms?.map(({ AlarmName }) => AlarmName)).toEqual([
      expect.stringMatching(new RegExp(`^TargetTracking-cluster:${clusterId}-AlarmHigh-[0-9a-f-]{36}$`)),
      expect.stringMatching(new RegExp(`^TargetTracking-cluster:${clusterId}-AlarmLow-[0-9a-f-]{36}$`)),
    ]);
    expect(await described()).toEqual([
      { ...readers, ...cpuPolicy, PolicyARN, Alarms, CreationTime: new Date(rds.clock.now()) },
    ]);
  });

  it('is replaced by another call, under its ARN', async () => {
    await register({});
    const first = await put({});
    const changed = { ...cpuPolicy.TargetTrackingScalingPolicyConfiguration, TargetValue: 75.5 };
    const second = await put({ TargetTrackingScalingPolicyConfiguration: changed });
    expect(second).toMatchObject({ PolicyARN: first.PolicyARN, Alarms: first.Alarms });
    expect(await described()).toMatchObject([{ TargetTrackingScalingPolicyConfiguration: changed }]);
  });

  it('by steps has no alarms of its own', async () => {
    await register({});
    const StepScalingPolicyConfiguration = {
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    } as const;
    const { Alarms } = await put({
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration,
      TargetTrackingScalingPolicyConfiguration: undefined,
    });
    expect(Alarms).toEqual([]);
    expect(await described()).toMatchObject([{ PolicyType: 'StepScaling', StepScalingPolicyConfiguration }]);
  });

  it.each([
    [
      'without a target',
      readersOf('none'),
      'ObjectNotFoundException',
      /^No scalable target registered for service names/,
    ],
    ['of a type that is none', { PolicyType: 'Guessing' }, 'ValidationException', /policy type Guessing/],
    ['of a type for other services', { PolicyType: 'PredictiveScaling' }, 'ValidationException', /PredictiveScaling/],
    [
      'with the configuration of the other type',
      { PolicyType: 'StepScaling' },
      'ValidationException',
      /StepScalingPolicyConfiguration/,
    ],
    [
      'without a metric',
      { TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } },
      'ValidationException',
      /either a predefined or a customized metric/,
    ],
    [
      'without a value',
      { TargetTrackingScalingPolicyConfiguration: {} },
      'ValidationException',
      /Value null at 'targetTrackingScalingPolicyConfiguration\.targetValue' failed/,
    ],
  ])('%s is refused', async (_what, input, code, message) => {
    await register({});
    expect(await refusalOf(put(input))).toEqual({ code, status: 400, message: expect.stringMatching(message) });
  });

  it('is deleted once', async () => {
    await scaleReaders(client);
    const command = new DeleteScalingPolicyCommand({ ...readers, PolicyName: 'cpu' });
    await client.send(command);
    expect(await targets(client)).toEqual([`cluster:${clusterId} 1-3 `]);
    expect(await refusalOf(client.send(command))).toMatchObject({
      code: 'ObjectNotFoundException',
      message: expect.stringMatching(/^No scaling policy found for .*, policy name: cpu$/),
    });
  });
});

describe('faults on calls', () => {
  it.each([
    ['throttling', 'ThrottlingException', 400],
    ['expired-token', 'ExpiredTokenException', 400],
    ['access-denied', 'AccessDeniedException', 400],
    ['internal-failure', 'InternalFailure', 500],
  ] as const)('%s is %s to this service', async (effect, code, status) => {
    rds.addFault({ kind: 'call', operation: 'DeregisterScalableTarget', effect, times: 0 });
    await scaleReaders(client);
    expect(await refusalOf(client.send(new DeregisterScalableTargetCommand(readers)))).toMatchObject({ code, status });
    expect(await targets(client)).toEqual([`cluster:${clusterId} 1-3 cpu`]);
  });

  it('after the call it has taken effect', async () => {
    await register({});
    rds.addFault({ kind: 'call', operation: 'PutScalingPolicy', effect: 'connection-reset', when: 'after' });
    await put({});
    expect(rds.calls().slice(-2)).toMatchObject([
      { service: 'application-autoscaling', operation: 'PutScalingPolicy', attempt: 1, status: 0 },
      { service: 'application-autoscaling', operation: 'PutScalingPolicy', attempt: 2, status: 200 },
    ]);
    expect(await targets(client)).toEqual([`cluster:${clusterId} 1-3 cpu`]);
  });

  it('hit one service of two that have the operation', async () => {
    const { ScalableTargetARN } = await register({});
    rds.addFault({
      kind: 'call',
      operation: 'application-autoscaling:ListTagsForResource',
      effect: 'access-denied',
      times: 0,
    });
    const tags = client.send(new ListTagsForResourceCommand({ ResourceARN: ScalableTargetARN }));
    expect(await refusalOf(tags)).toMatchObject({ code: 'AccessDeniedException' });
    await rdsClient(rds).send(new ListRdsTagsCommand({ ResourceName: clusterArn }));
  });

  it('not-found-yet is an empty list', async () => {
    await scaleReaders(client);
    rds.addFault({ kind: 'call', operation: 'DescribeScalableTargets', effect: 'not-found-yet' });
    expect(await targets(client)).toEqual([]);
    expect(await targets(client)).toHaveLength(1);
  });
});

describe('a scheduled action', () => {
  const night = { ...readers, ScheduledActionName: 'night' };
  const schedule = (input: object) =>
    client.send(
      new PutScheduledActionCommand({
        ...night,
        Schedule: 'cron(0 20 * * ? *)',
        ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 },
        ...input,
      }),
    );
  const described = async () =>
    (await client.send(new DescribeScheduledActionsCommand({ ServiceNamespace: 'rds' }))).ScheduledActions;

  it('is described as it was put, and changed in what another call names', async () => {
    await register({});
    const EndTime = new Date('2026-12-31T00:00:00Z');
    await schedule({ Timezone: 'Asia/Tokyo', EndTime });
    await client.send(new PutScheduledActionCommand({ ...night, Schedule: 'cron(0 22 * * ? *)' }));
    expect(await described()).toEqual([
      {
        ...night,
        ScheduledActionARN: expect.stringMatching(
          `^arn:aws:autoscaling:.*:scheduledAction:[0-9a-f-]{36}:resource/rds/cluster:${clusterId}:scheduledActionName/night$`,
        ),
        Schedule: 'cron(0 22 * * ? *)',
        Timezone: 'Asia/Tokyo',
        EndTime,
        ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 },
        CreationTime: new Date(rds.clock.now()),
      },
    ]);
  });

  it('is deleted once, or with its target', async () => {
    await register({});
    await schedule({});
    const command = new DeleteScheduledActionCommand(night);
    await client.send(command);
    expect(await refusalOf(client.send(command))).toMatchObject({ code: 'ObjectNotFoundException' });
    await schedule({});
    await client.send(new DeregisterScalableTargetCommand(readers));
    expect(await described()).toEqual([]);
  });

  it.each([
    ['without a target', readersOf('none'), 'ObjectNotFoundException'],
    ['without a schedule', { Schedule: undefined }, 'ValidationException'],
    ['with a schedule that is none', { Schedule: 'at night' }, 'ValidationException'],
    ['without a capacity', { ScalableTargetAction: {} }, 'ValidationException'],
  ])('%s is refused', async (_what, input, code) => {
    await register({});
    expect(await refusalOf(schedule(input))).toMatchObject({ code, status: 400 });
  });
});
