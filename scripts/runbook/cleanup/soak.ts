import { duration } from '../../report/duration';
import { refusal } from '../../runtime/errors';
import { type SwitchoverTime, switchoverTime } from '../../view/switchover-time';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';
import { nothingOld, oldOf, requested, whileOldStands } from './removal';

const hour = 60 * 60_000;

/** What is noticed after an upgrade is noticed within hours: until then the old environment is what one compares with. */
export const soak: Step = {
  id: 'soak',
  title: 'The switchover lies long enough behind',
  section: '9',
  outline: (view) => `check that the switchover is ${requested(view).soakHours} h ago`,
  needs: whileOldStands('switchoverEvents'),
  doneWhen: 'the switchover is long enough ago',
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const { soakHours } = requested(view);
    const name = view.desired.annotation.clusterIdentifier;
    const switched = switchedOverAt(view);
    if (switched === undefined) {
      return refuse(
        refusal(
          'SWITCHOVER_TIME_UNKNOWN',
          `RDS has no event that tells when ${name} was switched over, and no tag tells by when it was.`,
          'When you know that it is long enough ago, remove the old environment by hand (scripts/runbook/README.md, "Cleanup").',
        ),
      );
    }
    if (view.now - switched.at < soakHours * hour) {
      return refuse(
        refusal(
          'SOAK_NOT_OVER',
          `${name} was switched over at ${iso(switched.at)}${switched.from === 'restored' ? ' at the latest, of which RDS has no event' : ''}, ${ago(view, switched)} ago; its old environment is kept for ${soakHours} h.`,
          `Run it again from ${iso(switched.at + soakHours * hour)} on, or say how long is long enough: --soak <hours>.`,
        ),
      );
    }
    const atLeast = switched.from === 'restored' ? 'at least ' : '';
    return done(`switched over ${atLeast}${ago(view, switched)} ago`);
  },
};

export function switchedOverAt(view: View): SwitchoverTime | undefined {
  return switchoverTime(oldOf(view)!, fact(view, 'deployments'), fact(view, 'switchoverEvents'));
}

const iso = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;

const ago = (view: View, { at }: SwitchoverTime) => duration((view.now - at) / 1000);
