import { colours as pc } from '../text/colours';
import { table } from '../text/table';
import type { Report, RunEvent } from './event';
import { predictionText } from './prediction-text';
import { printableEvent } from './printable-event';
import { progressText } from './progress';

/** What the renderer needs of a stream; colours: see `colours.ts`. */
export interface Sink {
  write(text: string): unknown;
}

/** Lines for people: progress to `progress` (stderr), results to `result` (stdout). */
export function humanReport(result: Sink, progress: Sink): Report {
  return (event) => {
    // A plan is the result; in a run the same lines are progress.
    const planned = 'plan' in event && event.plan === true;
    const sink = planned || toStdout.has(event.code) ? result : progress;
    const text = render(printableEvent(event));
    if (text !== '') sink.write(`${text}\n`);
  };
}

const toStdout = new Set<RunEvent['code']>([
  'RESULT',
  'TABLE',
  'NEXT_COMMANDS',
  'STEP_WILL',
  'TARGET',
  'INPUT',
  'DOCUMENT',
]);

/** Durations of RDS are told by its clock, those of Terraform by the wall's. */
function clockOf(pace: number | undefined): string {
  if (pace === undefined) return '';
  const runs = pace === 0 ? 'stands still until it is moved' : `runs ${pace} times as fast as the wall`;
  return pc.dim(
    `\n  Its clock ${Number.isFinite(pace) ? runs : 'jumps over every wait'}: times of RDS are told by it.`,
  );
}

export function render(event: RunEvent): string {
  switch (event.code) {
    case 'TARGET':
      return pc
        .bold(event.embedded ? `Not AWS: ${event.description}` : event.description)
        .concat(` · account ${event.account} · ${event.region}`, clockOf(event.pace));
    case 'CLUSTER':
      return `\n${pc.bold(event.cluster)} (stack ${event.stack}): runs ${event.running}, wanted ${event.target}, code says ${event.inCode}`;
    case 'STEP_DONE':
      return `${event.attention === true ? pc.yellow('!') : pc.green('✔')} ${label(event)} ${event.because}`;
    case 'STEP_ACT':
      return event.will.map((line) => `${pc.cyan('▶')} ${label(event)} ${line}`).join('\n');
    case 'STEP_WILL':
      return event.will.map((line) => `${pc.dim('·')} ${label(event)} ${line}`).join('\n');
    case 'STEP_WAIT': {
      const expected = event.expected === undefined ? '' : pc.dim(`, usually ${event.expected}`);
      return `${pc.dim('…')} ${label(event)} waiting for ${progressText(event.progress)} ${pc.dim(`(${duration(event.elapsedSeconds)})`)}${expected}`;
    }
    case 'STEP_BUSY':
      return `${pc.dim('…')} ${label(event)} waiting for ${event.with} ${pc.dim(`(${duration(event.elapsedSeconds)})`)}`;
    case 'RDS_EVENT':
      return `${pc.dim('·')} ${pc.dim(`RDS, ${event.at.slice(11, 19)}Z, ${event.source}:`)} ${event.message}`;
    case 'PREDICTION':
      return predictionText(event);
    case 'WARNING':
      return `${pc.yellow('!')} ${event.message}\n  ${event.remedy}`;
    case 'CONFIRMED':
      return pc.dim(event.by === 'yes' ? '  confirmed by --yes' : '  confirmed');
    case 'NEXT_COMMANDS':
      return ['', pc.bold(event.title), ...event.commands.map((line) => `  ${line}`)].join('\n');
    case 'RESULT': {
      const took = event.elapsedSeconds === undefined ? '' : pc.dim(` (${duration(event.elapsedSeconds)})`);
      return `\n${pc.bold(event.cluster)}: ${event.message}${took}`;
    }
    case 'TABLE':
      return `\n${event.title === '' ? '' : `${pc.bold(event.title)}\n`}${table(event.columns, event.rows)}`;
    case 'ERROR':
      return `\n${pc.red('✘')} ${event.message}\n  ${event.remedy}`;
    case 'STATUS':
    case 'PLAN_VERDICT':
    case 'PLAN_STACK':
    case 'VERSION_DIFF':
      return '';
    case 'INPUT':
      return pc.bold(event.description);
    case 'DOCUMENT':
      return event.text.replace(/\n$/, '');
    case 'NOTE':
      return event.message;
  }
}

function label(event: { step: string; section?: string }): string {
  return pc.dim(`${(event.section ?? '').padEnd(7)} ${event.step.padEnd(24)}`);
}

/** `42 s`, `12 min 30 s`, `2 h 05 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
