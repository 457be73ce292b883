import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddRoleToDBClusterCommand,
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  DeleteBlueGreenDeploymentCommand,
  DeleteDBClusterCommand,
  DescribeDBClustersCommand,
  RDSClient,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../../../scripts/embedded-rds/request-handler';
import { readPolicy } from '../../../scripts/embedded-rds/server/read-policy';
import type { Policies } from '../../../scripts/embedded-rds/world/on-demand/policies';

type Send = (clients: ReturnType<typeof clientsOf>) => Promise<unknown>;

function clientsOf(policies: Policies) {
  const options = {
    region: 'eu-west-1',
    requestHandler: embeddedRequestHandler(openEmbeddedRds({ speed: 0, policies })),
    credentials: { accessKeyId: 'akid', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  return {
    rds: new RDSClient(options),
    sts: new STSClient(options),
    metrics: new CloudWatchClient(options),
    scaling: new ApplicationAutoScalingClient(options),
  };
}

const allow = (...actions: string[]) => ({ effect: 'Allow' as const, actions });
const deny = (...actions: string[]) => ({ effect: 'Deny' as const, actions });

/** `200`, or name and words of the refusal. */
async function answer(policies: Policies, send: Send): Promise<string> {
  try {
    await send(clientsOf(policies));
    return '200';
  } catch (error) {
    const { name, message } = error as Error;
    return name.startsWith('AccessDenied') || name === 'ValidationException' ? `${name}: ${message}` : name;
  }
}

const describe_: Send = ({ rds }) => rds.send(new DescribeDBClustersCommand({}));

const who = 'User: arn:aws:iam::123456789012:user/akid is not authorized to perform:';

describe('a call', () => {
  const read = 'rds:DescribeDBClusters';
  const no = `AccessDenied: ${who} ${read} on resource: *`;
  test.each<[string, Policies, string]>([
    ['without policies', {}, '200'],
    ['that is allowed', { identityBased: [allow(read)] }, '200'],
    ['that a pattern allows', { identityBased: [allow('rds:describedb?luster*')] }, '200'],
    ['where all is allowed', { identityBased: [allow('*')] }, '200'],
    [
      'of another name',
      { identityBased: [allow('rds:DescribeDBCluster')] },
      `${no} because no identity-based policy allows the ${read} action`,
    ],
    [
      'that is denied too',
      { identityBased: [deny('rds:*'), allow('*')] },
      `${no} with an explicit deny in an identity-based policy`,
    ],
    [
      'that the organization denies',
      { identityBased: [allow('*')], serviceControl: [allow('*'), deny(read)] },
      `${no} with an explicit deny in a service control policy`,
    ],
    [
      'that the organization does not allow',
      { serviceControl: [allow('s3:*')] },
      `${no} because no service control policy allows the ${read} action`,
    ],
  ])('%s', async (_, policies, expected) => {
    expect(await answer(policies, describe_)).toBe(expected);
  });

  test('of other services is authorized in their own form', async () => {
    const nothing = { identityBased: [allow('rds:*')] };
    expect(
      await answer(nothing, ({ metrics }) =>
        metrics.send(new GetMetricDataCommand({ StartTime: new Date(0), EndTime: new Date(), MetricDataQueries: [] })),
      ),
    ).toMatch('cloudwatch:GetMetricData on resource: * because');
    expect(
      await answer(nothing, ({ scaling }) =>
        scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' })),
      ),
    ).toMatch(/^AccessDeniedException: .*application-autoscaling:DescribeScalableTargets/);
    expect(await answer(nothing, ({ sts }) => sts.send(new GetCallerIdentityCommand({})))).toBe('200');
  });
});

describe('dependent actions', () => {
  const name = { BlueGreenDeploymentIdentifier: 'bgd-1' };
  const cluster = { DBClusterIdentifier: 'orders' };
  const target = {
    ServiceNamespace: 'rds',
    ResourceId: 'cluster:orders',
    ScalableDimension: 'rds:cluster:ReadReplicaCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  } as const;
  const Tags = [{ Key: 'a', Value: 'b' }];
  const cases: [string, Send, string[]][] = [
    [
      'rds:CreateBlueGreenDeployment',
      ({ rds }) => rds.send(new CreateBlueGreenDeploymentCommand({ BlueGreenDeploymentName: 'x', Source: 'y' })),
      ['rds:AddTagsToResource', 'rds:CreateDBCluster', 'rds:CreateDBInstance', 'rds:CreateDBClusterEndpoint'],
    ],
    [
      'rds:SwitchoverBlueGreenDeployment',
      ({ rds }) => rds.send(new SwitchoverBlueGreenDeploymentCommand(name)),
      ['rds:ModifyDBCluster', 'rds:PromoteReadReplicaDBCluster'],
    ],
    [
      'rds:DeleteBlueGreenDeployment',
      ({ rds }) => rds.send(new DeleteBlueGreenDeploymentCommand(name)),
      ['rds:DeleteDBCluster', 'rds:DeleteDBInstance', 'rds:DeleteDBClusterEndpoint'],
    ],
    [
      'rds:CreateDBClusterSnapshot',
      ({ rds }) => rds.send(new CreateDBClusterSnapshotCommand({ ...cluster, DBClusterSnapshotIdentifier: 's', Tags })),
      ['rds:AddTagsToResource'],
    ],
    ['rds:CreateDBCluster', ({ rds }) => rds.send(new CreateDBClusterCommand({ ...cluster, Engine: 'no' })), []],
    [
      'rds:AddRoleToDBCluster',
      ({ rds }) => rds.send(new AddRoleToDBClusterCommand({ ...cluster, RoleArn: 'arn:aws:iam::1:role/x' })),
      ['iam:PassRole'],
    ],
    [
      'rds:DeleteDBCluster',
      ({ rds }) => rds.send(new DeleteDBClusterCommand({ ...cluster, FinalDBSnapshotIdentifier: 's' })),
      ['rds:CreateDBClusterSnapshot'],
    ],
    [
      'application-autoscaling:RegisterScalableTarget',
      ({ scaling }) => scaling.send(new RegisterScalableTargetCommand({ ...target, Tags: { a: 'b' } })),
      ['application-autoscaling:TagResource'],
    ],
  ];

  test.each(cases)('of %s: each is needed', async (action, send, dependent) => {
    const denied = async (actions: string[]) => {
      const said = await answer({ identityBased: [allow(...actions)] }, send);
      return /^AccessDenied.*perform: (\S+)/.exec(said)?.[1];
    };
    const all = [action, ...dependent];
    expect(await denied(all)).toBeUndefined();
    for (const each of all) expect(await denied(all.filter((one) => one !== each))).toBe(each);
  });

  test('that Application Auto Scaling tries are listed together', async () => {
    const policies = { identityBased: [allow('application-autoscaling:*', 'rds:Describe*', 'cloudwatch:Describe*')] };
    const send: Send = ({ scaling }) => scaling.send(new RegisterScalableTargetCommand(target));
    expect(await answer(policies, send)).toBe(
      'ValidationException: User is missing the following permissions: rds:CreateDBInstance, rds:DeleteDBInstance, ' +
        'rds:AddTagsToResource, cloudwatch:PutMetricAlarm, cloudwatch:DeleteAlarms',
    );
  });
});

test('a reset takes the policies not away, and the next start does', async () => {
  const rds = openEmbeddedRds({ policies: { identityBased: [] } });
  rds.control('POST reset');
  expect(rds.world.policies).toEqual({ identityBased: [] });
  expect(openEmbeddedRds({ world: rds.world, policies: {} }).world.policies).toEqual({});
});

describe('a policy in JSON', () => {
  const statement = { Effect: 'Allow', Action: 'rds:*', Resource: '*' };
  const policy = (Statement: unknown, more: object = {}) =>
    JSON.stringify({ Version: '2012-10-17', Statement, ...more });

  test('is read, one or several of each', () => {
    expect(
      readPolicy(
        policy([
          { ...statement, Sid: 'A' },
          { Effect: 'Deny', Action: ['*'], Resource: ['*'] },
        ]),
        'p.json',
      ),
    ).toEqual([allow('rds:*'), deny('*')]);
    expect(readPolicy(policy(statement), 'p.json')).toEqual([allow('rds:*')]);
  });

  test.each([
    ['is not a JSON object', 'nonsense'],
    ['does not say "Version": "2012-10-17"', JSON.stringify({ Statement: statement })],
    ['has the element Comment, which', policy(statement, { Comment: '' })],
    ['has no Statement', policy([])],
    ['has Condition in its statement Night', policy({ ...statement, Sid: 'Night', Condition: {} })],
    [
      'has NotAction in its statement number 2',
      policy([statement, { Effect: 'Allow', NotAction: '*', Resource: '*' }]),
    ],
    ['has Principal in its', policy({ ...statement, Principal: '*' })],
    ['names another Resource than "*"', policy({ ...statement, Resource: 'arn:aws:rds:*:*:db:x-*' })],
    ['names another Resource than "*"', policy({ Effect: 'Allow', Action: '*' })],
    ['has no Action', policy({ Effect: 'Allow', Resource: '*' })],
    ['has "DescribeDBClusters" as an Action', policy({ ...statement, Action: 'DescribeDBClusters' })],
    ['has an Effect other than', policy({ ...statement, Effect: 'allow' })],
  ])('that %s is refused', (words, text) => {
    expect(() => readPolicy(text, 'p.json')).toThrow(
      expect.objectContaining({ code: 'BAD_POLICY', message: expect.stringContaining(`The policy p.json ${words}`) }),
    );
  });
});
