import { LiveLine } from '../report/live-line';

let line: LiveLine | undefined;

/** The one line that renews itself; undefined where nobody watches a terminal that can do it. */
export function terminalLine(env: NodeJS.ProcessEnv = process.env): LiveLine | undefined {
  // Of a stdout that is piped (`| tee`) nobody knows when it reaches the same terminal.
  const watched = process.stdout.isTTY === true && process.stderr.isTTY === true;
  // The log of calls goes to stderr as well.
  if (!watched || env.CI || env.TERM === 'dumb' || env.AWS_UPGRADE_DEBUG === '1') return undefined;
  if (line === undefined) {
    line = new LiveLine(process.stderr);
    process.once('exit', () => line?.clear());
  }
  return line;
}
