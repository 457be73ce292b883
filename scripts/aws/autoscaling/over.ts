import type { ScheduledAction } from './types';

/** Whether an action can never run again: Application Auto Scaling does not accept such an action. */
export function isOver({ schedule, timezone = 'UTC', endAt }: ScheduledAction, now: number): boolean {
  if (endAt !== undefined && endAt <= now) return true;
  const [, once] = /^at\((.+)\)$/.exec(schedule) ?? [];
  return once !== undefined && localTime(once, timezone) <= now;
}

/** `2026-02-01T08:00:00` on the clocks of a zone. */
function localTime(text: string, timeZone: string): number {
  const asIfUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asIfUtc)) return Number.POSITIVE_INFINITY;
  // Sweden writes dates as ISO does.
  const shown = new Date(asIfUtc).toLocaleString('sv-SE', { timeZone });
  return asIfUtc - (Date.parse(`${shown.replace(' ', 'T')}Z`) - asIfUtc);
}
