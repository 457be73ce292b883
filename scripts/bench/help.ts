import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { median } from './median';
import { timeCommand } from './time-command';

interface HelpMeasure {
  /** Wall seconds of `npm run upgrade -- --help`. */
  seconds: number;
  /** Those of an npm script whose TypeScript does nothing: what npm, Node and tsx take before a command begins. */
  start: number;
}

/** What a command loads before it answers: all that it does not need shows here. */
export const measureHelp = (runs: number): Promise<HelpMeasure> =>
  withTemporaryFolder('aurora-bench-help', async (folder) => {
    const tsx = JSON.stringify(require.resolve('tsx/cjs'));
    writeFileSync(join(folder, 'nothing.ts'), 'export {};\n');
    const scripts = { nothing: `node --require ${tsx} nothing.ts` };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, scripts }));
    const npm = (script: string, cwd?: string) =>
      timeCommand('npm', ['run', '--silent', script, '--', '--help'], cwd ? { cwd } : {}).seconds;
    return { seconds: median(runs, () => npm('upgrade')), start: median(runs, () => npm('nothing', folder)) };
  });
