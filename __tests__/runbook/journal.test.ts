import { createHash } from 'node:crypto';
import {
  AddTagsToResourceCommand,
  ModifyDBClusterCommand,
  RemoveRoleFromDBClusterCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import { declaredDependents, dependentsOf, role } from '../support/dependents';
import {
  arnOf,
  arnOfDeployment,
  deploymentOf,
  forget,
  here,
  killedAtSwitchover,
  surrounded,
  switchedInTheConsole,
  tagsOf,
  warningsOf,
  weaken,
  willOf,
  withoutRole,
} from '../support/journalled';
import type { Scenario } from '../support/scenario';

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
