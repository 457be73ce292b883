import { duration } from '../../report/duration';
import { refusal } from '../../runtime/errors';
import { type SwitchoverTime, switchoverTime } from '../../view/switchover-time';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';
import { nothingOld, oldOf, requested, whileOldStands } from './removal';

const hour = 60 * 60_000;

/** Problems after an upgrade show within hours: until then the old environment is needed for comparison. */
export const soak: Step = {
  id: 'soak',
  title: 'Check that the soak time is over',
  section: '9',
  outline: (view) => `check that the switchover was at least ${requested(view).soakHours} h ago`,
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
          `It is unknown when ${name} was switched over: RDS has no event of it, and no tag records a time.`,
          'If you know that the switchover was long enough ago, remove the old environment by hand (scripts/runbook/README.md, "Cleanup").',
        ),
      );
    }
    if (view.now - switched.at < soakHours * hour) {
      return refuse(
        refusal(
          'SOAK_NOT_OVER',
          `${name} was switched over at ${iso(switched.at)}${switched.from === 'restored' ? ' at the latest (RDS has no event of it)' : ''}, ${ago(view, switched)} ago; its old environment is kept for ${soakHours} h.`,
          `Run the command again after ${iso(switched.at + soakHours * hour)}, or set a shorter soak time: --soak <hours>.`,
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
