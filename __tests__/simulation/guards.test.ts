import type { Step } from '../../scripts/runbook/step';
import { refusal } from '../../scripts/runtime/errors';
import type { BeginningName } from '../../scripts/simulation/beginnings';
import { type Command, stepsOf } from '../../scripts/simulation/command';
import type { DirectCall } from '../../scripts/simulation/direct/direct-client';
import { directConnection } from '../../scripts/simulation/direct/direct-connection';
import { invariants } from '../../scripts/simulation/invariants';
import { play } from '../../scripts/simulation/play';
import { type Outside, startProcess, type Together } from '../../scripts/simulation/process';
import type { Happening } from '../../scripts/simulation/schedule';
import { here, pass, type Site } from '../../scripts/simulation/site';

/** A run from which something is taken, or in which something is done otherwise. */
type Guardless = (site: Site, command: Command) => Together;

/** Where the run makes one call, this does another; `again` performs it once more. */
const otherCall =
  (operation: string, change: (call: DirectCall, site: Site, again: () => unknown) => void): Guardless =>
  (site) => ({
    sourcesOf: (options) =>
      directConnection({
        ...options,
        async around(call, perform) {
          const around = () => options.around?.(call, perform) ?? Promise.resolve(perform());
          if (call.operation !== operation) return around();
          let more = false;
          change(call, site, () => {
            more = true;
          });
          const answered = await around();
          if (!more) return answered;
          pass(site, 10);
          return around();
        },
      }),
  });

const otherStep =
  (id: string, change: Partial<Step> | undefined): Guardless =>
  (_site, command) => ({
    steps: stepsOf(command).flatMap((step) =>
      step.id !== id ? [step] : change === undefined ? [] : [{ ...step, ...change }],
    ),
  });

const become = (operation: string, input: Record<string, unknown>) => (call: DirectCall) =>
  void Object.assign(call, { operation, input: { ...input, ApplyImmediately: true } });

const twoDeployments: Guardless = (site) => ({
  sourcesOf: (options) =>
    directConnection({
      ...options,
      async around(call, perform) {
        const { deployments } = here(site);
        const [first] = Object.values(deployments);
        if (first !== undefined) deployments['bgd-second'] ??= { ...structuredClone(first), identifier: 'bgd-second' };
        return options.around?.(call, perform) ?? perform();
      },
    }),
});

const upgrade: Command = { name: 'upgrade' };

/** Goes for the switchover whatever became of the one before. */
const blind = (step: Step): Step[] => {
  if (step.id === 'gate-switchover') return [];
  if (step.id !== 'switchover') return [step];
  const confirm = { question: 'Switch over?', declined: refusal('NOT_CONFIRMED', 'No.', 'Say yes.') };
  return [{ ...step, assess: () => ({ state: 'act', will: ['switch over'], confirm }) }];
};

const cancelled: Happening = {
  kind: 'course',
  effect: 'switchover-cancelled',
  at: { of: 'moment', number: 1, when: 'before' },
};

interface Case {
  invariant: string;
  without: string;
  guardless: Guardless;
  /** Around what the process is told from outside. */
  outside?(outside: Outside): Outside;
  message: RegExp;
  beginning?: BeginningName;
  commands?: Command[];
  happenings?: Happening[];
}

const cases: Case[] = [
  {
    invariant: 'production-resolves',
    without: 'a call renames production',
    guardless: otherCall(
      'CreateDBClusterSnapshot',
      become('ModifyDBCluster', { DBClusterIdentifier: 'orders', NewDBClusterIdentifier: 'lost' }),
    ),
    message: /orders does not exist/,
  },
  {
    invariant: 'one-deployment',
    without: 'RDS takes a second one',
    guardless: twoDeployments,
    message: /bgd-second/,
  },
  {
    invariant: 'switchover-with-consent',
    without: 'a call is repeated by itself',
    guardless: otherCall('SwitchoverBlueGreenDeployment', (_call, _site, again) => again()),
    happenings: [cancelled],
    message: /switched over 2 times with 1 consents/,
  },
  {
    invariant: 'switchover-with-consent',
    without: 'nobody looks for a cancelled attempt',
    // The first process is as it is.
    guardless: (_site, command) => (command.yes ? {} : { steps: stepsOf(command).flatMap(blind) }),
    commands: [{ name: 'upgrade', yes: true }, upgrade],
    happenings: [cancelled],
    message: /repeated a switchover of bgd-\w+ that was cancelled and nobody said --retry-switchover/,
  },
  {
    invariant: 'only-old-deleted',
    without: 'names are not compared before an instance is deleted',
    guardless: otherCall(
      'DeleteDBInstance',
      ({ input }) => void Object.assign(input, { DBInstanceIdentifier: 'orders-2' }),
    ),
    beginning: 'bumped, upgraded a day ago',
    commands: [{ name: 'cleanup' }],
    message: /orders-2 .* an instance of production/,
  },
  {
    invariant: 'only-old-deleted',
    without: 'the record is deleted with its target',
    guardless: otherCall('AddTagsToResource', (call, site) => {
      const cluster = Object.values(here(site).clusters).find(({ identifier }) => identifier === 'orders');
      if (cluster !== undefined) cluster.deletionProtection = false;
      for (const deployment of Object.values(here(site).deployments)) deployment.status = 'AVAILABLE';
      const BlueGreenDeploymentIdentifier = Object.keys(here(site).deployments)[0];
      Object.assign(call, {
        operation: 'DeleteBlueGreenDeployment',
        input: { BlueGreenDeploymentIdentifier, DeleteTarget: true },
      });
    }),
    beginning: 'bumped, upgraded a day ago',
    commands: [{ name: 'cleanup' }],
    message: /production was deleted as the target/,
  },
  {
    invariant: 'old-is-kept-in-a-snapshot',
    without: 'the call asks for none',
    guardless: otherCall('DeleteDBCluster', ({ input }) => {
      Object.assign(input, { SkipFinalSnapshot: true });
      delete input.FinalDBSnapshotIdentifier;
    }),
    beginning: 'bumped, upgraded a day ago',
    commands: [{ name: 'cleanup' }],
    message: /orders-old1 was deleted without one/,
  },
  {
    invariant: 'no-is-no',
    without: 'the answer is not heeded',
    guardless: () => ({}),
    outside: (outside) => ({ ...outside, confirm: (asked) => outside.confirm(asked) || true }),
    commands: [{ name: 'upgrade', declines: true }],
    message: /made \w+ after a no/,
  },
  {
    invariant: 'code-old-or-new',
    without: 'the version that is written is not the one that runs',
    guardless: otherStep('reconcile-code', {
      assess: () => ({ state: 'act', will: ['write it'] }),
      async execute(view, { code }) {
        await code.write(view.desired, { engineVersion: '15.8' });
        return {};
      },
    }),
    beginning: '--to, switched over',
    commands: [{ name: 'upgrade', to: '15.10' }],
    message: /the code says 15\.8/,
  },
  {
    invariant: 'nothing-weaker',
    without: 'a call takes production for green',
    guardless: otherCall(
      'CreateDBClusterSnapshot',
      become('ModifyDBCluster', { DBClusterIdentifier: 'orders', DeletionProtection: false }),
    ),
    message: /ModifyDBCluster made weaker: deletionProtection/,
  },
  {
    invariant: 'nothing-weaker',
    without: 'nothing is restored after the switchover',
    guardless: otherStep('restore-production', undefined),
    message: /the upgrade is done, and weaker is: scaling/,
  },
  {
    invariant: 'production-not-restarted',
    without: 'a call takes production for green',
    guardless: otherCall(
      'RebootDBInstance',
      ({ input }) => void Object.assign(input, { DBInstanceIdentifier: 'orders-1' }),
    ),
    beginning: 'bumped, fresh',
    message: /orders-1 was rebooted/,
  },
  {
    invariant: 'ends-as-documented',
    without: 'a step fails as a bug',
    guardless: otherStep('verify-green', {
      assess() {
        throw new TypeError('undefined is not a function');
      },
    }),
    message: /ended as a bug: TypeError/,
  },
  {
    invariant: 'ends-as-documented',
    without: 'a step looks again and again without a pause',
    guardless: otherStep('verify-green', {
      assess: () => ({ state: 'act', will: ['look'] }),
      async execute(_view, { rds }) {
        for (;;) await rds.clusters();
      },
    }),
    message: /did not end: it has made \d+ calls without a pause/,
  },
];

test.each(cases)(
  '$invariant is violated where $without',
  async ({
    invariant,
    guardless,
    outside: around = (outside) => outside,
    message,
    beginning = 'bumped, green stands',
    commands = [upgrade],
    happenings = [],
  }) => {
    const schedule = {
      seed: 1,
      beginning,
      choices: {},
      commands: commands.map((command) => ({ command, afterMinutes: 10 })),
      happenings,
    };
    const guarded = await play(schedule, { invariants });
    expect(guarded.violation).toBeUndefined();
    const played = await play(schedule, {
      invariants,
      start: (site, typed, outside) => startProcess(site, typed, around(outside), guardless(site, typed)),
    });
    expect(played.violation).toMatchObject({ invariant, message: expect.stringMatching(message) });
  },
);

test('every invariant is among them', () => {
  const shown = new Set(cases.map(({ invariant }) => invariant));
  expect([...shown].sort()).toEqual(invariants.map(({ name }) => name).sort());
});
