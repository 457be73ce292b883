import { duration } from '../../report/human';
import { refusal } from '../../runtime/errors';
import { eventMemory, type SwitchoverTime, switchoverTime } from '../../view/switchover-time';
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
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const { soakHours } = requested(view);
    const name = view.desired.annotation.clusterIdentifier;
    const switched = switchedOver(view);
    if (switched === undefined) {
      const created = fact(view, 'deployments').finished?.createdAt;
      const known =
        created === undefined ? '' : `, and ${iso(created + eventMemory)} is when it must have forgotten it`;
      return refuse(
        refusal(
          'SWITCHOVER_TIME_UNKNOWN',
          `RDS has no event that tells when ${name} was switched over, and its deployment is younger than RDS's memory of 14 days${known}.`,
          'Run it again then, or remove the old environment by hand (README, "Limits").',
        ),
      );
    }
    if (view.now - switched.at < soakHours * hour) {
      return refuse(
        refusal(
          'SOAK_NOT_OVER',
          `${name} was switched over at ${iso(switched.at)}, ${ago(view, switched)} ago; its old environment is kept for ${soakHours} h.`,
          `Run it again from ${iso(switched.at + soakHours * hour)} on, or say how long is long enough: --soak <hours>.`,
        ),
      );
    }
    const atLeast = switched.from === 'forgotten' ? 'more than ' : '';
    return done(`switched over ${atLeast}${ago(view, switched)} ago`);
  },
};

export function switchedOver(view: View): SwitchoverTime | undefined {
  return switchoverTime(oldOf(view)!, fact(view, 'deployments'), fact(view, 'switchoverEvents'), view.now);
}

const iso = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;

const ago = (view: View, { at }: SwitchoverTime) => duration((view.now - at) / 1000);
