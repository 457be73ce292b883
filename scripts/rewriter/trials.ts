import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppFile } from '../checkout/app-files';
import { type Replacement, splice } from '../checkout/source-text';
import type { Judge, Reading } from './judge/judge';

export interface Trial extends Replacement {
  file: AppFile;
}

type TrialResult = { ok: true; reading: Reading } | { ok: false; message: string };

/** Lets the judge read the working copy with one edit after another, and reverts each. */
export class Trials {
  /** Readings so far: each synthesizes, or plans, so they are what a proof costs. */
  count = 0;

  constructor(
    private readonly projectDir: string,
    private readonly judge: Judge,
  ) {}

  async run(trials: Trial[]): Promise<TrialResult> {
    const files = new Set(trials.map(({ file }) => file));
    try {
      for (const file of files) {
        const replacements = trials.filter((trial) => trial.file === file);
        await writeFile(join(this.projectDir, file.path), splice(file.text, replacements));
      }
      this.count += 1;
      return { ok: true, reading: await this.judge.read(this.projectDir) };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    } finally {
      for (const file of files) await writeFile(join(this.projectDir, file.path), file.bytes);
    }
  }
}
