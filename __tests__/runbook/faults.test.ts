import type { RdsPort } from '../../scripts/aws/rds/rds-port';
import type { CallFault, FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, untouched, upgradedOnce } from '../support/aftermath';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const course = (effect: string, more = {}): FaultRule => ({ kind: 'course', effect, ...more }) as FaultRule;

/** Production as it was, whatever became of the deployment. */
function expectProductionUntouched(it: Scenario): void {
  const { clusters, instances } = aftermath(it.rds);
  expect(clusters).toContain('aurora-bg-aurora-cluster 15.6 available');
  expect(instances).toEqual(expect.arrayContaining(untouched.instances));
  expect(clusters.some((cluster) => cluster.includes('-old'))).toBe(false);
}

test('INVALID_CONFIGURATION: told with its reason, aborted, and upgraded at the second try', async () => {
  const it = await scenario();
  it.rds.addFault(course('provisioning-fails', { reason: 'incompatible parameter(s): max_replication_slots.' }));
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'GREEN_FAILED',
    exitCode: 1,
    message: expect.stringMatching(/INVALID_CONFIGURATION\): .*max_replication_slots/),
    remedy: expect.stringContaining('npm run abort -- aurora-bg-aurora-cluster'),
  });
  expectProductionUntouched(it);
  await it.upgrade({ steps: abortSteps });
  expect(aftermath(it.rds)).toMatchObject(untouched);
  await it.upgrade();
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

test('an upgrade of green that failed is seen although the deployment reads AVAILABLE', async () => {
  const it = await scenario();
  it.rds.addFault(course('upgrade-fails'));
  await expect(it.upgrade()).rejects.toMatchObject({
    code: 'GREEN_WRONG',
    message: expect.stringMatching(/runs 15\.6/),
  });
  expectProductionUntouched(it);
});

test('AVAILABLE before its members are is waited for, and switched over once', async () => {
  const it = await scenario();
  it.rds.addFault(course('available-before-members'));
  await it.upgrade();
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

describe.each(['switchover-cancelled', 'switchover-times-out'])('%s', (effect) => {
  async function cancelled(): Promise<Scenario> {
    const it = await scenario();
    it.rds.addFault(course(effect, { reason: 'replication lag is too high' }));
    await expect(it.upgrade({ request: { switchoverTimeoutSeconds: 30 } })).rejects.toMatchObject({
      code: 'SWITCHOVER_CANCELLED',
      exitCode: 1,
      message: expect.stringMatching(/was cancelled by RDS: .+ Production still runs the old version/),
      remedy: expect.stringContaining('--retry-switchover'),
    });
    expectProductionUntouched(it);
    return it;
  }

  test('is not repeated by itself, however often the command is run', async () => {
    const it = await cancelled();
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
    it.pass(24 * 60);
    await expect(it.upgrade()).rejects.toMatchObject({ code: 'SWITCHOVER_CANCELLED' });
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(1);
  });

  test('--retry-switchover repeats it once', async () => {
    const it = await cancelled();
    await it.upgrade({ request: { retrySwitchover: true } });
    expect(aftermath(it.rds)).toMatchObject({ clusters: upgradedOnce.clusters, deployments: ['SWITCHOVER_COMPLETED'] });
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(2);
  });

  test('cancelled again, --retry-switchover stops as well', async () => {
    const it = await cancelled();
    it.rds.addFault(course(effect));
    await expect(
      it.upgrade({ request: { retrySwitchover: true, switchoverTimeoutSeconds: 30 } }),
    ).rejects.toMatchObject({
      code: 'SWITCHOVER_CANCELLED',
    });
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(2);
    expectProductionUntouched(it);
  });

  test('can be aborted', async () => {
    const it = await cancelled();
    await it.upgrade({ steps: abortSteps });
    const { clusters, deployments } = aftermath(it.rds);
    expect({ clusters, deployments }).toEqual({ clusters: untouched.clusters, deployments: [] });
  });
});

test('degraded replication stops the run at the gate', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  it.rds.addFault(course('replication-degraded'));
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'REPLICATION_DEGRADED', exitCode: 3 });
  expectProductionUntouched(it);
  expect(aftermath(it.rds).switchovers).toBe(0);
});

const everyCall = ['throttling', 'internal-failure', 'bad-gateway', 'connection-reset'] as const;

test.each(everyCall)(
  '%s, three calls in every eleven and the restart of green, before and after the commit',
  async (effect) => {
    const it = await scenario();
    let count = 0;
    let restarts = 0;
    await it.upgrade({
      wrap: (port) =>
        around(port, {
          before(method) {
            count += 1;
            if (method === 'rebootInstance') restarts += 1;
            const isFirst = method === 'rebootInstance' && restarts === 1;
            if (count % 11 < 3 || isFirst)
              it.rds.addFault({
                kind: 'call',
                operation: '*',
                effect,
                when: isFirst || count % 2 === 0 ? 'after' : 'before',
              });
          },
        }),
    });
    expect(aftermath(it.rds)).toEqual(upgradedOnce);
    // What was throttled was not done: it is sent again in silence. Of a change that may have been done the run says so.
    const warned = it.events.some((event) => event.code === 'WARNING' && event.id === 'RDS_UNREACHABLE');
    expect(warned).toBe(effect !== 'throttling');
  },
);

describe('of several calls, one fails', () => {
  /** How many restarts of green RDS was asked for, and what the run took in minutes. */
  async function restarted(fault?: CallFault, eventDelaySeconds = 0) {
    const it = await scenario();
    it.rds.control('POST choices', { eventDelaySeconds });
    if (fault !== undefined) it.rds.addFault(fault);
    const begun = it.clock.now();
    await it.upgrade({ steps: stepsUntil('green') });
    return { asked: it.rds.world.calls.RebootDBInstance, took: (it.clock.now() - begun) / 60_000 };
  }
  const reboot = { kind: 'call', operation: 'RebootDBInstance' } as const;

  test.each([1, 2])(
    '%i lost answers: what was not sent is not waited for, and nothing is sent twice',
    async (times) => {
      const usual = await restarted();
      const { asked, took } = await restarted({ ...reboot, effect: 'connection-reset', when: 'after', times });
      expect(asked).toBe(2);
      expect(took - usual.took).toBeLessThan(10);
    },
  );

  test('the second is refused: what was accepted before it is not sent again', async () => {
    // Both, the refused one, and that one again.
    expect(await restarted({ ...reboot, effect: 'refusal', code: 'KMSKeyNotAccessibleFault', call: 2 })).toMatchObject({
      asked: 3,
    });
  });
});

test('RDS that stays unreachable ends the run after 15 minutes, and it can be continued', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  it.rds.addFault({ kind: 'call', operation: '*', effect: 'service-unavailable', times: 0 });
  const error = await it.upgrade().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'RDS_UNREACHABLE',
    exitCode: 1,
    remedy: expect.stringMatching(/run the same command again/),
  });
  it.rds.control('DELETE faults');
  await it.upgrade();
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});

test.each(['expired-token', 'access-denied', 'invalid-client-token'] as const)(
  '%s half way stops with a remedy; the next run goes on',
  async (effect) => {
    const it = await scenario();
    let count = 0;
    const error = await it
      .upgrade({
        wrap: (port) =>
          around(port, {
            before() {
              count += 1;
              if (count === 40) it.rds.addFault({ kind: 'call', operation: '*', effect });
            },
          }),
      })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: {
        'expired-token': 'CREDENTIALS_EXPIRED',
        'access-denied': 'ACCESS_DENIED',
        'invalid-client-token': 'CREDENTIALS_INVALID',
      }[effect],
    });
    expectProductionUntouched(it);
    await it.upgrade();
    expect(aftermath(it.rds)).toEqual(upgradedOnce);
  },
);

test('a deployment that somebody gives up meanwhile is not made again', async () => {
  const it = await scenario();
  let abort: Promise<unknown> | undefined;
  let count = 0;
  const error = await it
    .upgrade({
      wrap: (port) =>
        around(port, {
          async before() {
            count += 1;
            if (count === 45) abort = it.upgrade({ steps: abortSteps });
            await abort;
          },
        }),
    })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'DEPLOYMENT_GONE', exitCode: 1 });
  const { clusters, deployments } = aftermath(it.rds);
  expect({ clusters, deployments }).toEqual({ clusters: untouched.clusters, deployments: [] });
});

test('two runs at once do no harm and both end well', async () => {
  for (const shift of [0, 1, 2, 5]) {
    const it = await scenario();
    // The second run is let in between the first one's calls, at another place each time.
    let turn = 0;
    const yieldAfter = (port: RdsPort) =>
      around(port, {
        async before() {
          for (let i = 0; i < (turn + shift) % 4; i += 1) await new Promise(setImmediate);
          turn += 1;
        },
      });
    await Promise.all([it.upgrade({ wrap: yieldAfter }), it.upgrade({ wrap: yieldAfter })]);
    expect(aftermath(it.rds)).toEqual(upgradedOnce);
  }
});
