import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planScenarios } from './plan-scenarios';
import { openPlannedProject } from './planned-project';

// Writes __tests__/fixtures/plans anew, with the real Terraform against an embedded RDS:
//   node --require tsx/cjs __tests__/support/record-plans.ts [scenario...]
const folder = join(__dirname, '../fixtures/plans');

async function record(names: string[]): Promise<void> {
  const planned = await openPlannedProject();
  try {
    for (const scenario of planScenarios) {
      if (names.length > 0 && !names.includes(scenario.name)) continue;
      await planned.begin(scenario);
      const text = await planned.planJson(scenario);
      writeFileSync(join(folder, `${scenario.name}.json`), `${text.trimEnd()}\n`);
      process.stdout.write(`${scenario.name}: ${scenario.made}\n`);
      await planned.putBack();
    }
  } finally {
    await planned.close();
  }
}

void record(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
