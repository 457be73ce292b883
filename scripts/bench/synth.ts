import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFleetApp } from './fleet';
import { median } from './median';

export interface SynthMeasure {
  seconds: number;
  megabytes: number;
}

export const measureMain = (runs: number) => inFolder((folder) => measureSynth('main.ts', folder, runs));

/** Of fifty clusters with about everything that goes with one. */
export const measureFleet = (runs: number) =>
  inFolder((folder) => measureSynth(writeFleetApp(folder), join(folder, 'out'), runs));

/** The app as `cdktf.json` runs it, into a folder of its own; each process tells its own peak when it ends. */
function measureSynth(app: string, folder: string, runs: number): SynthMeasure {
  const peaks: number[] = [];
  mkdirSync(folder, { recursive: true });
  const tellPeak = join(folder, 'tell-peak.js');
  writeFileSync(tellPeak, "process.on('exit', () => console.error('peak=' + process.resourceUsage().maxRSS));");
  const seconds = median(runs, () => {
    const begun = process.hrtime.bigint();
    const child = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--require', tellPeak, app], {
      env: { ...process.env, CDKTF_OUTDIR: folder },
      encoding: 'utf8',
    });
    if (child.status !== 0) throw new Error(`The synth of ${app} failed: ${child.stderr}`);
    peaks.push(Number(/peak=(\d+)/.exec(child.stderr)?.[1]) / 1024);
    return Number(process.hrtime.bigint() - begun) / 1e9;
  });
  return { seconds, megabytes: Math.max(...peaks) };
}

function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
