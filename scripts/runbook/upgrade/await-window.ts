import { abortCommand, continueCommand, continueUpgrade } from '../../report/commands';
import { ExitCode, refusal, UpgradeError } from '../../runtime/errors';
import { attempt, hasSwitched } from '../../view/attempt';
import { nothingBefore, upgraded } from '../../view/phase';
import { requestOf } from '../../view/request';
import {
  longestStay,
  momentText,
  roomNeeded,
  type SwitchTime,
  switchTime,
  windowText,
} from '../../view/switch-schedule';
import { fact, type View } from '../../view/view';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { beforeSwitchover } from './gate-switchover';

/** Green is built at any time; what comes from here on belongs to the time that the team has chosen. */
export const awaitWindow: Step = {
  id: 'await-window',
  title: 'Wait for the window',
  section: '6',
  clocked: true,
  outline: (view) => `switch over ${whenText(view)}`,
  needs: () => [],
  doneWhen: 'the window of the code or `--switch-at` is open, with time for a whole switchover; or there is none',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (!beforeSwitchover(view)) return done('the switchover is running');
    // What was begun in the window is seen through, even if RDS has not shown it yet.
    if (hasSwitched(view) || attempt(view).kind === 'open') return done('a switchover was begun');
    const time = switchTime(view);
    switch (time.kind) {
      case 'any':
        return done('no window is set');
      case 'now':
        return done(`--switch-now${outsideText(view)}`);
      case 'open':
        return done(`in ${windowText(view)}, ${closesText(view, time.closes)}`);
      case 'closed':
        return stayOrPause(view, time);
      case 'over':
      case 'short':
        return refuse(impossible(view, time));
    }
  },
};

function stayOrPause(view: View, time: Extract<SwitchTime, { kind: 'closed' }>): Assessment {
  const left = time.opens - view.now;
  if (requestOf(view, 'upgrade').wait === true && left <= longestStay) {
    return {
      state: 'wait',
      for: { what: 'window', opens: momentText(view, time.opens) },
      watch: ['deployments'],
      seldom: { watch: ['production'], every: minutes(60) },
      limit: longestStay,
      every: Math.min(minutes(10), left),
      remedy: `Production is untouched; green still exists and costs money. Continue at any time: ${continueCommand(view)}`,
    };
  }
  return { state: 'pause', because: closedText(view, time), until: time.opens };
}

function closedText(view: View, { late, opens }: Extract<SwitchTime, { kind: 'closed' }>): string {
  const why = late
    ? `what is left of the window (${windowText(view)}) is too short for a switchover, which needs ${neededText(view)}`
    : `it is outside the window (${windowText(view)})`;
  return `${why}; it opens ${momentText(view, opens)}`;
}

const neededText = (view: View) => `${Math.ceil(roomNeeded(view) / 60_000)} minutes`;

const closesText = (view: View, closes: number) =>
  Number.isFinite(closes) ? `until ${momentText(view, closes)}` : 'at all hours';

/** When a switchover may come, from what is set. */
export function whenText(view: View): string {
  const text = windowText(view);
  const time = switchTime(view);
  if (text === undefined) return 'at any time: no window is set';
  if (time.kind === 'now') return `now (--switch-now)${outsideText(view)}`;
  const opens = time.kind === 'closed' ? `, which opens ${momentText(view, time.opens)}` : '';
  const closes = time.kind === 'open' ? `, which is open ${closesText(view, time.closes)}` : '';
  return `in the window ${text}${opens}${closes}`;
}

/** Of `--switch-now`, where there is a window that it passes over. */
function outsideText(view: View): string {
  const text = windowText(view);
  return text === undefined ? '' : `, whatever its window is (${text})`;
}

/** What no waiting mends; undefined where there is a time to come. Asked before green is built, too, which costs money. */
export function untimely(view: View): UpgradeError | undefined {
  if (upgraded(view) || (fact(view, 'deployments').underway !== undefined && !beforeSwitchover(view))) return undefined;
  const time = switchTime(view);
  if (time.kind === 'over' && fact(view, 'deployments').underway === undefined) {
    const { message, remedy } = impossible(view, time);
    return new UpgradeError({ code: 'USAGE', message, remedy, exitCode: ExitCode.usage });
  }
  return time.kind === 'short' || time.kind === 'over' ? impossible(view, time) : undefined;
}

function impossible(view: View, time: Extract<SwitchTime, { kind: 'over' | 'short' }>): UpgradeError {
  const { clusterIdentifier } = view.desired.annotation;
  const { switchoverTimeoutSeconds } = requestOf(view, 'upgrade');
  const green = fact(view, 'deployments').underway === undefined ? '' : ' Green exists and costs money.';
  if (time.kind === 'short') {
    return refusal(
      'WINDOW_TOO_SHORT',
      `No window of ${clusterIdentifier} (${windowText(view)}) has the ${neededText(view)} that a switchover with a timeout of ${switchoverTimeoutSeconds} s needs.`,
      `Production is untouched.${green} Make the window longer, or --switchover-timeout shorter.`,
    );
  }
  return refusal(
    'WINDOW_OVER',
    `The --switch-at window of ${clusterIdentifier} (${windowText(view)}) ${time.closed <= view.now ? 'closed' : 'closes'} ${momentText(view, time.closed)}: ${time.closed <= view.now ? 'no time is left' : `fewer than the ${neededText(view)} that a switchover needs are left`}. It is ${momentText(view, view.now)} now.`,
    `Production is untouched.${green} Choose another time, or switch over outside it: ${continueUpgrade(timeless(view), '--switch-now')}${green === '' ? '' : `; or abort the upgrade: ${abortCommand(view)}`}`,
  );
}

/** Without the time that is over, and the wait for it. */
function timeless(view: View): View {
  const { switchAt: _, wait: _wait, ...request } = requestOf(view, 'upgrade');
  return { ...view, request };
}
