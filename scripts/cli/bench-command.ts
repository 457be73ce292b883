import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../report/table';
import { ExitCode } from '../runtime/errors';
import { measureUpgrade } from './bench-upgrade';

interface Measure {
  what: string;
  value: number;
  unit: string;
  limit: number;
  how: string;
}

/** `npm run bench`: a table, and exit code 1 where a limit is exceeded. */
export async function benchCommand(): Promise<void> {
  const upgrade = await measureUpgrade();
  const synth = measureSynth();
  const measures: Measure[] = [
    {
      what: 'whole upgrade / what RDS dictates',
      value: upgrade.elapsed / upgrade.dictated,
      unit: '',
      limit: 1.02,
      how: `virtual clock: ${(upgrade.elapsed / 60_000).toFixed(1)} / ${(upgrade.dictated / 60_000).toFixed(1)} min`,
    },
    {
      what: 'switchover noticed after',
      value: upgrade.noticedAfter / 1000,
      unit: ' s',
      limit: 2,
      how: 'virtual clock',
    },
    { what: 'API calls of an upgrade', value: upgrade.calls, unit: '', limit: 200, how: 'counted by the embedded RDS' },
    {
      what: 'npm run upgrade -- --help',
      value: median(5, () => wall('npm', ['run', '--silent', 'upgrade', '--', '--help'])),
      unit: ' s',
      limit: 0.7,
      how: 'median of 5',
    },
    { what: 'synth of main.ts', value: synth.seconds, unit: ' s', limit: 1.5, how: 'median of 5' },
    { what: 'synth of main.ts, memory', value: synth.megabytes, unit: ' MB', limit: 300, how: 'peak resident set' },
  ];
  const rows = measures.map(({ what, value, unit, limit, how }) => [
    what,
    `${round(value)}${unit}`,
    `<= ${limit}${unit}`,
    value <= limit ? 'ok' : 'EXCEEDED',
    how,
  ]);
  process.stdout.write(`${table(['MEASURE', 'VALUE', 'LIMIT', '', 'HOW'], rows)}\n`);
  process.exitCode = measures.every(({ value, limit }) => value <= limit) ? ExitCode.done : ExitCode.failed;
}

/** The app as `cdktf.json` runs it, into a folder of its own; each process tells its own peak when it ends. */
function measureSynth(): { seconds: number; megabytes: number } {
  const peaks: number[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'aurora-bench-'));
  const tellPeak = "data:text/javascript,process.on('exit',()=>console.error('peak='+process.resourceUsage().maxRSS))";
  const seconds = median(5, () => {
    const begun = process.hrtime.bigint();
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--import', tellPeak, 'main.ts'], {
      env: { ...process.env, CDKTF_OUTDIR: folder },
      encoding: 'utf8',
    });
    if (child.status !== 0) throw new Error(`The synth of main.ts failed: ${child.stderr}`);
    peaks.push(Number(/peak=(\d+)/.exec(child.stderr)?.[1]) / 1024);
    return Number(process.hrtime.bigint() - begun) / 1e9;
  });
  rmSync(folder, { recursive: true, force: true });
  return { seconds, megabytes: Math.max(...peaks) };
}

function wall(program: string, args: string[]): number {
  const begun = process.hrtime.bigint();
  const child = spawnSync(program, args, { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${child.stderr}`);
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

function median(runs: number, measure: () => number): number {
  const values = Array.from({ length: runs }, measure).sort((a, b) => a - b);
  return values[Math.floor(runs / 2)]!;
}

const round = (value: number) => (value < 10 ? value.toFixed(3) : value.toFixed(0));
