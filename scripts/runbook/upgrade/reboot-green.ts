import { RdsFault } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { RdsEvent } from '../../aws/rds/types';
import { greenEvents } from '../../observed/observe-events';
import type { Progress } from '../../report/progress';
import { counted } from '../../runtime/counted';
import { refusal } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { fact, type View } from '../../view/view';
import { inTurn } from '../in-turn';
import { done, minutes, refuse, type Step } from '../step';
import { stillGreen } from '../still-green';

/** RDS reports a restart by an event, which may come some time after the status is back. */
const eventDelay = minutes(15);

/**
 * The runbook restarts green after it was built, so that every parameter of the target groups takes effect. RDS's own events show that
 * it was done: `DB instance restarted` after `… tasks completed`.
 */
export const rebootGreen: Step = {
  id: 'reboot-green',
  title: 'Reboot green',
  section: '4',
  outline: () => 'reboot every green instance so that all parameters take effect',
  needs(view) {
    if (fact(view, 'deployments').underway?.status !== 'AVAILABLE') return [];
    const green = view.facts.green;
    const rebooting = green?.instances.some((instance) => instance.status === 'rebooting') ?? false;
    return rebooting ? ['green'] : ['green', 'greenEvents'];
  },
  doneWhen: 'every green instance has restarted since green was built, and is in sync',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const status = fact(view, 'deployments').underway?.status;
    if (status !== 'AVAILABLE') return done('green was rebooted before the switchover');
    const green = fact(view, 'green');
    const instances = green?.instances ?? [];
    const rebooting = instances.filter((instance) => instance.status === 'rebooting');
    if (rebooting.length > 0) {
      return waitFor({ what: 'restarted', instances: rebooting.map((instance) => instance.identifier) }, 10_000);
    }
    const open = notRestarted(view);
    if (open.length === 0) {
      const behind = instances.filter((instance) => instance.parameterApplyStatus !== 'in-sync');
      if (behind.length === 0) return done(`${counted(instances.length, 'instance')} restarted and in sync`);
      if (behind.some((instance) => instance.parameterApplyStatus === 'applying'))
        return waitFor({ what: 'in-sync', members: behind.map((instance) => instance.identifier) });
      return refuse(
        refusal(
          'GREEN_NOT_IN_SYNC',
          `${behind.map((instance) => `${instance.identifier} (${instance.parameterApplyStatus})`).join(', ')} is not in sync with its parameter group after a restart.`,
          'Look at the parameter group; if the green instance needs a reboot, reboot it yourself, and run again.',
        ),
      );
    }
    return {
      state: 'act',
      will: open.map(willReboot),
      settles: eventDelay,
      watch: ['green', 'greenEvents'],
      seen: 'no event reports its restart',
      remedy: 'Look at its events in the console and run the command again.',
    };
  },
  async execute(view, ports, lines) {
    const { rds } = ports;
    // An event that one answer lacks is no reason: read again right before.
    const now = { ...view, facts: { ...view.facts, greenEvents: await greenEvents(view, ports) } };
    const open = notRestarted(now).map(willReboot);
    const skipped = lines.filter((line) => !open.includes(line));
    const due = lines.filter((line) => open.includes(line));
    const { busy = [] } = await inTurn(due, {
      line: (line) => line,
      // Each upon its own look: between two restarts a machine may sleep, and another run switch over.
      holds: () => stillGreen(view, rds),
      send: (line) => reboot(rds, nameIn(line)),
    });
    return { busy: [...skipped, ...busy] };
  },
};

/** A reader restarts with its writer, and another run may have asked first: the next look tells. */
async function reboot(rds: RdsPort, name: string): Promise<boolean> {
  try {
    await rds.rebootInstance(name);
    return true;
  } catch (error) {
    if (!(error instanceof RdsFault && error.fault === 'InvalidDBInstanceStateFault')) throw error;
    return false;
  }
}

const willReboot = (name: string) => `reboot ${name} (green, no traffic)`;
const nameIn = (line: string) => line.split(' ')[1]!;

/** Green instances without a restart since the deployment's tasks were completed. */
function notRestarted(view: View): string[] {
  const events = fact(view, 'greenEvents');
  const built = builtAt(view, events);
  return (fact(view, 'green')?.instances ?? [])
    .map((instance) => instance.identifier)
    .filter((name) => !events.some((event) => event.source === name && event.at >= built && restarted(event)));
}

/** Event 0244; where RDS has forgotten it (14 days), the deployment's creation is the earliest that is certain. */
function builtAt(view: View, events: RdsEvent[]): number {
  const completed = events.find((event) => /deployment tasks completed/i.test(event.message));
  return completed?.at ?? fact(view, 'deployments').underway?.createdAt ?? 0;
}

const restarted = (event: RdsEvent) => /^DB instance restarted/i.test(event.message);

function waitFor(what: Progress, every = 5_000) {
  return {
    state: 'wait' as const,
    for: what,
    watch: ['green' as const],
    limit: minutes(45),
    every,
    expected: 'about a minute',
    remedy: 'Look at the green instances in the console and run the command again.',
  };
}
