import { counted } from '../../runtime/counted';
import type { Site } from '../site';
import type { Invariant, ProcessRecord } from './invariant';

/**
 * A yes is for one switchover. One that RDS has cancelled, whoever had begun it, needs --retry-switchover; a cancellation by the
 * console that the process could not have read yet, or that has left no trace, is nobody's fault.
 */
export const switchoverWithConsent: Invariant = {
  name: 'switchover-with-consent',
  says: 'RDS accepts one switchover of ours for each consent, and none after a cancelled one without --retry-switchover',
  watch({ history, site }) {
    const accepted = new Map<ProcessRecord, number>();
    /** When each process last read deployments and events, at least two calls before. */
    const read = new Map<ProcessRecord, number>();
    return {
      after({ process, call, tookEffect }) {
        if (call.operation === 'DescribeEvents' && tookEffect) read.set(process, site.clock.now());
        if (call.operation !== 'SwitchoverBlueGreenDeployment' || !tookEffect) return undefined;
        const count = (accepted.get(process) ?? 0) + 1;
        accepted.set(process, count);
        const name = `process ${process.number}`;
        if (count > process.consents)
          return `${name} switched over ${counted(count, 'time')} with ${process.consents} consents`;
        const deployment = String(call.input.BlueGreenDeploymentIdentifier);
        const seen = history.cancelled.filter(
          ({ by, at, deployment: other }) =>
            other === deployment && (by === 'us' || (leavesTrace(site) && at < (read.get(process) ?? process.beganAt))),
        );
        // The option is for what was cancelled before it was typed.
        const unknown = process.command.retrySwitchover ? seen.filter(({ at }) => at > process.beganAt) : seen;
        if (unknown.length === 0) return undefined;
        return `${name} repeated a switchover of ${deployment} that was cancelled ${process.command.retrySwitchover ? 'after it had begun' : 'and nobody said --retry-switchover'}`;
      },
    };
  },
};

const leavesTrace = ({ world: { choices } }: Site): boolean =>
  choices.switchoverEvents !== 'missing' || choices.cancelledSwitchover === 'SWITCHOVER_FAILED';
