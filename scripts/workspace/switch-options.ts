import { ExitCode, UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { defaults } from '../view/option-defaults';
import type { SwitchAt, UpgradeRequest } from '../view/request';

/** As commander reads them. */
export interface SwitchOptions {
  switchAt?: string;
  /** Minutes. */
  switchWithin?: number;
  switchNow?: boolean;
  wait?: boolean;
}

/** @throws UpgradeError USAGE */
export function switchRequest(options: SwitchOptions): Pick<UpgradeRequest, 'switchAt' | 'switchNow' | 'wait'> {
  const { switchAt, switchWithin, switchNow, wait } = options;
  if (switchNow === true && switchAt !== undefined) {
    throw usage('--switch-now and --switch-at contradict each other.', 'Use one of them.');
  }
  if (switchWithin !== undefined && switchAt === undefined) {
    throw usage('--switch-within belongs to --switch-at.', 'Write both, or leave it out.');
  }
  return given({
    switchAt: switchAt === undefined ? undefined : readSwitchAt(switchAt, switchWithin ?? defaults.switchWithinMinutes),
    switchNow,
    wait,
  });
}

/** With an offset: a time without one would be that of whatever machine runs this. */
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

function readSwitchAt(text: string, minutes: number): SwitchAt {
  const opens = form.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes 2026-02-31 for a day of March.
  if (!Number.isFinite(opens) || dayIn(text) !== text.slice(0, 10)) {
    throw usage(
      `--switch-at ${text}: this is not a date and time with an offset from UTC.`,
      'Write it as 2026-12-06T02:00+09:00, or 2026-12-05T17:00Z.',
    );
  }
  return { text, opens, closes: opens + minutes * 60_000 };
}

/** Of the date and time alone, taken as UTC. */
function dayIn(text: string): string | undefined {
  const at = Date.parse(`${text.slice(0, 16)}Z`);
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : undefined;
}

const usage = (message: string, remedy: string) =>
  new UpgradeError({ code: 'USAGE', message, remedy, exitCode: ExitCode.usage });
