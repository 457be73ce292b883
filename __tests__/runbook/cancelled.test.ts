import { AddTagsToResourceCommand, SwitchoverBlueGreenDeploymentCommand } from '@aws-sdk/client-rds';
import type { FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { region } from '../support/created-cluster';
import { around, Killed } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const course = (effect: string): FaultRule => ({ kind: 'course', effect }) as FaultRule;
const switchovers = (it: Scenario) => it.rds.world.calls.SwitchoverBlueGreenDeployment ?? 0;

async function readyToSwitch(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(gateSwitchover) });
  return it;
}

describe.each([
  ['AVAILABLE', 'told'],
  ['AVAILABLE', 'missing'],
  ['SWITCHOVER_FAILED', 'told'],
  ['SWITCHOVER_FAILED', 'missing'],
])('a cancelled switchover that reads %s, its events %s', (cancelledSwitchover, switchoverEvents) => {
  test('is not repeated by --yes, not by another run and not three weeks later', async () => {
    const it = await readyToSwitch();
    it.rds.control('POST choices', { cancelledSwitchover, switchoverEvents });
    it.rds.addFault(course('switchover-cancelled'));
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED', exitCode: 1 });
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
    it.pass(21 * 24 * 60);
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
    expect(switchovers(it)).toBe(1);
    await it.upgrade({ request: { retrySwitchover: true } });
    expect(switchovers(it)).toBe(2);
    expect(aftermath(it.rds).clusters).toEqual(upgradedOnce.clusters);
  });
});

test('events that come ten minutes late do not make a second attempt of one consent', async () => {
  const it = await readyToSwitch();
  it.pass(15);
  it.rds.control('POST choices', { eventDelaySeconds: 600 });
  it.rds.addFault(course('switchover-cancelled'));
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
  expect(switchovers(it)).toBe(1);
});

test('an attempt that was announced and never sent is not taken for none', async () => {
  const it = await readyToSwitch();
  const before = (method: string) => {
    if (method === 'switchover') throw new Killed();
  };
  await expect(it.upgrade({ wrap: (port) => around(port, { before }) })).rejects.toBeInstanceOf(Killed);
  it.pass(5);
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'SWITCHOVER_CANCELLED',
    message: expect.stringMatching(/ was announced at 2026-\S+Z: .*whether it ever began is not known/),
  });
  expect(switchovers(it)).toBe(0);
  await it.upgrade({ request: { retrySwitchover: true } });
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

test('a switchover that somebody begins between the announcement and the call is not begun twice', async () => {
  const it = await readyToSwitch();
  it.rds.addFault(course('switchover-cancelled'));
  let announced = false;
  const before = async (method: string) => {
    if (method === 'addTags') announced = true;
    else if (announced && method === 'deployment' && switchovers(it) === 0) {
      const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
      const command = new SwitchoverBlueGreenDeploymentCommand({
        BlueGreenDeploymentIdentifier: deployment!.identifier,
      });
      await it.client.send(command);
    }
  };
  await expect(it.upgrade({ wrap: (port) => around(port, { before }) })).rejects.toMatchObject({
    code: 'SWITCHOVER_CANCELLED',
  });
  expect(switchovers(it)).toBe(1);
});

test('that RDS took it is written down after the answer, and a tag that is refused ends nothing', async () => {
  const it = await readyToSwitch();
  const tagged = () => JSON.stringify(Object.values(it.rds.world.regions[region]!.deployments)[0]!.tags);
  let sent = false;
  await it.upgrade({
    wrap: (port) =>
      around(port, {
        before(method) {
          if (!sent || method !== 'addTags') return;
          sent = false;
          it.rds.addFault({ kind: 'call', operation: 'AddTagsToResource', effect: 'access-denied' });
        },
        after(method) {
          if (method === 'switchover') sent = true;
        },
      }),
  });
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
  expect(tagged()).not.toContain('switchover-accepted-1');

  const other = await readyToSwitch();
  await other.upgrade();
  expect(JSON.stringify(Object.values(other.rds.world.regions[region]!.deployments)[0]!.tags)).toContain(
    'switchover-accepted-1',
  );
});

test('a lost answer to the switchover is one switchover, and a cancelled one is told as that', async () => {
  const it = await readyToSwitch();
  it.rds.addFault(course('switchover-cancelled'));
  const operation = 'SwitchoverBlueGreenDeployment';
  it.rds.addFault({ kind: 'call', operation, effect: 'connection-reset', when: 'after' });
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
  expect(switchovers(it)).toBe(1);

  const other = await readyToSwitch();
  other.rds.addFault({ kind: 'call', operation, effect: 'internal-failure', when: 'before' });
  await expect(other.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
  expect(switchovers(other)).toBe(1);
});

describe('this run announces a switchover, does not begin it', () => {
  const arnOf = (it: Scenario) => {
    const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
    return {
      id: deployment!.identifier,
      arn: `arn:aws:rds:${region}:${it.rds.world.account}:deployment:${deployment!.identifier}`,
    };
  };

  /** As another run does it, whose attempt is then cancelled within seconds, with no event that tells of it. */
  async function rival(it: Scenario): Promise<void> {
    const { id, arn } = arnOf(it);
    it.rds.clock.advance(1_000);
    const at = new Date(it.rds.clock.now()).toISOString();
    await it.client.send(
      new AddTagsToResourceCommand({
        ResourceName: arn,
        Tags: [{ Key: 'aurora-upgrade:switchover-attempt-1', Value: at }],
      }),
    );
    await it.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
    it.pass(0.5);
  }

  /** What keeps it from the call, done right before the last call of its own that it makes. */
  const notBegun: [why: string, last: string, strike: (it: Scenario) => void][] = [
    [
      'as the announcement does not arrive',
      'addTags',
      ({ rds }) => rds.addFault({ kind: 'call', operation: 'AddTagsToResource', effect: 'connection-reset' }),
    ],
    [
      'as the deployment is not listed right after it',
      'deployment',
      ({ rds }) => rds.addFault({ kind: 'call', operation: 'DescribeBlueGreenDeployments', effect: 'not-found-yet' }),
    ],
    [
      'as its gates were seen too long ago',
      'deployment',
      () => {
        const { now } = Date;
        jest.spyOn(Date, 'now').mockImplementation(() => now() + 61_000);
      },
    ],
  ];

  afterEach(() => void jest.restoreAllMocks());

  /** Strikes once, and lets something else happen before the call that comes then. */
  function struck(it: Scenario, last: string, strike: (it: Scenario) => void, then?: () => Promise<void>) {
    let calls = 0;
    const before = async (method: string) => {
      if (calls > 0) calls += 1;
      else if (method === last) {
        calls = 1;
        strike(it);
      }
      if (calls === 2) await then?.();
    };
    return it.upgrade({ wrap: (port) => around(port, { before }) });
  }

  test.each(notBegun)('%s: it does so later by itself', async (_why, last, strike) => {
    const it = await readyToSwitch();
    await struck(it, last, strike);
    expect(switchovers(it)).toBe(1);
    expect(aftermath(it.rds)).toEqual(upgradedOnce);
  });

  test.each(notBegun)("%s: another run's attempt, cancelled meanwhile, is not repeated", async (_why, last, strike) => {
    const it = await readyToSwitch();
    it.rds.control('POST choices', { switchoverEvents: 'missing' });
    it.rds.addFault(course('switchover-cancelled'));
    await expect(struck(it, last, strike, () => rival(it))).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
    expect(switchovers(it)).toBe(1);
  });
});
