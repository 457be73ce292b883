import type { RunEvent } from './event';

/** What a terminal, or the log of a pipeline, is given of one list. */
const most = 1_000;

/** What a message cuts short, a line each; the whole of it is in `--json`. */
export function detailLines(event: RunEvent): readonly string[] {
  const details = detailsOf(event);
  if (details.length <= most) return details;
  return [...details.slice(0, most), `and ${(details.length - most).toLocaleString('en')} more: --json has them all`];
}

/** Without them: in their place how to see them, where the event does not say all of them anyway. */
export function withoutDetails(event: RunEvent): RunEvent {
  const details = detailsOf(event);
  if (details.length === 0) return event;
  const said = JSON.stringify({ ...event, details: [] });
  const isWhole = details.every((line) => said.includes(JSON.stringify(line).slice(1, -1)));
  const hint =
    isWhole || said.includes('--verbose') ? [] : [`All of them (${details.length.toLocaleString('en')}): --verbose`];
  return { ...event, details: hint } as RunEvent;
}

const detailsOf = (event: RunEvent): readonly string[] => ('details' in event ? (event.details ?? []) : []);
