import { colours as pc } from '../text/colours';
import { fittingTable } from '../text/table';
import { wrapped } from '../text/wrap';
import { approvalText } from './approval-text';
import { detailLines } from './details';
import { duration } from './duration';
import type { RunEvent } from './event';
import { findingText } from './finding-text';
import { predictionText } from './prediction-text';
import { progressText } from './progress';
import { resultText } from './result-text';

/** Durations of RDS are told by its clock, those of Terraform by the wall's. */
function clockOf(pace: number | undefined): string {
  if (pace === undefined) return '';
  const runs = pace === 0 ? 'stands still until it is moved' : `runs ${pace} times as fast as real time`;
  return pc.dim(
    `\n  Its clock ${Number.isFinite(pace) ? runs : 'jumps over every wait'}; RDS's times below, and those that you give, are on that clock.`,
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
      return step(
        `${event.attention === true ? pc.yellow('!') : pc.green('✔')} ${label(event)} ${event.because}`,
        columns,
      );
    case 'STEP_ACT':
      return step(event.will.map((line) => `${pc.cyan('▶')} ${label(event)} ${line}`).join('\n'), columns);
    case 'STEP_WILL':
      return step(
        [...event.will.map((line) => willText(event, line)), ...detailLines(event).map((line) => `  ${line}`)].join(
          '\n',
        ),
        columns,
      );
    case 'STEP_WAIT': {
      const expected = event.expected === undefined ? '' : pc.dim(`, usually ${event.expected}`);
      return step(
        `${pc.dim('…')} ${label(event)} waiting for ${progressText(event.progress)} ${pc.dim(`(${duration(event.elapsedSeconds)})`)}${expected}`,
        columns,
      );
    }
    case 'STEP_BUSY':
      return `${pc.dim('…')} ${label(event)} waiting for ${event.with} ${pc.dim(`(${duration(event.elapsedSeconds)})`)}`;
    case 'RDS_EVENT':
      return wrapped(
        `${pc.dim('·')} ${pc.dim(`RDS, ${event.at.slice(11, 19)}Z, ${event.source}:`)} ${event.message}`,
        columns,
        2,
      );
    case 'HOOK':
      return wrapped(`${pc.dim('│')} ${pc.dim(`${event.hook}:`)} ${event.line}`, columns, 2);
    case 'PREDICTION':
      return predictionText(event);
    case 'WARNING':
      return `${wrapped(`${pc.yellow('!')} ${event.message}`, columns, 2)}\n${below([event.remedy, ...detailLines(event)], columns)}`;
    case 'FINDING':
      return findingText(event, columns);
    case 'NOT_CHECKED': {
      const where = event.database === undefined ? '' : ` in ${event.database}`;
      return wrapped(
        `${pc.yellow('?')} ${pc.bold(idsText(event.ids))} not checked${where}: ${event.message}`,
        columns,
        2,
      );
    }
    case 'CHECKED':
      return '';
    case 'APPROVAL':
      return approvalText(event, columns);
    // The terminal asks it itself.
    case 'QUESTION':
      return '';
    case 'CONFIRMED':
      return pc.dim(event.by === 'terminal' ? '  confirmed' : `  confirmed by --${event.by}`);
    case 'NEXT_COMMANDS':
      return ['', pc.bold(event.title), ...event.commands.map((line) => `  ${line}`)].join('\n');
    case 'RESULT':
      return resultText(event, columns);
    case 'TABLE':
      return `\n${event.title === '' ? '' : `${pc.bold(event.title)}\n`}${fittingTable(event, columns)}`;
    case 'ERROR':
      return `\n${wrapped(`${pc.red('✘')} ${event.message}`, columns, 2)}\n${withPatch([...listOf(event), event.remedy].join('\n'), columns)}`;
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
      return wrapped([event.message, ...detailLines(event).map((line) => `  ${line}`)].join('\n'), columns, 2);
  }
}

/** What a plan has come to is told from what it would do, and from what it would not come to. */
function willText(event: Extract<RunEvent, { code: 'STEP_WILL' }>, line: string): string {
  if (event.state === 'unreached') return pc.dim(`- ${plainLabel(event)} ${line}`);
  return `${event.state === 'refused' ? pc.red('✘') : pc.dim('·')} ${label(event)} ${line}`;
}

/** What to do, below what is wrong. */
const below = (texts: readonly string[], columns: number) => wrapped(texts.join('\n').replace(/^/gm, '  '), columns, 2);

/** Of an error above the remedy, which stays what is read last. */
const listOf = (event: RunEvent) => detailLines(event).map((line) => `  ${line}`);

/** A patch below it is applied as it stands. */
function withPatch(remedy: string, columns: number): string {
  const at = /^(?:diff |--- )/m.exec(remedy)?.index ?? remedy.length;
  return `${wrapped(remedy.slice(0, at).replace(/^(?=.)/gm, '  '), columns, 2)}${remedy.slice(at)}`;
}

/** Three of them by name. */
const idsText = (ids: readonly string[]) =>
  ids.length > 4 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');

/** Below its text, not below its name. */
const step = (text: string, columns: number) => wrapped(text, columns, labelWidth);

const labelWidth = 2 + 7 + 1 + 24 + 1;

const label = (event: { step: string; section?: string }) => pc.dim(plainLabel(event));

function plainLabel(event: { step: string; section?: string }): string {
  return `${(event.section ?? '').padEnd(7)} ${event.step.padEnd(24)}`;
}
