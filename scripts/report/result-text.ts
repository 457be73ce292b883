import { colours as pc } from '../text/colours';
import { wrapped } from '../text/wrap';
import { dayAndTime, duration } from './duration';
import type { ResultDetails, RunEvent } from './event';

type Result = Extract<RunEvent, { code: 'RESULT' }>;

/** The last lines of a run: what there is now, what it costs, and the one next command. */
export function resultText(event: Result, columns = Number.POSITIVE_INFINITY): string {
  const took = event.elapsedSeconds === undefined ? '' : pc.dim(` (${duration(event.elapsedSeconds)})`);
  const message = event.brief === true ? clipped(event.message, 2 * columns - event.cluster.length - 4) : event.message;
  const head = `${pc.bold(event.cluster)}: ${message}${took}`;
  const details = detailsOf(event).map(([label, text]) => wrapped(`  ${pc.dim(label.padEnd(7))} ${text}`, columns, 10));
  return [event.brief === true ? head : wrapped(head, columns, 2), ...details].join('\n');
}

function detailsOf(details: ResultDetails): Line[] {
  const { writesStoppedSeconds: writes, costs = [], look = [], commit, next, nextFrom, cancel, where } = details;
  const from = nextFrom === undefined ? '' : ` (from ${dayAndTime(nextFrom)} on)`;
  return [
    ...line('writes', writes && `stopped for at most ${duration(writes)}, according to RDS's events`),
    ...lines('costs', costs),
    ...lines('look', look),
    ...line('commit', commit),
    ...line('next', next && `${next}${from}`),
    ...line('cancel', cancel),
    ...line('on', where),
  ];
}

type Line = [label: string, text: string];

const line = (label: string, text: string | number | undefined): Line[] => (text ? [[label, `${text}`]] : []);

const lines = (label: string, texts: readonly string[]) =>
  texts.map((text, index): Line => [index === 0 ? label : '', text]);

const clipped = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;

/** All that is said where nothing was to be done. */
export function nothingText({ cluster, message, where }: Result): string {
  return `${pc.bold(cluster)}: ${message}${where === undefined ? '' : pc.dim(` (${where})`)}`;
}
