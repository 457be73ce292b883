import { progressText } from '../../scripts/report/progress';
import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil, upTo } from '../../scripts/runbook/upgrade';
import { createDeployment } from '../../scripts/runbook/upgrade/create-deployment';
import { aftermath, untouched } from '../support/aftermath';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

async function building(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(createDeployment) });
  it.pass(15);
  return it;
}

const green = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusters).find(({ identifier }) => identifier.includes('-green-'))!;

const hours = (from: number, it: Scenario) => (it.clock.now() - from) / 3_600_000;

describe('what does not come round by itself stops the run at once, by its name', () => {
  test.each(['incompatible-parameters', 'failed', 'storage-full', 'inaccessible-encryption-credentials'])(
    'production that is %s while green is built',
    async (status) => {
      const it = await building();
      it.rds.control('POST status', { instance: instanceNames[0], status });
      const begun = it.clock.now();
      await expect(it.upgrade()).rejects.toMatchObject({
        code: 'STATUS_NEEDS_SOMEBODY',
        message: expect.stringContaining(`${instanceNames[0]} is ${status}`),
        remedy: expect.stringContaining('npm run'),
      });
      expect(hours(begun, it)).toBeLessThan(1);
    },
  );

  test('green, while it is built', async () => {
    const it = await building();
    it.rds.control('POST status', { cluster: green(it).identifier, status: 'incompatible-network' });
    const begun = it.clock.now();
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'STATUS_NEEDS_SOMEBODY',
      message: expect.stringContaining('incompatible-network'),
    });
    expect(hours(begun, it)).toBeLessThan(1);
  });

  test('production, before its snapshot and at the gate', async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: stepsUntil('green') });
    it.rds.control('POST status', { cluster: clusterName, status: 'storage-full' });
    const begun = it.clock.now();
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'STATUS_NEEDS_SOMEBODY' });
    expect(hours(begun, it)).toBeLessThan(1);
    it.rds.control('POST status', { cluster: clusterName, status: 'available' });
    await it.upgrade();
    expect(aftermath(it.rds).deployments).toEqual(['SWITCHOVER_COMPLETED']);
  });

  test('what RDS calls recoverable is waited for, within a limit', async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: stepsUntil('green') });
    const status = 'inaccessible-encryption-credentials-recoverable';
    it.rds.control('POST status', { instance: instanceNames[0], status });
    const begun = it.clock.now();
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'WAIT_LIMIT' });
    expect(hours(begun, it)).toBeLessThan(3);
  });
});

test('while green is held up, what RDS says of it is shown once, and after the usual time what to look at', async () => {
  const it = await scenario({ stretch: 3 });
  it.rds.addFault({ kind: 'course', effect: 'provisioning-stalls', minutes: 120 } as never);
  await it.upgrade({ steps: stepsUntil('green') });
  const told = it.events.filter((event) => event.code === 'RDS_EVENT').map((event) => event.message);
  expect(told.filter((message) => /idle or long-running transactions/.test(message)).length).toBeGreaterThan(0);
  const keys = it.events.filter((event) => event.code === 'RDS_EVENT').map((event) => JSON.stringify(event));
  expect(new Set(keys).size).toBe(keys.length);
  const hints = it.events.filter((event) => event.code === 'NOTE').map((event) => event.message);
  expect(hints.filter((line) => /security group or a subnet group/.test(line))).toHaveLength(1);
});

test('progress is data; people read it as a sentence', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  const waits = it.events.filter((event) => event.code === 'STEP_WAIT');
  expect(waits[0]?.progress).toMatchObject({ what: 'built', completed: 0, total: 3 });
  expect(progressText(waits[0]!.progress)).toBe('green to be built: 0 of 3 tasks');
});

describe('aborting', () => {
  test('a green that is still being created takes few calls, and ends', async () => {
    const it = await building();
    it.rds.control('POST choices', { deletionWhileProvisioning: 'refused' });
    const before = it.calls().length;
    await it.upgrade({ steps: abortSteps });
    const { snapshots: _, ...left } = aftermath(it.rds);
    expect(left).toEqual(untouched);
    // Three quarters of an hour of refusals.
    expect(it.calls().length - before).toBeLessThan(700);
  });

  test('a green that somebody renamed is not deleted, and the run ends at once', async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: stepsUntil('green') });
    const { ModifyDBClusterCommand } = await import('@aws-sdk/client-rds');
    const DBClusterIdentifier = green(it).identifier;
    await it.client.send(
      new ModifyDBClusterCommand({ DBClusterIdentifier, NewDBClusterIdentifier: 'kept', ApplyImmediately: true }),
    );
    it.pass(10);
    const before = it.calls().length;
    await expect(it.upgrade({ steps: abortSteps })).rejects.toMatchObject({
      code: 'GREEN_RENAMED',
      message: expect.stringContaining('kept'),
    });
    expect(it.calls().length - before).toBeLessThan(20);
    expect(aftermath(it.rds).clusters.some((each) => each.startsWith('kept '))).toBe(true);
  });
});

test('a clock of this machine that is put forward for a moment makes no run sleep so long', async () => {
  const slept: number[] = [];
  for (let at = 0; at < 60; at += 3) {
    const it = await building();
    const clock = it.clock as { now(): number; sleep: Scenario['clock']['sleep'] };
    const { now, sleep } = clock;
    let reads = 0;
    clock.now = () => now() + (reads++ === at ? 30 * 3_600_000 : 0);
    clock.sleep = (milliseconds, signal) => {
      slept.push(milliseconds);
      return sleep(milliseconds, signal);
    };
    await it.upgrade({ steps: stepsUntil('green') });
  }
  expect(Math.max(...slept)).toBeLessThan(3_600_000);
});
