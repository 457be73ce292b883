import { describeCitation } from '../../engine-versions/citation';
import { isBelow, shorterSwitchoverMinimum } from '../../engine-versions/support';
import { runningVersion } from '../../view/running-version';
import { majorUpgrade } from '../../view/target-groups';
import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/** How long writes stop depends on the version of blue: no upgrade makes the switchover to itself shorter. */
export const switchoverSpeed: Check = {
  codes: ['API_SWITCHOVER_SPEED'],
  facts: nothingElse,
  find(view) {
    const running = runningVersion(view);
    const shorter = shorterSwitchoverMinimum(running);
    if (!isBelow(running, shorter)) return [];
    return [
      warn(
        'API_SWITCHOVER_SPEED',
        `${fact(view, 'production').cluster.identifier} runs ${running}: from ${shorter.version} on, a switchover stops writes for a shorter time (${describeCitation(shorter.source)}).`,
        !majorUpgrade(view)
          ? `This switchover takes the longer time. Later ones are shorter if the target is ${shorter.version} or later.`
          : `If seconds matter, upgrade to ${shorter.version} or later first.`,
      ),
    ];
  },
};
