import { productionOf } from '../history';
import { here } from '../site';
import { type Strength, strengthOf, weaker } from '../strength';
import { changes, type Invariant } from './invariant';

/** Of production as it is named at the moment of each call of ours, and of what it had right before the switchover. */
export const nothingWeaker: Invariant = {
  name: 'nothing-weaker',
  says: 'nothing of production is weaker by an act of ours, nor after a completed upgrade',
  watch({ site, history }) {
    let before: { resourceId: string; strength: Strength } | undefined;
    const production = () => {
      const region = here(site);
      const found = productionOf(region);
      return found && { resourceId: found.resourceId, strength: strengthOf(region, found) };
    };
    return {
      before({ call }) {
        before = changes(call) ? production() : undefined;
      },
      after({ call, tookEffect }) {
        if (before === undefined || !tookEffect) return undefined;
        const now = production();
        if (now?.resourceId !== before.resourceId) return undefined;
        const lost = weaker(before.strength, now.strength);
        return lost.length === 0
          ? undefined
          : `${call.operation} made weaker: ${told(lost, before.strength, now.strength)}`;
      },
      ended({ command }, ending) {
        const had = history.beforeSwitchover;
        if (command.name !== 'upgrade' || command.until !== undefined || ending.kind !== 'done') return undefined;
        const now = production();
        if (had === undefined || now === undefined || history.moved) return undefined;
        // Another switchover is under way, or was: what counts is what stands when it is done.
        if (Object.values(here(site).deployments).some(({ status }) => status === 'SWITCHOVER_IN_PROGRESS'))
          return undefined;
        const lost = weaker(had, now.strength).filter((name) => !history.touched.has(name));
        return lost.length === 0 ? undefined : `the upgrade is done, and weaker is: ${told(lost, had, now.strength)}`;
      },
    };
  },
};

const told = (names: (keyof Strength)[], before: Strength, now: Strength) =>
  names.map((name) => `${name} (${JSON.stringify(before[name])}, now ${JSON.stringify(now[name])})`).join(', ');
