// A command as any other, whose action is told by the first argument; it leaves lines in the file that the second one names.
import { appendFileSync } from 'node:fs';
import { sleepWall } from '../../../scripts/aws/service-clock';
import { type Action, command, main } from '../../../scripts/cli/command';
import { ExitCode } from '../../../scripts/runtime/errors';
import { runTerraform } from '../../../scripts/terraform/terraform';

const [what = '', file = ''] = process.argv.splice(2, 2);
const leave = (line: string) => appendFileSync(file, `${line}\n`);

const actions: Record<string, Action<object>> = {
  /** Tells a lot, on both streams. */
  async tell(_, __, { report }) {
    for (let count = 0; count < 20; count += 1) {
      report({ code: 'NOTE', message: 'progress '.repeat(100) });
      report({ code: 'RESULT', cluster: 'orders', outcome: 'told', message: 'result '.repeat(100) });
      await sleepWall(20);
    }
    leave('done');
    return ExitCode.done;
  },
  /** Waits, with something that would keep the process alive, and cleans up slowly. */
  async wait(_, __, { signal }) {
    setInterval(() => {}, 1_000);
    leave('waiting');
    try {
      await sleepWall(60_000, signal);
    } finally {
      await sleepWall(Number(process.env.CLEANING ?? 300));
      leave('cleaned');
    }
    return ExitCode.done;
  },
  async terraform(_, __, { signal }) {
    const binary = process.env.TERRAFORM_BINARY_NAME!;
    leave((await runTerraform({ args: [file], dir: '.', limit: 60_000, signal, binary })).kind);
    signal.throwIfAborted();
    return ExitCode.done;
  },
};

void main(command('status'), process.argv, () => actions[what]!);
