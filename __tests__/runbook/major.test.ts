import {
  CreateDBParameterGroupCommand,
  DeleteBlueGreenDeploymentCommand,
  DeleteDBParameterGroupCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterParameterGroupCommand,
} from '@aws-sdk/client-rds';
import type { GroupsPort } from '../../scripts/runbook/step';
import { steps, stepsUntil } from '../../scripts/runbook/upgrade';
import type { UpgradeError } from '../../scripts/runtime/errors';
import { aftermath } from '../support/aftermath';
import { clean, refusedBy } from '../support/cleaning';
import { clusterName, createGroups, instanceNames } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

const groupAddresses = ['aws_rds_cluster_parameter_group.cluster-params-pg15', 'aws_db_parameter_group.params-pg15'];

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as UpgradeError,
  );

/** What Terraform would do with the groups: a plan, and RDS has them after the apply. */
function terraform(it: Scenario): GroupsPort & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    async unheld(_cluster, addresses) {
      calls.push(`unheld ${addresses.join(' ')}`);
      return { kind: 'known', created: [], replaced: [] };
    },
    async plan(_cluster, addresses) {
      calls.push(`plan ${addresses.join(' ')}`);
      return { kind: 'creates', addresses: [...addresses] };
    },
    async apply(_cluster, addresses) {
      calls.push(`apply ${addresses.join(' ')}`);
      await createGroups(it.client, '15');
      return { kind: 'creates', addresses: [...addresses] };
    },
  };
}

async function groupsInUse(it: Scenario): Promise<(string | undefined)[]> {
  const clusters = await it.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
  const instance = await it.client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instanceNames[0] }));
  return [
    clusters.DBClusters?.[0]?.DBClusterParameterGroup,
    instance.DBInstances?.[0]?.DBParameterGroups?.[0]?.DBParameterGroupName,
  ];
}

const pg15 = ['aurora-bg-aurora-pg15-cluster-params', 'aurora-bg-aurora-pg15-params'];

test('upgradeTo: green gets the groups of the target, and the code says both versions afterwards', async () => {
  const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
  await createGroups(it.client, '15');
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: '15.5', previousEngineVersion: '14.10' });
  expect(await groupsInUse(it)).toEqual(pg15);
  expect(aftermath(it.rds).clusters).toEqual([`${clusterName} 15.5 available`, `${clusterName}-old1 14.10 available`]);
});

test('upgradeTo a minor version needs no other groups', async () => {
  const it = await scenario({ version: '15.6', running: '15.6', upgradeTo: '15.10' });
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: '15.10', previousEngineVersion: '15.6' });
  expect(await groupsInUse(it)).toEqual(pg15);
});

test('a bumped major version: the groups are created by Terraform after a question of its own', async () => {
  const it = await scenario({ version: '15.5', running: '14.10' });
  const groups = terraform(it);
  const questions: { question: string; quick?: boolean }[] = [];
  await it.upgrade({ groups, ask: async (confirmation) => Boolean(questions.push(confirmation)) });
  expect(groups.calls).toEqual([`plan ${groupAddresses.join(' ')}`, `apply ${groupAddresses.join(' ')}`]);
  expect(questions).toEqual([
    expect.objectContaining({ quick: true, question: expect.stringContaining(`+ ${groupAddresses[0]}`) }),
    expect.objectContaining({ question: expect.stringMatching(/^Switch .* over to 15\.5\?/) }),
  ]);
  // The old cluster still uses the groups of 14: without this line the next plan would delete them.
  expect(it.code.versions).toEqual({ engineVersion: '15.5', previousEngineVersion: '14.10' });
  expect(await groupsInUse(it)).toEqual(pg15);
});

describe('groups that RDS has already', () => {
  const declared = async (unheld: GroupsPort['unheld']) => {
    const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
    await createGroups(it.client, '15');
    return { it, groups: { ...terraform(it), unheld } };
  };

  test('one that Terraform does not hold is to be imported first, and nothing is created', async () => {
    const { it, groups } = await declared(async (_, [cluster]) => ({
      kind: 'known',
      created: [cluster!],
      replaced: [],
    }));
    const error = await failure(it.upgrade({ groups }));
    expect(error).toMatchObject({ code: 'API_TARGET_STATE', exitCode: 3 });
    expect(error?.message).toMatch(/^aurora-bg-aurora-pg15-cluster-params is in RDS, but not in the Terraform state/);
    expect(error?.remedy).toContain(
      `terraform -chdir=cdktf.out/stacks/aurora-bg import ${groupAddresses[0]} aurora-bg-aurora-pg15-cluster-params)`,
    );
    expect(aftermath(it.rds).deployments).toEqual([]);
  });

  test('one that Terraform would replace is to be deleted first', async () => {
    const { it, groups } = await declared(async (_, [cluster]) => ({
      kind: 'known',
      created: [],
      replaced: [cluster!],
    }));
    const error = await failure(it.upgrade({ groups }));
    expect(error).toMatchObject({ code: 'API_TARGET_STATE', exitCode: 3 });
    expect(error?.message).toMatch(
      /^aurora-bg-aurora-pg15-cluster-params differs from the code in what cannot be changed on a group/,
    );
    expect(error?.remedy).toContain(
      'aws rds delete-db-cluster-parameter-group --db-cluster-parameter-group-name aurora-bg-aurora-pg15-cluster-params',
    );
    expect(aftermath(it.rds).deployments).toEqual([]);
  });

  test('where Terraform cannot be asked it is said, and the upgrade goes on', async () => {
    const { it, groups } = await declared(async () => ({ kind: 'unknown', message: 'Terraform was not found.' }));
    await it.upgrade({ groups });
    expect(it.events).toContainEqual(
      expect.objectContaining({ id: 'API_TARGET_STATE', message: expect.stringContaining('Terraform was not found.') }),
    );
    expect(it.code.versions).toEqual({ engineVersion: '15.5', previousEngineVersion: '14.10' });
  });

  test('one of two: the other one is created when the first is known to be held', async () => {
    const it = await scenario({ version: '15.5', running: '14.10' });
    await createGroups(it.client, '15');
    await it.client.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName: pg15[1] }));
    const groups = terraform(it);
    groups.apply = async (_, addresses) => {
      groups.calls.push(`apply ${addresses.join(' ')}`);
      const group = { DBParameterGroupName: pg15[1], DBParameterGroupFamily: 'aurora-postgresql15', Description: 'x' };
      await it.client.send(new CreateDBParameterGroupCommand(group));
      return { kind: 'creates', addresses: [...addresses] };
    };
    await it.upgrade({ groups });
    expect(groups.calls).toEqual([
      `unheld ${groupAddresses[0]}`,
      `plan ${groupAddresses[1]}`,
      `apply ${groupAddresses[1]}`,
    ]);
    expect(await groupsInUse(it)).toEqual(pg15);
  });
});

describe('refused before anything is created', () => {
  const bumped = () => scenario({ version: '15.5', running: '14.10' });

  test('the groups are not confirmed', async () => {
    const it = await bumped();
    const groups = terraform(it);
    const error = await failure(it.upgrade({ groups, confirm: false }));
    expect(error).toMatchObject({ code: 'NOT_CONFIRMED', exitCode: 3 });
    expect(groups.calls).toEqual([`plan ${groupAddresses.join(' ')}`]);
    expect(aftermath(it.rds).deployments).toEqual([]);
  });

  test('there is no terraform: the exact command is named', async () => {
    const it = await bumped();
    const error = await failure(it.upgrade());
    expect(error).toMatchObject({ code: 'API_TARGET_PG', exitCode: 3 });
    expect(error?.remedy).toContain(
      `terraform -chdir=cdktf.out/stacks/aurora-bg apply -target=${groupAddresses[0]} -target=${groupAddresses[1]}`,
    );
    expect(aftermath(it.rds).deployments).toEqual([]);
  });

  test('--to another major version, for which the code declares nothing: upgradeTo is what to write', async () => {
    const it = await scenario({ version: '14.10', running: '14.10' });
    const error = await failure(it.upgrade({ request: { to: '15.5' } }));
    expect(error).toMatchObject({ code: 'API_TARGET_PG', exitCode: 3 });
    expect(error?.remedy).toContain("upgradeTo: '15.5'");
  });

  test.each([
    ['a parameter that the target family does not know', 'rds.pg_stat_ramdisk_size', /does not know/],
    ['one that nobody knows', 'no_such_parameter', /does not know/],
  ])('%s is named', async (_, parameter, message) => {
    const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
    it.code.groupParameters = { [groupAddresses[0]!]: { 'rds.logical_replication': '1', [parameter]: '1' } };
    const error = await failure(it.upgrade());
    expect(error).toMatchObject({ code: 'API_TARGET_PARAM', exitCode: 3 });
    expect(error?.message).toMatch(message);
    expect(error?.message).toContain(parameter);
    expect(error?.message).not.toContain('rds.logical_replication');
  });

  test('a group that does not hold what the code sets', async () => {
    const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
    await createGroups(it.client, '15');
    it.code.groupParameters = { [groupAddresses[0]!]: { 'rds.logical_replication': '1', log_min_messages: 'warning' } };
    const error = await failure(it.upgrade());
    expect(error).toMatchObject({ code: 'API_TARGET_VALUES', exitCode: 3 });
    expect(error?.message).toContain('does not have the values that the code sets for log_min_messages.');
    expect(error?.remedy).toContain(`apply -target=${groupAddresses[0]}`);
    expect(aftermath(it.rds).deployments).toEqual([]);
  });

  test('an apply method that RDS will never take is told, and is no reason to stop', async () => {
    const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
    await createGroups(it.client, '15');
    it.code.groupParameters = { [groupAddresses[0]!]: { 'rds.logical_replication': '1' } };
    it.code.applyMethods = { [groupAddresses[0]!]: { 'rds.logical_replication': 'immediate' } };
    await it.upgrade({ steps: stepsUntil('green') });
    expect(it.events.filter((event) => event.code === 'WARNING' && event.id === 'PLAN_CHANGES')).toMatchObject([
      {
        message: expect.stringMatching(
          /^Every plan shows a change to .*, RDS applies rds\.logical_replication with pending-reboot \(the code says immediate\)/,
        ),
        remedy: expect.stringMatching(/^Write applyMethod: 'pending-reboot' for rds\.logical_replication/),
      },
    ]);
  });

  test('a version that needs two hops: the way is shown, and the command for the first one', async () => {
    const it = await scenario({ version: '17.7', running: '14.19' });
    const error = await failure(it.upgrade());
    expect(error).toMatchObject({ code: 'API_TARGET_VER', exitCode: 3 });
    expect(error?.message).toMatch(/RDS offers this path: 14\.19 → \S+ → 17\.7\./);
    expect(error?.remedy).toContain('To take the first one:');
  });

  test('--to an older version than the code says, which RDS offers at once', async () => {
    const it = await scenario({ version: '15.10', running: '15.6' });
    const error = await failure(it.upgrade({ request: { to: '15.8' } }));
    expect(error).toMatchObject({ code: 'DOWNGRADE', exitCode: 3 });
  });
});

test('a group that was changed since green was built stops the switchover', async () => {
  const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
  await createGroups(it.client, '15');
  it.code.groupParameters = { [groupAddresses[0]!]: { 'rds.logical_replication': '1' } };
  await it.upgrade({ steps: stepsUntil('green') });
  await it.client.send(
    new ModifyDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: pg15[0],
      Parameters: [{ ParameterName: 'rds.logical_replication', ParameterValue: '0', ApplyMethod: 'pending-reboot' }],
    }),
  );
  const error = await failure(it.upgrade());
  expect(error).toMatchObject({ code: 'API_TARGET_VALUES', exitCode: 3 });
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['AVAILABLE'], switchovers: 0 });
});

test('a cleanup waits until what the switchover drops is back', async () => {
  const it = await scenario();
  await it.upgrade({ steps: steps.slice(0, steps.findIndex((step) => step.id === 'switchover') + 1) });
  it.pass(25 * 60);
  const before = JSON.stringify(aftermath(it.rds));
  const error = await refusedBy(it);
  expect(error).toMatchObject({ code: 'UPGRADE_UNFINISHED', exitCode: 3 });
  expect(error.remedy).toBe(`Finish it first: npm run upgrade -- ${clusterName}`);
  expect(JSON.stringify(aftermath(it.rds))).toBe(before);
  await it.upgrade();
  await clean(it);
  expect(aftermath(it.rds).clusters).toEqual([`${clusterName} 15.10 available`]);
});

test('an old cluster that still needs previousEngineVersion stops the next upgrade', async () => {
  const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
  await createGroups(it.client, '15');
  await it.upgrade();
  // Section 9 by hand, but for the old cluster.
  const { BlueGreenDeployments } = await it.client.send(new DescribeBlueGreenDeploymentsCommand({}));
  const { BlueGreenDeploymentIdentifier } = BlueGreenDeployments![0]!;
  await it.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  it.pass(30);
  it.code.versions = { ...it.code.versions, upgradeTo: '16.4' };
  const error = await failure(it.upgrade());
  expect(error).toMatchObject({ code: 'API_PREVIOUS_GROUPS', exitCode: 3 });
  expect(error?.message).toContain(`${clusterName}-old1 still uses parameter groups of 14.10`);
});

test('a code that says beforehand what it is to say afterwards is upgraded, and not written', async () => {
  const it = await scenario({ version: '15.5', previousEngineVersion: '14.10', running: '14.10' });
  await createGroups(it.client, '15');
  await it.upgrade({ check: () => Promise.reject(new Error('There is nothing to be tried.')) });
  expect(it.code.writes).toEqual([]);
  expect(aftermath(it.rds).clusters).toEqual([`${clusterName} 15.5 available`, `${clusterName}-old1 14.10 available`]);
});

test('a hop within the family keeps its groups, and the code goes on saying where it leads', async () => {
  const it = await scenario({ version: '17.7', running: '14.19' });
  const way = (await failure(it.upgrade()))!.message;
  const hop = /14\.19 → (\S+) →/.exec(way)![1]!;
  expect(hop).toMatch(/^14\./);
  await it.upgrade({ request: { to: hop } });
  expect(it.code.versions).toEqual({ engineVersion: '17.7' });
  expect(aftermath(it.rds).clusters).toContain(`${clusterName} ${hop} available`);
  expect(it.events).toContainEqual(
    expect.objectContaining({ step: 'prove-plan', because: expect.stringContaining('next hop') }),
  );
});
