import { isRecord } from '../runtime/is-record';
import { printable, printableLines } from '../runtime/printable';
import type { RunEvent } from './event';

/**
 * The event with nothing in it that steers a terminal: names, tags, events and error texts come from AWS, and from code. Lines
 * that are ours stay lines; a cell of a table, and what RDS tells, are one.
 */
export function printableEvent(event: RunEvent): RunEvent {
  if (event.code === 'RDS_EVENT') return mapped(event, (text) => printable(text.replace(/\s+/g, ' '))) as RunEvent;
  const cleaned = mapped(event, printableLines) as RunEvent;
  return cleaned.code === 'TABLE' ? { ...cleaned, rows: cleaned.rows.map((row) => row.map(printable)) } : cleaned;
}

function mapped(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, text));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, text)]));
}
