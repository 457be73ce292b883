import { abortSteps } from '../../scripts/runbook/abort';
import { steps, stepsUntil } from '../../scripts/runbook/upgrade';
import { UpgradeError } from '../../scripts/runtime/errors';
import { aftermath, untouched, upgradedOnce } from '../support/aftermath';
import { addDependents } from '../support/dependents';
import { around } from '../support/ports';
import { type Remains, type Scenario, scenario } from '../support/scenario';

/**
 * An upgrade from green that has just been built; before its call of that number something else happens, as a whole: a look
 * takes several calls, and what it sees need not belong together.
 */
async function overtaken(it: Scenario, call: number, other: () => Promise<unknown>) {
  let calls = 0;
  const ended = await it
    .upgrade({
      wrap: (port) =>
        around(port, {
          async before() {
            calls += 1;
            if (calls === call) await other();
          },
        }),
    })
    .then(() => 'done')
    .catch((error: unknown) => {
      if (error instanceof UpgradeError) return error.code;
      throw error;
    });
  return { happened: calls >= call, ended, left: aftermath(it.rds) };
}

describe('between calls of an upgrade, at every few of them', () => {
  let built: Remains;

  beforeAll(async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({
      steps: steps.slice(
        0,
        steps.findIndex((step) => step.id === 'reboot-green'),
      ),
    });
    built = it.remains();
  });

  /** For every n-th call of a run, until a run has no more. */
  async function atEveryCall(n: number, check: (it: Scenario, call: number) => Promise<boolean>) {
    let call = 1;
    while (await check(await scenario({ remains: built, stretch: 3 }), call)) call += n;
    expect(call).toBeGreaterThan(40);
  }

  test('another run does all the rest: both end well', async () => {
    await atEveryCall(2, async (it, call) => {
      // Between this one's announcement and its call the other sees an attempt that RDS tells nothing of, and leaves it alone.
      const other = () =>
        it.upgrade({ steps: stepsUntil('switched') }).catch((error: unknown) => {
          if (!(error instanceof UpgradeError && error.code === 'SWITCHOVER_CANCELLED')) throw error;
        });
      const { happened, ...end } = await overtaken(it, call, other);
      expect({ call, ...end }).toEqual({ call, ended: 'done', left: upgradedOnce });
      return happened;
    });
  });

  test('another run begins the switchover: both end well', async () => {
    class Begun extends Error {}
    await atEveryCall(4, async (it, call) => {
      const begin = async () => {
        const after = (method: string) => {
          if (method === 'switchover') throw new Begun();
        };
        const other = it.upgrade({ wrap: (port) => around(port, { after }) });
        await other.catch((error: unknown) => {
          const leftAlone = error instanceof UpgradeError && error.code === 'SWITCHOVER_CANCELLED';
          if (!(error instanceof Begun || leftAlone)) throw error;
        });
        it.rds.clock.advance(12_000);
      };
      const { happened, ...end } = await overtaken(it, call, begin);
      expect({ call, ...end }).toEqual({ call, ended: 'done', left: upgradedOnce });
      return happened;
    });
  });

  test('somebody gives it up: one of the two', async () => {
    await atEveryCall(4, async (it, call) => {
      const abort = () =>
        it.upgrade({ steps: abortSteps }).catch((error: unknown) => {
          if (!(error instanceof UpgradeError && error.code === 'TOO_LATE')) throw error;
        });
      const { happened, ended, left } = await overtaken(it, call, abort);
      if (ended === 'done') expect({ call, left }).toEqual({ call, left: upgradedOnce });
      else expect({ call, ended, left }).toMatchObject({ call, ended: 'DEPLOYMENT_GONE', left: untouched });
      return happened;
    });
  });
});

describe('a member keeps the name that it had in green', () => {
  /** Asleep before the second of its calls of that kind, and awake when another run has switched over. */
  async function asleep(id: string, method: string) {
    const it = await scenario({ stretch: 3 });
    await addDependents(it);
    const upTo = steps.slice(
      0,
      steps.findIndex((step) => step.id === id),
    );
    await it.upgrade({ steps: upTo });
    it.rds.addFault({ kind: 'course', effect: 'member-fails' });
    let sent = 0;
    let late = 0;
    let isOver = false;
    const run = it.upgrade({
      wrap: (port) =>
        around(port, {
          async before(name) {
            if (!changesGreen.has(name) && name !== 'deployment') return;
            // What the other has done is over by then.
            if (sent === 1 && !isOver) {
              isOver = true;
              await it.upgrade().catch((error: unknown) => expect(error).toMatchObject({ code: 'PRODUCTION_DIFFERS' }));
            }
            if (name === method) sent += 1;
            if (isOver && changesGreen.has(name)) late += 1;
          },
        }),
    });
    await expect(run).rejects.toMatchObject({ code: 'PRODUCTION_DIFFERS' });
    return { sent, late };
  }
  const changesGreen = new Set(['rebootInstance', 'modifyInstance', 'addRole', 'modifyCluster']);

  test.each([
    ['restarts', 'reboot-green', 'rebootInstance'],
    ['settings', 'carry-over', 'addRole'],
  ])('a run that slept between two %s of green sends none to production', async (_, id, method) => {
    expect(await asleep(id, method)).toEqual({ sent: 1, late: 0 });
  });
});
