import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readPlan } from '../../../scripts/terraform/plan-json';
import { type BaseName, bases } from './bases';
import { openBase } from './planned-base';
import { recordedPlans, tableFile } from './recorded';
import { planTable } from './table';
import { trimmed } from './trim';

// Plans every row anew with the real Terraform against an embedded RDS (or those of which the name holds a word that is given):
//   TERRAFORM_PROVIDER_MIRROR=… node --require tsx/cjs __tests__/plans/table/record.ts [word...]
async function record(words: string[]): Promise<void> {
  const plans = words.length === 0 ? new Map<string, Record<string, unknown>>() : recordedPlans();
  const wanted = planTable.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const failed: string[] = [];
  for (const name of Object.keys(bases) as BaseName[]) {
    const rows = wanted.filter(({ base }) => base === name);
    if (rows.length === 0) continue;
    const base = await openBase(name);
    try {
      for (const row of rows) {
        try {
          plans.set(row.name, withoutLoss(await base.plan(row)));
          process.stdout.write(`${name}: ${row.name}\n`);
        } catch (error) {
          failed.push(`${name}: ${row.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    } finally {
      await base.close();
    }
  }
  const lines = planTable
    .filter((row) => plans.has(row.name))
    .map((row) => JSON.stringify({ name: row.name, plan: plans.get(row.name) }));
  writeFileSync(tableFile, `${lines.join('\n')}\n`);
  if (failed.length > 0) throw new Error(failed.join('\n'));
}

/** What is left out must not be missed. */
function withoutLoss(plan: Record<string, unknown>): Record<string, unknown> {
  const short = trimmed(plan);
  if (!isDeepStrictEqual(readPlan(short), readPlan(plan))) throw new Error('What was left out of the plan is read.');
  return short;
}

void record(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
