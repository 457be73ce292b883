import { createHash } from 'node:crypto';
import { DeleteScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  AddTagsToResourceCommand,
  ModifyDBClusterCommand,
  RemoveRoleFromDBClusterCommand,
  RemoveTagsFromResourceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { readJournal } from '../../scripts/carry-over/journal';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import {
  addDependents,
  addScaling,
  declaredDependents,
  dependentsOf,
  role,
  scalingClient,
} from '../support/dependents';
import { around, Killed } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const warningsOf = (it: Scenario, id: string) =>
  it.events.flatMap((event) => (event.code === 'WARNING' && event.id === id ? [event.message] : []));
const willOf = (it: Scenario, step: string) =>
  it.events.flatMap((event) => (event.code === 'STEP_ACT' && event.step === step ? event.will : []));
const here = (it: Scenario) => it.rds.world.regions[region]!;
const deploymentOf = (it: Scenario) => Object.values(here(it).deployments)[0]!;
const arnOf = (name: string) => `arn:aws:rds:${region}:123456789012:cluster:${name}`;
const arnOfDeployment = (it: Scenario) =>
  `arn:aws:rds:${region}:123456789012:deployment:${deploymentOf(it).identifier}`;
const tagsOf = (it: Scenario) =>
  Object.fromEntries(deploymentOf(it).tags.map(({ Key = '', Value = '' }) => [Key, Value]));
const journalKeys = (it: Scenario) =>
  Object.keys(tagsOf(it)).filter((key) => /^aurora-upgrade:(journal|scaling)-/.test(key));

async function surrounded(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  return it;
}

/** By hand, of whichever cluster has the name. */
async function weaken(it: Scenario, name: string): Promise<void> {
  await it.client.send(
    new RemoveRoleFromDBClusterCommand({ DBClusterIdentifier: name, RoleArn: role, FeatureName: 's3Import' }),
  );
  await it.client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: name,
      DeletionProtection: false,
      EnableIAMDatabaseAuthentication: false,
      BackupRetentionPeriod: 1,
      PreferredMaintenanceWindow: 'tue:05:00-tue:05:30',
      CloudwatchLogsExportConfiguration: { DisableLogTypes: ['postgresql'] },
      ApplyImmediately: true,
    }),
  );
  await it.client.send(new RemoveTagsFromResourceCommand({ ResourceName: arnOf(name), TagKeys: ['team'] }));
  it.pass(5);
}

/** `kill -9` right after RDS took the switchover. */
async function killedAtSwitchover(it: Scenario): Promise<void> {
  const dying = it.upgrade({
    wrap: (port) =>
      around(port, {
        after(method) {
          if (method === 'switchover') throw new Killed();
        },
      }),
  });
  await expect(dying).rejects.toBeInstanceOf(Killed);
  it.pass(5);
  expect(deploymentOf(it).status).toBe('SWITCHOVER_COMPLETED');
}

async function switchedInTheConsole(it: Scenario): Promise<void> {
  await it.upgrade({ steps: stepsUntil('green') });
  await it.client.send(
    new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
  );
  it.pass(5);
}

/** Who has taken it away may have meant it. */
const withoutRole = (had: Awaited<ReturnType<typeof dependentsOf>>) => ({
  ...had,
  roles: [],
  settings: { ...had.settings, iam_roles: [] },
});

const stepsBefore = (id: string) => {
  const steps = stepsUntil('green');
  return steps.slice(
    0,
    steps.findIndex((step) => step.id === id),
  );
};

async function switchOver(it: Scenario): Promise<void> {
  it.pass(60);
  await it.client.send(
    new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
  );
  it.pass(5);
}

const forget = (it: Scenario, keys = journalKeys(it)) =>
  it.client.send(new RemoveTagsFromResourceCommand({ ResourceName: arnOfDeployment(it), TagKeys: keys }));

test('killed at the switchover, and old fenced by hand before the next run: production is as before', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  await killedAtSwitchover(it);
  await weaken(it, `${clusterName}-old1`);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(before);
  expect(willOf(it, 'restore-production').filter((line) => line.startsWith('set '))).toEqual([]);
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

test('what production itself has lost is restored, although old has lost it as well; but no role, which somebody has taken', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  await killedAtSwitchover(it);
  await weaken(it, `${clusterName}-old1`);
  await weaken(it, clusterName);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(withoutRole(before));
  expect(warningsOf(it, 'ROLE_MISSING')).toEqual([
    `${clusterName} does not have the IAM role ${role} (s3Import), which was recorded before the switchover. A switchover removes no roles, so somebody removed it.`,
  ]);
});

test('a role that production lacks and old has is restored', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  await killedAtSwitchover(it);
  await weaken(it, clusterName);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(before);
  expect(warningsOf(it, 'ROLE_MISSING')).toEqual([]);
});

test('what somebody has turned on or raised since the switchover stays', async () => {
  const it = await surrounded();
  const { settings } = await dependentsOf(it);
  await killedAtSwitchover(it);
  const stronger = { BackupRetentionPeriod: 30, EnableHttpEndpoint: true };
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier: clusterName, ApplyImmediately: true, ...stronger }),
  );
  it.pass(5);
  await it.upgrade();
  expect((await dependentsOf(it)).settings).toEqual({
    ...settings,
    backup_retention_period: 30,
    enable_http_endpoint: true,
  });
});

test('each attempt writes down what production has by then', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsUntil('green') });
  const written = () => {
    const reading = readJournal(tagsOf(it));
    return reading.kind === 'read' ? reading.journal.had?.settings.backup_retention_period : reading.kind;
  };
  expect(written()).toBe(9);
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier: clusterName, BackupRetentionPeriod: 21, ApplyImmediately: true }),
  );
  it.pass(5);
  await it.upgrade();
  expect(written()).toBe(21);
  expect(willOf(it, 'write-journal')).toEqual([]);
});

describe('while green is built', () => {
  test('nobody of ours runs, and somebody switches over in the console once it is: production is as before', async () => {
    const it = await surrounded();
    const before = await dependentsOf(it);
    await it.upgrade({ steps: stepsBefore('await-green') });
    await switchOver(it);
    await it.upgrade();
    // RDS takes a minute to use a role.
    it.pass(2);
    expect(await dependentsOf(it)).toEqual(before);
    expect(warningsOf(it, 'JOURNAL_MISSING')).toEqual([]);
    expect(warningsOf(it, 'JOURNAL_EARLY')).toEqual([
      expect.stringMatching(/^aurora-bg-aurora-cluster was restored to what was recorded when bgd-\w+ was created/),
    ]);
  });

  test('what is changed is written down once it is, before green is changed', async () => {
    const it = await surrounded();
    await it.upgrade({ steps: stepsBefore('await-green') });
    await it.client.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: clusterName,
        PreferredMaintenanceWindow: 'wed:05:00-wed:05:30',
        ApplyImmediately: true,
      }),
    );
    await it.upgrade({ steps: stepsBefore('carry-over') });
    expect(willOf(it, 'write-journal')).toEqual([
      expect.stringMatching(/^rewrite the journal in the tags of bgd-\w+ \(as \w{6}\): production differs from it$/),
    ]);
    const before = await dependentsOf(it);
    await switchOver(it);
    await it.upgrade();
    it.pass(2);
    expect(await dependentsOf(it)).toEqual(before);
  });
});

test.each([
  'DescribeScalableTargets',
  'DescribeScalingPolicies',
  'DescribeScheduledActions',
  'DescribeDBClusterEndpoints',
])('one empty answer of %s before the deployment is created takes nothing out of its journal', async (operation) => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  it.rds.addFault({ kind: 'call', operation, effect: 'empty-once' });
  await it.upgrade({ steps: stepsBefore('await-green') });
  await switchOver(it);
  await it.upgrade();
  it.pass(2);
  expect(await dependentsOf(it)).toEqual(before);
});

const windowOn = async (it: Scenario, day: string) => {
  const PreferredMaintenanceWindow = `${day}:05:00-${day}:05:30`;
  const change = { DBClusterIdentifier: clusterName, ApplyImmediately: true, PreferredMaintenanceWindow };
  await it.client.send(new ModifyDBClusterCommand(change));
  it.pass(2);
};

test('production that is changed three times, each after the journal was written, has it written three times', async () => {
  const it = await surrounded();
  await it.upgrade({ steps: stepsBefore('await-green') });
  it.pass(60);
  const days = ['mon', 'tue', 'wed'];
  const changed = async () => days.length > 0 && (await windowOn(it, days.shift()!));
  await changed();
  await it.upgrade({
    wrap: (port) =>
      around(port, {
        async before(method, args) {
          if (method === 'addTags' && JSON.stringify(args).includes('journal-1')) await changed();
        },
      }),
  });
  expect(willOf(it, 'write-journal')).toHaveLength(3);
  expect((await dependentsOf(it)).settings.preferred_maintenance_window).toBe('wed:05:00-wed:05:30');
});

describe('asleep right before the last look, while another run does all the rest', () => {
  /** Before the first read of its deployment by itself, or before the journal is written where there is none. */
  async function asleep(it: Scenario, meanwhile: () => Promise<unknown>, tag = 'journal-1'): Promise<void> {
    let slept = false;
    await it.upgrade({
      wrap: (port) =>
        around(port, {
          async before(method, args) {
            const isWriting = method === 'addTags' && JSON.stringify(args).includes(tag);
            if (slept || !(isWriting || method === 'deployment')) return;
            slept = true;
            await meanwhile();
          },
        }),
    });
    expect(slept).toBe(true);
  }

  test.each([
    ['rewritten', 'journal-1', stepsBefore('await-green')],
    ['announced', 'switchover-attempt', stepsUntil('green')],
  ])('a journal that is %s does not replace a newer one', async (_, tag, steps) => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps });
    it.pass(60);
    if (tag === 'journal-1') await windowOn(it, 'mon');
    const other = async () => {
      await addScaling(it);
      await killedAtSwitchover(it);
    };
    await asleep(it, other, tag);
    expect((await dependentsOf(it)).scaling.policies.map(({ name }) => name)).toEqual(['cpu']);
  });

  test('what somebody has taken away since the other restored it does not come back', async () => {
    const it = await surrounded();
    await killedAtSwitchover(it);
    await asleep(it, async () => {
      await it.upgrade();
      await scalingClient(it.rds).send(
        new DeleteScalingPolicyCommand({
          PolicyName: 'cpu',
          ServiceNamespace: 'rds',
          ResourceId: `cluster:${clusterName}`,
          ScalableDimension: 'rds:cluster:ReadReplicaCount',
        }),
      );
    });
    expect((await dependentsOf(it)).scaling.policies).toEqual([]);
  });
});

test('a deployment without a journal, which older versions created, gets one once green is built', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  await it.upgrade({ steps: stepsBefore('await-green') });
  await forget(it);
  await it.upgrade({ steps: stepsUntil('green') });
  expect(willOf(it, 'write-journal')).toEqual([`write the journal into the tags of ${deploymentOf(it).identifier}`]);
  await switchedInTheConsole(it);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(before);
});

describe('switched over in the console', () => {
  test('what was written down when green stood is restored', async () => {
    const it = await surrounded();
    const before = await dependentsOf(it);
    await switchedInTheConsole(it);
    await weaken(it, clusterName);
    await weaken(it, `${clusterName}-old1`);
    await it.upgrade();
    expect(await dependentsOf(it)).toEqual(withoutRole(before));
    expect(warningsOf(it, 'JOURNAL_MISSING')).toEqual([]);
  });

  test('a role that was revoked on blue and on green after that is named, and does not come back', async () => {
    const it = await surrounded();
    await it.upgrade({ steps: stepsUntil('green') });
    const green = Object.values(here(it).clusters).find(({ identifier }) => identifier.includes('-green-'))!.identifier;
    for (const DBClusterIdentifier of [clusterName, green]) {
      await it.client.send(
        new RemoveRoleFromDBClusterCommand({ DBClusterIdentifier, RoleArn: role, FeatureName: 's3Import' }),
      );
    }
    await it.client.send(
      new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
    );
    it.pass(5);
    await it.upgrade();
    expect((await dependentsOf(it)).roles).toEqual([]);
    expect(warningsOf(it, 'ROLE_MISSING')).toHaveLength(1);
  });

  test('with nothing written down, old is no measure; the code’s auto scaling is restored; it is told each time', async () => {
    const it = await surrounded();
    it.code.json = { resource: declaredDependents };
    it.rds.control('POST choices', { scalableTargetsAtSwitchover: 'moved' });
    await switchedInTheConsole(it);
    await forget(it);
    await weaken(it, clusterName);
    const weak = await dependentsOf(it);
    await it.upgrade();
    const { scaling, ...rest } = await dependentsOf(it);
    const { scaling: _, ...expected } = weak;
    expect(rest).toEqual(expected);
    expect(scaling.policies.map(({ name }) => name)).toEqual(['cpu']);
    const told = `What ${clusterName} had before the switchover is not recorded on ${deploymentOf(it).identifier}, so it is unknown whether it lost anything. Only the auto scaling in the code was restored.`;
    expect(warningsOf(it, 'JOURNAL_MISSING')).toEqual([told]);
    await it.upgrade();
    expect(warningsOf(it, 'JOURNAL_MISSING')).toEqual([told, told]);
  });

  test('auto scaling that went with old, and nobody has written down or declared, is left there', async () => {
    const it = await surrounded();
    it.rds.control('POST choices', { scalableTargetsAtSwitchover: 'moved' });
    await switchedInTheConsole(it);
    await forget(it);
    await it.upgrade();
    expect((await dependentsOf(it)).scaling.targets).toEqual([]);
    expect(willOf(it, 'restore-production')).toEqual([expect.stringMatching(/^tag .* as restored$/)]);
  });

  test.each([
    ['a part is missing', (it: Scenario) => forget(it, ['aurora-upgrade:journal-2'])],
    [
      'a part was changed',
      (it: Scenario) =>
        it.client.send(
          new AddTagsToResourceCommand({
            ResourceName: arnOfDeployment(it),
            Tags: [{ Key: 'aurora-upgrade:journal-2', Value: 'x' }],
          }),
        ),
    ],
  ])('%s of what was written down: nothing is guessed until somebody has removed the rest', async (_, damage) => {
    const it = await surrounded();
    await switchedInTheConsole(it);
    await damage(it);
    await weaken(it, clusterName);
    const weak = await dependentsOf(it);
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'JOURNAL_UNREADABLE' });
    expect(await dependentsOf(it)).toEqual(weak);
    await forget(it);
    await it.upgrade();
    expect(warningsOf(it, 'JOURNAL_MISSING')).toHaveLength(1);
  });
});

test('what is unreadable before the switchover is written again', async () => {
  const it = await surrounded();
  const before = await dependentsOf(it);
  await it.upgrade({ steps: stepsUntil('green') });
  await forget(it, ['aurora-upgrade:journal-1']);
  await it.upgrade();
  expect(await dependentsOf(it)).toEqual(before);
});

describe('room', () => {
  const random = (text: string) =>
    [1, 2, 3].map((n) => createHash('sha256').update(`${text} ${n}`).digest('hex')).join('');

  test('tags that have none are named beforehand, and when the journal is written', async () => {
    const it = await surrounded();
    const Tags = Array.from({ length: 30 }, (_, i) => ({ Key: `key-${i}`, Value: random(`${i}`) }));
    await it.client.send(new AddTagsToResourceCommand({ ResourceName: arnOf(clusterName), Tags }));
    for (const name of instanceNames) {
      const ResourceName = `arn:aws:rds:${region}:123456789012:db:${name}`;
      const own = Tags.map(({ Key, Value }) => ({ Key, Value: `${name}${Value}`.slice(0, 200) }));
      await it.client.send(
        new AddTagsToResourceCommand({
          ResourceName,
          Tags: own.map((tag, i) => ({ ...tag, Value: random(`${name} ${i}`) })),
        }),
      );
    }
    const before = await dependentsOf(it);
    await it.upgrade();
    expect(await dependentsOf(it)).toEqual(before);
    const told = expect.stringMatching(/^The tags of the instances of .* do not fit/);
    expect(warningsOf(it, 'JOURNAL_TAGS')).toEqual([told, told]);
    expect(deploymentOf(it).tags.length).toBeLessThanOrEqual(50);
  });

  test('what others have set on the deployment may leave none: refused before the switchover', async () => {
    const it = await surrounded();
    await it.upgrade({ steps: stepsUntil('green') });
    await forget(it);
    await it.client.send(
      new AddTagsToResourceCommand({
        ResourceName: arnOfDeployment(it),
        Tags: Array.from({ length: 40 }, (_, i) => ({ Key: `key-${i}`, Value: '' })),
      }),
    );
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'JOURNAL_SIZE',
      exitCode: 3,
      message: expect.stringMatching(/takes \d+ of the deployment's tags, and 0 are free/),
    });
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBeUndefined();
  });
});

describe('members that did not switch over', () => {
  const [, second] = instanceNames as [string, string];
  const instanceNamed = (it: Scenario, name: string) =>
    Object.values(here(it).instances).find(({ identifier }) => identifier === name)!;
  const rowOf = (it: Scenario, resourceId: string) =>
    deploymentOf(it).members.find(({ source }) => source === resourceId)!;

  test('an instance that green had lost: old’s, which bears the name, is named; the rest is restored', async () => {
    const it = await surrounded();
    await switchedInTheConsole(it);
    const lost = instanceNamed(it, second);
    const old = instanceNamed(it, `${second}-old1`);
    delete here(it).instances[lost.resourceId];
    old.identifier = second;
    rowOf(it, old.resourceId).status = 'MISSING_TARGET';
    await weaken(it, clusterName);
    const outcome = it.upgrade();
    await expect(outcome).rejects.toMatchObject({ code: 'PRODUCTION_DIFFERS', exitCode: 1 });
    await expect(outcome).rejects.toMatchObject({
      message: expect.stringContaining(
        `the instance ${second} belongs to ${clusterName}-old1, so whoever connects to it reads old data; the instance ${second} is missing (MISSING_TARGET)`,
      ),
      remedy: expect.stringMatching(
        new RegExp(
          `modify-db-instance --db-instance-identifier ${second} --new-db-instance-identifier ${second}-old1 .*create-db-instance --db-instance-identifier ${second} --db-cluster-identifier ${clusterName} .*--db-instance-class db.r6g.large`,
        ),
      ),
    });
    expect((await dependentsOf(it)).settings).toMatchObject({ deletion_protection: true, backup_retention_period: 9 });
    expect(tagsOf(it)['aurora-upgrade:restored']).toBeUndefined();
    // As the remedy says.
    here(it).instances[old.resourceId]!.identifier = `${second}-old1`;
    here(it).instances[lost.resourceId] = lost;
    await it.upgrade();
    expect(tagsOf(it)['aurora-upgrade:restored']).toBeDefined();
    expect(warningsOf(it, 'BGD_MEMBER')).toHaveLength(1);
  });

  test('an instance of green that kept its name is named with how to rename it', async () => {
    const it = await surrounded();
    await switchedInTheConsole(it);
    instanceNamed(it, second).identifier = `${second}-green-abc123`;
    const old = instanceNamed(it, `${second}-old1`);
    old.identifier = second;
    rowOf(it, old.resourceId).status = 'SWITCHOVER_FAILED';
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'PRODUCTION_DIFFERS',
      message: expect.stringContaining(`${second} is missing (SWITCHOVER_FAILED)`),
      remedy: expect.stringContaining(
        `--db-instance-identifier ${second}-green-abc123 --new-db-instance-identifier ${second} `,
      ),
    });
  });

  test('it is named too where no deployment tells it', async () => {
    const it = await surrounded();
    await switchedInTheConsole(it);
    instanceNamed(it, second).identifier = `${second}-green-abc123`;
    here(it).deployments = {};
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'PRODUCTION_DIFFERS',
      message: expect.stringContaining(
        `${second} is missing: ${second}-green-abc123 of ${clusterName} still has its green name`,
      ),
    });
  });

  test('statuses of old are told and stop nothing', async () => {
    const it = await surrounded();
    const before = await dependentsOf(it);
    await switchedInTheConsole(it);
    instanceNamed(it, `${second}-old1`).status = 'storage-full';
    await it.upgrade();
    expect(await dependentsOf(it)).toEqual(before);
    expect(warningsOf(it, 'OLD_STATE')).toEqual([`${second}-old1 in the old environment is storage-full.`]);
  });
});
