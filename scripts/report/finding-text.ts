import { colours as pc } from '../text/colours';
import { wrapped } from '../text/wrap';
import { detailLines } from './details';
import type { RunEvent } from './event';

/** A longer script is a file: `--script`. */
const mostLines = 12;

/** A finding of `preflight` with its remedy, and with its script where that can be copied from a screen. */
export function findingText(event: Extract<RunEvent, { code: 'FINDING' }>, columns: number): string {
  const { id, severity, skipped, message, remedy } = event;
  const sign = skipped !== undefined ? pc.dim('·') : severity === 'block' ? pc.red('✘') : pc.yellow('!');
  const why = skipped === undefined ? '' : ` ${pc.dim(`skipped (${skipped}):`)}`;
  const prose = [remedy, ...detailLines(event)].map((line) => wrapped(`  ${line}`, columns, 2));
  // A script is copied as it stands.
  const script = scriptLines(event.script).map((line) => `  ${line}`);
  return [wrapped(`${sign} ${pc.bold(id)}${why} ${message}`, columns, 2), ...prose, ...script].join('\n');
}

function scriptLines(script: string | undefined): string[] {
  if (script === undefined) return [];
  const lines = script.trimEnd().split('\n');
  if (lines.length > mostLines) return [`The script has ${lines.length} lines: --script <file> writes it.`];
  return lines.map((line) => `  ${line}`);
}
