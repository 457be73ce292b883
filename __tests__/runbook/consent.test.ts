import { AddTagsToResourceCommand, SwitchoverBlueGreenDeploymentCommand } from '@aws-sdk/client-rds';
import { RdsFault } from '../../scripts/aws/faults';
import type { FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { UpgradeError } from '../../scripts/runtime/errors';
import { region } from '../support/created-cluster';
import { around, Killed } from '../support/ports';
import { type Remains, type Scenario, scenario } from '../support/scenario';

/** Whether RDS tells of a switchover by events, at once, ten minutes later, or not at all. */
const tellings = ['told', 'late', 'missing'] as const;
type Telling = (typeof tellings)[number];

let ready: Remains;
beforeAll(async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(gateSwitchover) });
  ready = it.remains();
});

/** Green stands; the switchover that begins next, whoever begins it, is cancelled. */
async function readyToSwitch(telling: Telling): Promise<Scenario> {
  const it = await scenario({ remains: ready });
  it.pass(15);
  it.rds.control('POST choices', {
    switchoverEvents: telling === 'missing' ? 'missing' : 'told',
    eventDelaySeconds: telling === 'late' ? 600 : 0,
  });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled' } as FaultRule);
  it.rds.world.calls = {};
  return it;
}

const deploymentOf = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments)[0]!;

const byConsole = (it: Scenario) =>
  it.client.send(
    new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
  );

function later(it: Scenario, seconds: number): void {
  it.rds.clock.advance(seconds * 1000);
  it.rds.settle();
}

/** How often our runs have sent one. */
const sent = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'SwitchoverBlueGreenDeployment').length;

/** Runs it with yes to everything. */
async function ended(it: Scenario, options: Parameters<Scenario['upgrade']>[0] = {}): Promise<string> {
  try {
    await it.upgrade(options);
    return 'done';
  } catch (error) {
    if (error instanceof UpgradeError) return error.code;
    throw error;
  }
}

const refused = { end: 'SWITCHOVER_CANCELLED', sent: 0 };

describe.each(tellings)(
  "somebody's switchover at the console is cancelled, its events %s: it is not followed",
  (telling) => {
    test('when it was at work as the run began', async () => {
      const it = await readyToSwitch(telling);
      await byConsole(it);
      later(it, 12);
      expect({ end: await ended(it), sent: sent(it) }).toEqual(refused);
    });

    test('nor with --retry-switchover, which is for what was cancelled before', async () => {
      const it = await readyToSwitch(telling);
      await byConsole(it);
      later(it, 12);
      expect({ end: await ended(it, { request: { retrySwitchover: true } }), sent: sent(it) }).toEqual(refused);
    });

    test('when it begins while the question stands', async () => {
      const it = await readyToSwitch(telling);
      let asked = 0;
      const ask = async () => {
        asked += 1;
        if (asked > 1) return true;
        later(it, 5);
        await byConsole(it);
        later(it, 11);
        return true;
      };
      expect({ end: await ended(it, { ask }), sent: sent(it) }).toEqual(refused);
    });

    test('when it begins after RDS has refused ours', async () => {
      const it = await readyToSwitch(telling);
      let state: 'before' | 'refused' | 'begun' = 'before';
      const end = await ended(it, {
        wrap: (port) =>
          around(port, {
            async before(method) {
              if (method === 'switchover' && state === 'before') {
                state = 'refused';
                throw notReady();
              }
              if (method !== 'deployments' || state !== 'refused') return;
              state = 'begun';
              later(it, 1);
              await byConsole(it);
            },
          }),
      });
      expect({ end, sent: sent(it) }).toEqual(refused);
    });
  },
);

/** Without events nothing at all tells of it: no tag, and the status is what it was. */
test('a switchover at the console that is over before ours is read again is not followed', async () => {
  const it = await readyToSwitch('told');
  let state: 'before' | 'announced' | 'over' = 'before';
  const end = await ended(it, {
    wrap: (port) =>
      around(port, {
        async before(method, args) {
          if (method === 'addTags' && announces(args)) state = 'announced';
          if (method !== 'deployment' || state !== 'announced') return;
          state = 'over';
          await byConsole(it);
          later(it, 50);
        },
      }),
  });
  expect({ end, sent: sent(it) }).toEqual(refused);
});

describe.each(tellings)("another run's switchover is cancelled, its events %s: it is not followed", (telling) => {
  /** All of it: announced, begun, taken down, and left to RDS. */
  async function anotherRun(it: Scenario): Promise<void> {
    let accepted = false;
    const hooks: Parameters<typeof around>[1] = {
      before(method) {
        if (accepted && method !== 'addTags') throw new Killed();
      },
      after(method) {
        if (method === 'switchover') accepted = true;
      },
    };
    await it.upgrade({ wrap: (port) => around(port, hooks) }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    later(it, 40);
  }

  test('when it is over between our look and our announcement', async () => {
    const it = await readyToSwitch(telling);
    let done = false;
    const end = await ended(it, {
      wrap: (port) =>
        around(port, {
          async before(method, args) {
            if (done || method !== 'addTags' || !announces(args)) return;
            done = true;
            await anotherRun(it);
          },
        }),
    });
    expect({ end, sent: sent(it) }).toEqual({ ...refused, sent: 1 });
  });

  test('when RDS refuses ours for it', async () => {
    const it = await readyToSwitch(telling);
    const { identifier } = deploymentOf(it);
    const arn = `arn:aws:rds:${region}:${it.rds.world.account}:deployment:${identifier}`;
    const tag = async (kind: string) => {
      const Value = new Date(it.rds.clock.now()).toISOString();
      const Tags = [{ Key: `aurora-upgrade:switchover-${kind}-1-another`, Value }];
      await it.client.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags }));
    };
    let state: 'before' | 'refused' | 'over' = 'before';
    const end = await ended(it, {
      wrap: (port) =>
        around(port, {
          async before(method) {
            if (method === 'switchover' && state === 'before') {
              state = 'refused';
              await tag('attempt');
              await byConsole(it);
              await tag('accepted');
            } else if (state === 'refused') {
              state = 'over';
              later(it, 40);
            }
          },
        }),
    });
    // Ours was sent, and refused.
    expect({ end, sent: sent(it) }).toEqual({ ...refused, sent: 1 });
  });
});

/** Only an answer of RDS tells that nothing was begun; Ctrl-C between the call and its answer tells nothing. */
test.each(tellings)(
  'a switchover that RDS took, whose answer an interrupt cut off, and that is cancelled, its events %s: it is not repeated',
  async (telling) => {
    const it = await readyToSwitch(telling);
    class Interrupted extends Error {}
    const run = it.upgrade({
      wrap: (port) =>
        around(port, {
          after(method) {
            if (method === 'switchover') throw new Interrupted();
          },
        }),
    });
    await expect(run).rejects.toThrow(Interrupted);
    later(it, 400);
    expect({ end: await ended(it), sent: sent(it) }).toEqual({ ...refused, sent: 1 });
  },
);

describe('a call that RDS has refused was not begun', () => {
  test('a role without the right: once it has it the same command goes on', async () => {
    const it = await scenario({ remains: ready });
    it.rds.addFault({ kind: 'call', operation: 'SwitchoverBlueGreenDeployment', effect: 'access-denied' });
    expect(await ended(it)).toBe('ACCESS_DENIED');
    it.pass(5);
    expect(await ended(it)).toBe('done');
  });

  test('production was busy for minutes at that very moment: the run waits and asks again', async () => {
    const it = await scenario({ remains: ready });
    let calls = 0;
    const end = await ended(it, {
      wrap: (port) =>
        around(port, {
          before(method) {
            if (method !== 'switchover') return;
            calls += 1;
            if (calls > 6) return;
            later(it, 15);
            throw notReady();
          },
        }),
    });
    expect({ end, calls }).toEqual({ end: 'done', calls: 7 });
  });
});

const announces = (args: unknown[]) => JSON.stringify(args).includes('switchover-attempt');

const notReady = () =>
  new RdsFault(
    'InvalidBlueGreenDeploymentStateFault',
    'SwitchoverBlueGreenDeployment',
    'DB instance orders-1 is not in available state.',
  );
