import { colours as pc } from '../text/colours';
import { fittingTable } from '../text/table';
import { duration } from './duration';
import type { RunEvent } from './event';
import { predictionText } from './prediction-text';
import { progressText } from './progress';
import { resultText } from './result-text';

/** Durations of RDS are told by its clock, those of Terraform by the wall's. */
function clockOf(pace: number | undefined): string {
  if (pace === undefined) return '';
  const runs = pace === 0 ? 'stands still until it is moved' : `runs ${pace} times as fast as real time`;
  return pc.dim(
    `\n  Its clock ${Number.isFinite(pace) ? runs : 'jumps over every wait'}; RDS's times below are on that clock.`,
  );
}

/**
 * An event in lines for people; empty for what only machines need.
 * @param columns  of the terminal, where it is one
 */
export function render(event: RunEvent, columns = Number.POSITIVE_INFINITY): string {
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
      return event.will.map((line) => willText(event, line)).join('\n');
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
      return [`${pc.yellow('!')} ${event.message}`, event.remedy, ...(event.details ?? [])].join('\n  ');
    // The terminal asks it itself.
    case 'QUESTION':
      return '';
    case 'CONFIRMED':
      return pc.dim(event.by === 'yes' ? '  confirmed by --yes' : '  confirmed');
    case 'NEXT_COMMANDS':
      return ['', pc.bold(event.title), ...event.commands.map((line) => `  ${line}`)].join('\n');
    case 'RESULT':
      return resultText(event, columns);
    case 'TABLE':
      return `\n${event.title === '' ? '' : `${pc.bold(event.title)}\n`}${fittingTable(event, columns)}`;
    case 'ERROR':
      return `\n${pc.red('✘')} ${event.message}\n  ${event.remedy}`;
    case 'STEP_LOOK':
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

/** What a plan has come to is told from what it would do, and from what it would not come to. */
function willText(event: Extract<RunEvent, { code: 'STEP_WILL' }>, line: string): string {
  if (event.state === 'unreached') return pc.dim(`- ${plainLabel(event)} ${line}`);
  return `${event.state === 'refused' ? pc.red('✘') : pc.dim('·')} ${label(event)} ${line}`;
}

const label = (event: { step: string; section?: string }) => pc.dim(plainLabel(event));

function plainLabel(event: { step: string; section?: string }): string {
  return `${(event.section ?? '').padEnd(7)} ${event.step.padEnd(24)}`;
}
