import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { addTally, newTally, type Tally } from './tally';

const batch = 25;

/** The same over several processes of this machine. `progress` is told after every batch. */
export async function playOver(
  jobs: number,
  seeds: readonly number[],
  progress: (tally: Tally) => void,
): Promise<Tally> {
  const all = newTally();
  const left = Array.from({ length: Math.ceil(seeds.length / batch) }, (_, i) =>
    seeds.slice(i * batch, (i + 1) * batch),
  );
  const work = async (): Promise<void> => {
    const worker = fork(join(__dirname, 'worker.ts'), { execArgv: process.execArgv });
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        addTally(all, await answerOf(worker, next));
        progress(all);
      }
    } finally {
      worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, left.length) }, work));
  all.failures.sort((a, b) => a.seed - b.seed);
  return all;
}

function answerOf(worker: ChildProcess, seeds: number[]): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`A process of the simulation ended with ${code}.`));
    worker.once('exit', gone);
    worker.once('message', (tally) => {
      worker.off('exit', gone);
      resolve(tally as Tally);
    });
    worker.send(seeds);
  });
}
