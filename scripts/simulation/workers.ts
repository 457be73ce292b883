import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Job, JobName } from './worker';

const batch = 25;

/**
 * Does jobs over several processes of this machine, 25 items at a time.
 *
 * @param take  is handed every answer as it comes
 */
export async function over<Name extends JobName>(
  jobs: number,
  name: Name,
  items: readonly Job<Name>[],
  take: (answer: Answer<Name>) => void,
): Promise<void> {
  const left = Array.from({ length: Math.ceil(items.length / batch) }, (_, i) =>
    items.slice(i * batch, (i + 1) * batch),
  );
  const work = async (): Promise<void> => {
    const worker = fork(join(__dirname, 'worker.ts'), { execArgv: process.execArgv });
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        take((await answerOf(worker, { name, items: next })) as Answer<Name>);
      }
    } finally {
      if (worker.connected) worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, left.length) }, work));
}

function answerOf(worker: ChildProcess, message: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`A process of the simulation ended with ${code}.`));
    worker.once('exit', gone);
    worker.once('message', (answer) => {
      worker.off('exit', gone);
      resolve(answer);
    });
    worker.send(message);
  });
}
