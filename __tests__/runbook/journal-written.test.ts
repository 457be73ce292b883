import { DeleteScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import { ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { readJournal } from '../../scripts/carry-over/journal';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { clusterName } from '../support/created-cluster';
import { addScaling, dependentsOf, scalingClient } from '../support/dependents';
import {
  deploymentOf,
  forget,
  killedAtSwitchover,
  stepsBefore,
  surrounded,
  switchedInTheConsole,
  switchOver,
  tagsOf,
  warningsOf,
  willOf,
} from '../support/journalled';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

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
