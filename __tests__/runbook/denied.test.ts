import {
  AddRoleToDBClusterCommand,
  AddTagsToResourceCommand,
  CreateDBProxyCommand,
  DeleteDBClusterEndpointCommand,
  DescribeDBClustersCommand,
  DisableHttpEndpointCommand,
  EnableHttpEndpointCommand,
  ModifyDBInstanceCommand,
  ModifyDBParameterGroupCommand,
  RemoveRoleFromDBClusterCommand,
} from '@aws-sdk/client-rds';
import { statusOf } from '../../scripts/commands/status/status-of';
import { uncopiedMembers } from '../../scripts/embedded-rds/world/deployments/uncopied';
import { actionsOf, type PolicyName } from '../../scripts/policies/actions';
import { cleanupSteps } from '../../scripts/runbook/cleanup';
import { plan } from '../../scripts/runbook/dry-run';
import { abortStepsWith } from '../../scripts/runbook/hooks/abort-hook';
import { stepsUntil, upTo } from '../../scripts/runbook/upgrade';
import { carryOver } from '../../scripts/runbook/upgrade/carry-over';
import { switchover } from '../../scripts/runbook/upgrade/switchover';
import { UpgradeError } from '../../scripts/runtime/errors';
import { tagKey } from '../../scripts/view/tag-key';
import type { OpenConnection } from '../../scripts/workspace/connections';
import { clean, plainCleanup } from '../support/cleaning';
import { clusterName, createGroups, groupNames, instanceNames, region } from '../support/created-cluster';
import { addDependents, dependentsOf, endpointName, role } from '../support/dependents';
import { type Remains, type Scenario, scenario } from '../support/scenario';

const forGroup = { 'aws_db_parameter_group.params-pg15': { log_min_duration_statement: '500' } };

const dataApi = async ({ client }: Scenario, enabled: boolean) => {
  const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
  const arn = { ResourceArn: DBClusters![0]!.DBClusterArn };
  await client.send(enabled ? new EnableHttpEndpointCommand(arn) : new DisableHttpEndpointCommand(arn));
};

/** A cluster that has everything, and an RDS that copies nothing of it to green. */
async function rich(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  await setParameter(it);
  await it.client.send(
    new CreateDBProxyCommand({
      DBProxyName: 'pool',
      EngineFamily: 'POSTGRESQL',
      RoleArn: role,
      VpcSubnetIds: ['subnet-0a', 'subnet-0b'],
    }),
  );
  it.rds.control('POST choices', { notCopiedToGreen: uncopiedMembers, endpointMembersOnGreen: 'none' });
  return it;
}

async function setParameter(it: Scenario): Promise<void> {
  await it.client.send(
    new ModifyDBParameterGroupCommand({
      DBParameterGroupName: groupNames().instance,
      Parameters: [{ ParameterName: 'log_min_duration_statement', ParameterValue: '500', ApplyMethod: 'immediate' }],
    }),
  );
  it.code.groupParameters = forGroup;
}

/** What somebody may do to production while green stands. */
async function changeProduction(it: Scenario): Promise<void> {
  const { client } = it;
  const cluster = { DBClusterIdentifier: clusterName };
  await client.send(new RemoveRoleFromDBClusterCommand({ ...cluster, RoleArn: role, FeatureName: 's3Import' }));
  await client.send(new AddRoleToDBClusterCommand({ ...cluster, RoleArn: `${role}-2`, FeatureName: 'Lambda' }));
  await client.send(
    new ModifyDBInstanceCommand({ DBInstanceIdentifier: instanceNames[0]!, PromotionTier: 5, ApplyImmediately: true }),
  );
  it.pass(5);
}

/** Every state in which a phase begins, made once with all rights. */
async function beginnings() {
  const it = await rich();
  const fresh = it.remains();
  await it.upgrade({ steps: upTo(carryOver) });
  const built = await again(it.remains());
  await changeProduction(built);
  await dataApi(built, true);
  built.pass(2);
  await it.upgrade({ steps: stepsUntil('green') });
  const green = it.remains();
  const changed = await again(green);
  await changeProduction(changed);
  await dataApi(changed, true);
  changed.pass(2);
  const switched = await again(green);
  await switched.upgrade({ steps: upTo(switchover) });
  await switched.client.send(new DeleteDBClusterEndpointCommand({ DBClusterEndpointIdentifier: endpointName }));
  switched.pass(5);
  await it.upgrade();
  it.pass(25 * 60);

  const served = await scenario({ stretch: 3 });
  await setParameter(served);
  await dataApi(served, true);
  served.pass(2);
  await served.upgrade({ steps: upTo(carryOver) });
  const copied = served.remains();
  await served.upgrade({ steps: stepsUntil('green') });
  const servedGreen = served.remains();
  const withoutApi = async (remains: Remains) => {
    const one = await again(remains);
    await dataApi(one, false);
    one.pass(2);
    return one.remains();
  };

  const major = await scenario({ version: '15.10', running: '15.10', upgradeTo: '16.6', stretch: 3 });
  await createGroups(major.client, '16');
  return {
    fresh,
    major: major.remains(),
    built: built.remains(),
    builtWithoutApi: await withoutApi(copied),
    green,
    toUndo: await toUndo(green),
    changed: changed.remains(),
    switched: switched.remains(),
    greenWithoutApi: await withoutApi(servedGreen),
    over: it.remains(),
  };
}

/** What `beforeSwitchover` leaves whose run was killed. */
async function toUndo(green: Remains): Promise<Remains> {
  const it = await again(green);
  const { identifier } = Object.values(it.rds.world.regions[region]!.deployments)[0]!;
  await it.client.send(
    new AddTagsToResourceCommand({
      ResourceName: `arn:aws:rds:${region}:${it.rds.world.account}:deployment:${identifier}`,
      Tags: [{ Key: tagKey.hookBegun, Value: new Date(it.clock.now()).toISOString() }],
    }),
  );
  return it.remains();
}

type Beginnings = Awaited<ReturnType<typeof beginnings>>;

async function again(remains: Remains): Promise<Scenario> {
  const it = await scenario({ remains, stretch: 10 });
  it.code.json = {};
  it.code.groupParameters = forGroup;
  return it;
}

interface Phase {
  name: string;
  from: (keyof Beginnings)[];
  policies: PolicyName[];
  go(it: Scenario): Promise<unknown>;
  /** What does not end as ACCESS_DENIED: a code of another error, or of a warning beside a run that goes on. */
  otherwise?: Record<string, string>;
}

const scalingReads = actionsOf('read').filter((action) => action.startsWith('application-autoscaling:'));
/** Nothing depends on these. */
const extraReads = actionsOf('read').filter((action) =>
  /^cloudwatch:|:Describe(Orderable|Account|Pending|DBProx|EventSub|Integrations)/.test(action),
);
const unchecked = Object.fromEntries(extraReads.map((action) => [action, 'warns API_UNCHECKED']));
const scalingIs = (code: string) => Object.fromEntries(scalingReads.map((action) => [action, code]));

const phases: Phase[] = [
  {
    name: 'upgrade --plan',
    from: ['fresh', 'major'],
    policies: ['read'],
    go: async (it) => plan(it.view(), stepsUntil('proven'), await it.sources(), (event) => it.events.push(event)),
    otherwise: { ...scalingIs('warns API_AAS'), ...unchecked },
  },
  {
    name: 'cleanup --plan',
    from: ['over'],
    policies: ['read'],
    go: async (it) => plan(it.view(plainCleanup), cleanupSteps, await it.sources(), (event) => it.events.push(event)),
  },
  {
    name: 'status',
    from: ['fresh', 'green', 'over'],
    policies: ['read'],
    go: async (it) => {
      const clock = { ...it.clock, at: () => it.clock.now() };
      const connection = { ...(await it.sources()), clock, region, target: {} } as unknown as OpenConnection;
      await statusOf(it.code.cluster(), connection, connection, false);
    },
  },
  {
    name: 'upgrade --until green',
    from: ['fresh', 'major', 'built', 'builtWithoutApi'],
    policies: ['read', 'create', 'pass-roles'],
    go: (it) => it.upgrade({ steps: stepsUntil('green') }),
    otherwise: { ...scalingIs('warns API_AAS'), ...unchecked },
  },
  {
    name: 'the rest of upgrade',
    from: ['green', 'changed', 'greenWithoutApi', 'switched'],
    policies: ['read', 'switch', 'scale', 'pass-roles'],
    go: (it) => it.upgrade(),
    // Before the switchover, and not after it.
    otherwise: {
      ...scalingIs('API_AAS'),
      'cloudwatch:GetMetricData': 'warns API_UNCHECKED',
      'rds:DescribeIntegrations': 'warns API_UNCHECKED',
    },
  },
  {
    name: 'abort',
    from: ['green', 'toUndo'],
    policies: ['read', 'abort'],
    go: (it) =>
      it.upgrade({
        steps: abortStepsWith,
        request: { hooks: [{ point: 'onFailure', command: 'true', timeoutSeconds: 60, env: [], files: [] }] },
      }),
    otherwise: { 'rds:AddTagsToResource': 'warns ACCESS_DENIED' },
  },
  {
    name: 'cleanup',
    from: ['over'],
    policies: ['read', 'cleanup'],
    go: (it) => clean(it),
    otherwise: { 'cloudwatch:GetMetricData': 'CONNECTIONS_UNKNOWN' },
  },
];

/** How a phase ends with these actions, as far as it is about the one that is missing. */
async function ending(
  { go }: Phase,
  remains: Remains,
  allowed: string[],
  without: string,
): Promise<string | undefined> {
  const it = await again(remains);
  it.rds.world.policies = { identityBased: [{ effect: 'Allow', actions: allowed }] };
  const names = (text: string) => new RegExp(`(perform|permissions): ${without}\\b`).test(text);
  try {
    await go(it);
  } catch (error) {
    if (!(error instanceof UpgradeError) || !names(error.message)) throw error;
    return error.code;
  }
  const warning = it.events.find((event) => event.code === 'WARNING' && names(event.message));
  return warning?.code === 'WARNING' ? `warns ${warning.id}` : undefined;
}

let all: Beginnings;
beforeAll(async () => {
  all = await beginnings();
});

/** Of the reads that every phase has, those that some phase has asked for. */
const asked = new Set<string>();

describe.each(phases)('$name', (phase) => {
  const actions = actionsOf(...phase.policies);

  test('runs with the documented policies and nothing else', async () => {
    for (const name of phase.from) expect(await ending(phase, all[name], actions, 'nothing')).toBeUndefined();
  });

  test('without any one of their actions it is refused with its name, or says what it cannot see', async () => {
    const endings: Record<string, string> = {};
    for (const action of actions) {
      for (const name of phase.from) {
        const without = actions.filter((each) => each !== action);
        const end = await ending(phase, all[name], without, action);
        if (end === undefined) continue;
        endings[action] = end;
        break;
      }
    }
    for (const action of Object.keys(endings)) asked.add(action);
    // A read that this phase does not need is granted to all phases alike.
    const own = actions.filter((action) => endings[action] !== undefined || !actionsOf('read').includes(action));
    expect(endings).toEqual(
      Object.fromEntries(own.map((action) => [action, phase.otherwise?.[action] ?? 'ACCESS_DENIED'])),
    );
  });
});

test('no read is granted that no phase needs', () => {
  // The engine's logs are read only where replication is broken: the test of `watch-green` does.
  const ofBroken = ['rds:DescribeDBLogFiles', 'rds:DownloadDBLogFilePortion'];
  expect(actionsOf('read').filter((action) => !asked.has(action))).toEqual(ofBroken);
});

test('auto scaling that cannot be read any more stops the rest before the switchover', async () => {
  const it = await again(all.green);
  const allowed = actionsOf('read', 'switch', 'scale', 'pass-roles').filter((action) => !scalingReads.includes(action));
  it.rds.world.policies = { identityBased: [{ effect: 'Allow', actions: allowed }] };
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'API_AAS' });
  expect(it.calls().map(({ operation }) => operation)).not.toContain('SwitchoverBlueGreenDeployment');
});

test('what auto scaling lacked after the switchover is restored when the role has it', async () => {
  const it = await again(all.green);
  const { scaling } = await dependentsOf(it);
  const rights = actionsOf('read', 'switch', 'scale', 'pass-roles');
  const missing = rights.filter((action) => action !== 'rds:CreateDBInstance');
  it.rds.world.policies = { identityBased: [{ effect: 'Allow', actions: missing }] };
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringMatching(
      /RegisterScalableTarget: .* missing the following permissions: rds:CreateDBInstance \(HTTP 400\)$/,
    ),
    remedy: expect.stringContaining('scale.json'),
  });
  it.rds.world.policies = { identityBased: [{ effect: 'Allow', actions: rights }] };
  await it.upgrade();
  expect((await dependentsOf(it)).scaling).toEqual(scaling);
});

test('the question of the switchover names the rights that auto scaling needs after it', async () => {
  const it = await again(all.green);
  const questions: string[] = [];
  await it.upgrade({ ask: async ({ question }) => questions.push(question) > 0 });
  expect(questions).toEqual([
    expect.stringMatching(
      /The switchover drops the auto scaling \(1 to 4 readers, policy cpu, scheduled action morning\)\. To restore it, .* rds:CreateDBInstance, DeleteDBInstance.*cloudwatch:/,
    ),
  ]);
});

test('a service control policy is told from what the role lacks', async () => {
  const it = await again(all.green);
  it.rds.world.policies = {
    serviceControl: [
      { effect: 'Allow', actions: ['*'] },
      { effect: 'Deny', actions: ['rds:Switchover*'] },
    ],
  };
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringContaining('The AWS organization denies SwitchoverBlueGreenDeployment'),
    remedy: expect.stringContaining('whoever administers AWS Organizations'),
  });
});
