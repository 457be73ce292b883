import { printableJson } from '../runtime/printable';
import type { Report } from './event';
import type { Sink } from './human';

/** One JSON object a line on stdout. The first one is TARGET: it names the format's version, the account and the region. */
export function ndjsonReport(result: Sink, now: () => number = Date.now): Report {
  return (event) => {
    // Every few seconds: STEP_WAIT tells each change, and once in a while.
    if (event.code === 'STEP_LOOK') return;
    result.write(`${printableJson(JSON.stringify({ time: new Date(now()).toISOString(), ...event }))}\n`);
  };
}
