import { commandLine } from '../../constructs/command-line';
import { ExitCode, exitCodeMeanings } from '../runtime/errors';
import type { CommandName } from './commands';

interface Help {
  /** Words after the command, with what they do. */
  examples: [words: string[], what: string][];
  exits: (keyof typeof ExitCode)[];
}

const every: Help['exits'] = ['done', 'failed', 'changes', 'refused', 'usage', 'interrupted'];
const withoutChanges = every.filter((each) => each !== 'changes');

/** What stands below the options of each command's help. */
export const help: Readonly<Record<CommandName, Help>> = {
  upgrade: {
    examples: [
      [['orders', '--plan'], 'every step of an upgrade of orders, without doing it'],
      [['orders', '--until', 'green'], 'stop before the switchover, to check green'],
      [['orders'], 'all of it; asks before the switchover'],
      [['--region', 'us-west-2'], 'one cluster of this region after the other; asks for each'],
    ],
    exits: every,
  },
  preflight: {
    examples: [
      [['orders'], 'every check of orders, for the version in the code'],
      [['orders', '--to', '17.5', '--markdown'], 'for another version, as a text for the pull request'],
      [['orders', '--print-sql'], 'the queries, for somebody who may enter the databases'],
    ],
    exits: withoutChanges,
  },
  status: {
    examples: [
      [['orders', 'billing'], 'only these two clusters'],
      [['--region', 'us-west-2'], 'only those of this region'],
    ],
    exits: every,
  },
  abort: { examples: [[['orders'], 'delete green and the deployment of orders']], exits: withoutChanges },
  reconcile: { examples: [[['--check'], 'for CI: exit code 2 if code and AWS differ']], exits: every },
  cleanup: {
    examples: [
      [['orders', '--plan'], 'what would be removed'],
      [['orders', '--soak', '48'], 'keep the old environment for two days'],
      [['--region', 'us-west-2'], 'one cluster of this region after the other; asks for each'],
    ],
    exits: every,
  },
  'plan-check': {
    examples: [
      [['production'], 'plan the stack production, and judge the plan'],
      [['--plan-json', 'plan.json'], 'judge an existing plan'],
    ],
    exits: every,
  },
  versions: {
    examples: [[['--base', 'origin/main', '--markdown'], 'a text for the pull request']],
    exits: every,
  },
  local: {
    examples: [[['--speed', '60', '--reset'], 'a minute of RDS in a second, starting over from the code']],
    exits: ['done', 'failed', 'usage'],
  },
  demo: { examples: [[[], 'needs no AWS account']], exits: ['done', 'failed', 'refused', 'usage', 'interrupted'] },
};

/** Examples, where the app is found, exit codes. */
export function helpAfter(name: CommandName): string {
  const { examples, exits } = help[name];
  const lines = examples.map(([words, what]) => `  ${commandLine(name, words)}\n      ${what}`);
  const codes = exits.map((exit) => `  ${`${ExitCode[exit]}`.padEnd(4)} ${exitCodeMeanings[exit].replaceAll('`', '')}`);
  return `
${lines.length > 1 ? 'Examples' : 'Example'}:
${lines.join('\n')}

The app is the one whose cdktf.json is in this folder, or in the nearest folder above it in the same git repository.

Exit codes:
${codes.join('\n')}`;
}
