import { conclude } from '../../scripts/commands/conclude';
import { upTo } from '../../scripts/runbook/upgrade';
import { verifyGreen } from '../../scripts/runbook/upgrade/verify-green';
import { UpgradeError } from '../../scripts/runtime/errors';
import type { SwitchAt } from '../../scripts/view/request';
import { region } from '../support/created-cluster';
import { looked } from '../support/looked';
import { around, Killed } from '../support/ports';
import { type Remains, type Scenario, scenario } from '../support/scenario';

/**
 * Green as it stands at that moment. The embedded RDS begins at the wall's time and never goes back; 2037 has the weekdays of 2026.
 */
async function builtAt(moment: string): Promise<Remains> {
  const it = await scenario({ stretch: 3 });
  it.rds.clock.advanceTo(Date.parse(moment) - 4 * 60 * 60_000);
  await it.upgrade({ steps: upTo(verifyGreen) });
  return it.remains();
}

let built: Remains;
beforeAll(async () => {
  built = await builtAt('2037-01-15T12:00Z');
});

async function at(moment: string, windows?: string[], remains = built): Promise<Scenario> {
  const it = await scenario({ remains: { ...remains, now: Date.parse(moment) } });
  if (windows !== undefined) it.code.switchWindow = windows;
  it.rds.settle();
  return it;
}

const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
const now = (it: Scenario) => iso(it.clock.now());

const sent = (it: Scenario, name: string) => it.calls().filter(({ operation }) => operation === name).length;
const did = (it: Scenario) => ({
  snapshots: sent(it, 'CreateDBClusterSnapshot'),
  switchovers: sent(it, 'SwitchoverBlueGreenDeployment'),
});
const nothing = { snapshots: 0, switchovers: 0 };

async function ended(it: Scenario, options: Parameters<Scenario['upgrade']>[0] = {}): Promise<string> {
  try {
    const view = await it.upgrade(options);
    return view.memory.paused === undefined ? 'done' : `paused until ${iso(view.memory.paused.until)}`;
  } catch (error) {
    if (error instanceof UpgradeError) return error.code;
    if (error instanceof Killed) return 'killed';
    throw error;
  }
}

/** When production was switched over, as the embedded RDS tells. */
function switchedAt(it: Scenario): string | undefined {
  const events = it.rds.world.regions[region]!.events;
  const begun = events.find(({ message }) => /^Switchover .*started/i.test(message));
  return begun && iso(begun.at);
}

const sunday = ['Sun 02:00-04:00 Asia/Tokyo'];

describe('the hook verifyGreen of runs that come again and again', () => {
  const hooks = (command: string) => [
    { point: 'verifyGreen' as const, command, timeoutSeconds: 60, env: [], files: [] },
  ];
  const ran = (it: Scenario) => it.events.filter(({ code }) => code === 'HOOK').length;

  test('is run once before the window, anew where it is another one, and once more in the window', async () => {
    const it = await at('2037-01-15T12:00Z', sunday);
    const begun: number[] = [];
    for (const command of ['echo a', 'echo a', 'echo b', 'echo b']) {
      await it.upgrade({ request: { hooks: hooks(command) } });
      begun.push(ran(it));
    }
    expect(begun).toEqual([1, 1, 2, 2]);
    it.rds.clock.advanceTo(Date.parse('2037-01-17T17:10Z'));
    it.rds.settle();
    expect(await ended(it, { request: { hooks: hooks('echo b') } })).toBe('done');
    expect(ran(it)).toBe(3);
  });
});

describe('outside its window', () => {
  test('a run builds green, and ends with what it waits for; nothing is asked, made or switched', async () => {
    const it = await at('2037-01-15T12:00Z', sunday);
    const view = await it.upgrade({
      ask: async () => {
        throw new Error('It asks.');
      },
    });
    expect(did(it)).toEqual(nothing);
    expect(view.memory.paused).toEqual({
      because:
        'it is outside the window (Sun 02:00-04:00 Asia/Tokyo); it opens Sun 2037-01-18 02:00 Asia/Tokyo (2037-01-17 17:00Z)',
      until: Date.parse('2037-01-17T17:00Z'),
    });
    expect(conclude(view, undefined, 'underway')).toMatchObject({ name: 'paused', code: 2 });
  });

  test('the same command within it makes a fresh snapshot and switches over', async () => {
    const it = await at('2037-01-17T17:01Z', sunday);
    expect(await ended(it)).toBe('done');
    expect(did(it)).toEqual({ snapshots: 1, switchovers: 1 });
  });

  test('with --switch-now it switches over, and the question says that it is outside', async () => {
    const it = await at('2037-01-15T12:00Z', sunday);
    let asked = '';
    const ask = async ({ question }: { question: string }) => {
      asked = question;
      return true;
    };
    expect(await ended(it, { request: { switchNow: true }, ask })).toBe('done');
    expect(asked).toContain('It is now (--switch-now), whatever its window is (Sun 02:00-04:00 Asia/Tokyo).');
  });

  test('with --wait it stays, looks seldom, and switches over as it opens', async () => {
    const it = await at('2037-01-17T11:00Z', sunday);
    it.rds.world.calls = {};
    expect(await ended(it, { request: { wait: true } })).toBe('done');
    expect(switchedAt(it)! >= '2037-01-17T17:00' && switchedAt(it)! < '2037-01-17T18:00').toBe(true);
    const waits = it.events.filter((event) => event.code === 'STEP_WAIT' && event.step === 'await-window');
    expect(waits.length).toBeLessThan(15);
    expect(waits[0]).toMatchObject({
      progress: { what: 'window', opens: 'Sun 2037-01-18 02:00 Asia/Tokyo (2037-01-17 17:00Z)' },
    });
  });

  test('what is farther away than --wait stays for is not waited for', async () => {
    const it = await at('2037-01-15T12:00Z');
    const switchAt = timeOf('2037-02-15T12:00Z');
    expect(await ended(it, { request: { wait: true, switchAt } })).toBe('paused until 2037-02-15T12:00');
    expect(now(it)).toBe('2037-01-15T12:00');
  });
});

describe('too late in it', () => {
  test('for a whole switchover: the next one is named, and nothing begins', async () => {
    const it = await at('2037-01-17T18:54Z', sunday);
    expect(await ended(it)).toBe('paused until 2037-01-24T17:00');
    expect(did(it)).toEqual(nothing);
  });

  test('a timeout that fits makes the difference', async () => {
    const it = await at('2037-01-17T18:52Z', sunday);
    expect(await ended(it, { request: { switchoverTimeoutSeconds: 600 } })).toBe('paused until 2037-01-24T17:00');
    expect(await ended(await at('2037-01-17T18:45Z', sunday))).toBe('done');
  });

  test('because the snapshot took so long', async () => {
    const it = await at('2037-01-17T18:45Z', sunday);
    const end = await ended(it, {
      wrap: (port) =>
        around(port, {
          after(method) {
            if (method === 'createClusterSnapshot') it.pass(12);
          },
        }),
    });
    expect({ end, ...did(it) }).toEqual({ end: 'paused until 2037-01-24T17:00', snapshots: 1, switchovers: 0 });
  });

  test('because the question stood open: the yes counts for the window that was shown', async () => {
    const it = await at('2037-01-17T17:30Z', sunday);
    const ask = async () => {
      it.pass(90);
      return true;
    };
    expect({ end: await ended(it, { ask }), ...did(it) }).toMatchObject({
      end: 'paused until 2037-01-24T17:00',
      switchovers: 0,
    });
  });

  test('of a window that never closes there is no end, and one yes is enough however long it takes', async () => {
    const it = await at('2037-01-18T00:00Z', ['Mon-Sun 00:00-24:00 Europe/Berlin']);
    const asked: string[] = [];
    const ask = async ({ question }: { question: string }) => {
      asked.push(question);
      it.pass(3);
      return true;
    };
    await it.upgrade({ ask });
    expect(asked).toEqual([expect.stringContaining('which is open at all hours.')]);
    expect(did(it).switchovers).toBe(1);
  });

  test('because a gate holds: the run ends with the window, not with the limit of the gate', async () => {
    const it = await at('2037-01-17T18:40Z', sunday);
    expect(await ended(it, { dataNext: () => longTransaction })).toBe('paused until 2037-01-24T17:00');
    expect(now(it)! < '2037-01-17T18:55').toBe(true);
  });

  test('no window is ever long enough: refused, as is one of --switch-at', async () => {
    const request = { switchoverTimeoutSeconds: 3600 };
    expect(await ended(await at('2037-01-17T17:00Z', ['Sun 02:00-03:00 Asia/Tokyo']), { request })).toBe(
      'WINDOW_TOO_SHORT',
    );
    const switchAt = timeOf('2037-01-17T17:00Z');
    expect(await ended(await at('2037-01-17T17:00Z'), { request: { ...request, switchAt } })).toBe('WINDOW_TOO_SHORT');
  });
});

const timeOf = (text: string, minutes = 60): SwitchAt => ({
  text,
  opens: Date.parse(text),
  closes: Date.parse(text) + minutes * 60_000,
});

describe('--switch-at', () => {
  const switchAt = timeOf('2037-01-18T05:00+09:00');

  test.each([
    ['before it', '2037-01-17T12:00Z', 'paused until 2037-01-17T20:00'],
    ['in the window of the code, which it replaces', '2037-01-17T17:30Z', 'paused until 2037-01-17T20:00'],
    ['in it', '2037-01-17T20:10Z', 'done'],
    ['after it', '2037-01-17T21:00Z', 'WINDOW_OVER'],
  ])('%s', async (_, moment, expected) => {
    expect(await ended(await at(moment, sunday), { request: { switchAt } })).toBe(expected);
  });

  test('is read as it was typed', async () => {
    const { memory } = await (await at('2037-01-17T12:00Z')).upgrade({ request: { switchAt } });
    expect(memory.paused?.because).toBe(
      'it is outside the window (2037-01-18T05:00+09:00, for 60 minutes (--switch-at)); it opens Sun 2037-01-18 05:00 +09:00 (2037-01-17 20:00Z)',
    );
  });
});

describe('daylight saving', () => {
  test.each([
    [
      'spring: from the end of the skipped hour on',
      'Sun 02:00-04:00 America/New_York',
      '2037-03-07T12:00Z',
      '2037-03-08T07:00',
    ],
    [
      'spring: within the skipped hour, a week later',
      'Sun 02:15-02:45 America/New_York',
      '2037-03-07T12:00Z',
      '2037-03-15T06:15',
    ],
    ['autumn: from the first time on', 'Sun 01:00-03:00 America/New_York', '2037-10-31T12:00Z', '2037-11-01T05:00'],
    [
      'autumn: late in the first pass, the second one',
      'Sun 01:00-01:30 America/New_York',
      '2037-11-01T05:25Z',
      '2037-11-01T06:00',
    ],
  ])('%s', async (_, window, moment, opens) => {
    const it = await at(moment, [window], await builtAt(moment));
    expect(await ended(it)).toBe(`paused until ${opens}`);
    expect(await ended(it, { request: { wait: true } })).toBe('done');
    expect(switchedAt(it)! >= opens).toBe(true);
  });
});

describe('killed', () => {
  const killAt = (name: string, when: 'before' | 'after') => ({
    wrap: (port: Parameters<NonNullable<NonNullable<Parameters<Scenario['upgrade']>[0]>['wrap']>>[0]) => {
      let dead = false;
      return around(port, {
        before(method) {
          if (dead || (when === 'before' && method === name)) throw new Killed();
        },
        after(method) {
          if (method !== name || when !== 'after') return;
          dead = true;
          throw new Killed();
        },
      });
    },
  });

  test('while it stays for the window: the next run stays on', async () => {
    const it = await at('2037-01-17T12:00Z', sunday);
    let looks = 0;
    const end = await ended(it, {
      request: { wait: true },
      wrap: (port) =>
        around(port, {
          before(method) {
            if (method === 'deployments' && ++looks > 8) throw new Killed();
          },
        }),
    });
    expect(end).toBe('killed');
    expect(await ended(it, { request: { wait: true } })).toBe('done');
    expect(switchedAt(it)! >= '2037-01-17T17:00').toBe(true);
  });

  test('in it, with the snapshot made: an hour later, still in it, the switchover follows', async () => {
    const it = await at('2037-01-17T17:00Z', sunday);
    expect(await ended(it, killAt('createClusterSnapshot', 'after'))).toBe('killed');
    it.pass(60);
    expect(await ended(it)).toBe('done');
    expect(did(it)).toEqual({ snapshots: 1, switchovers: 1 });
  });

  test('in it, with the switchover accepted: after it, the rest is done', async () => {
    const it = await at('2037-01-17T17:00Z', sunday);
    expect(await ended(it, killAt('switchover', 'after'))).toBe('killed');
    it.pass(24 * 60);
    expect(await ended(it, { request: { switchAt: timeOf('2037-01-17T17:00Z') } })).toBe('done');
    expect(did(it)).toEqual({ snapshots: 1, switchovers: 1 });
  });

  test('in it, before the switchover was sent: after it, the next window is waited for', async () => {
    const it = await at('2037-01-17T17:00Z', sunday);
    expect(await ended(it, killAt('switchover', 'before'))).toBe('killed');
    it.pass(120);
    expect(await ended(it)).toBe('paused until 2037-01-24T17:00');
    expect(did(it).switchovers).toBe(0);
  });
});

/** The other one does all of it while the first is about to. */
test.each(['createClusterSnapshot', 'addTags', 'switchover'] as const)(
  'of two runs that stay for the window, one overtakes the other before its %s: one switchover',
  async (method) => {
    const it = await at('2037-01-17T15:00Z', sunday);
    let other: string | undefined;
    const end = await ended(it, {
      request: { wait: true },
      wrap: (port) =>
        around(port, {
          async before(called) {
            if (called !== method || other !== undefined) return;
            other = 'begun';
            other = await ended(it, { request: { wait: true } });
          },
        }),
    });
    const completed = it.rds.world.regions[region]!.events.filter(
      ({ message, sourceType }) => sourceType === 'blue-green-deployment' && /^Switchover .*completed/i.test(message),
    );
    expect({ ends: [end, other].includes('done'), completed: completed.length }).toEqual({ ends: true, completed: 1 });
    expect(switchedAt(it)! >= '2037-01-17T17:00').toBe(true);
  },
);

test('RDS does not show yet that it switches over, and the window closes: the run stays with it', async () => {
  const it = await at('2037-01-17T17:00Z', sunday);
  let stale: unknown;
  const end = await ended(it, {
    wrap: (port) =>
      new Proxy(port, {
        get(target, name: string) {
          const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
          if (name === 'switchover') {
            return async (...args: unknown[]) => {
              stale = await target.deployments();
              const answer = await method.apply(target, args);
              it.rds.clock.advanceTo(Date.parse('2037-01-17T19:00:30Z'));
              return answer;
            };
          }
          if (name !== 'deployments') return typeof method === 'function' ? method.bind(target) : method;
          return async (...args: unknown[]) => {
            const old = stale;
            if (it.clock.now() > Date.parse('2037-01-17T19:00:50Z')) stale = undefined;
            return old ?? method.apply(target, args);
          };
        },
      }),
  });
  expect({ end, ...did(it) }).toEqual({ end: 'done', snapshots: 1, switchovers: 1 });
});

/** Of another session, open for ten minutes. */
const longTransaction = looked('switchover', {
  PG_LONGTX: {
    rows: [
      {
        pid: 4711,
        role: 'app',
        database: 'app',
        state: 'idle in transaction',
        application: '',
        seconds: 600,
        hidden: 0,
      },
    ],
  },
});
