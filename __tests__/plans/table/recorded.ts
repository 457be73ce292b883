import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row a line: its name, and its plan as `trim.ts` leaves it. */
export const tableFile = join(__dirname, '../../fixtures/plan-table.jsonl');

export function recordedPlans(): Map<string, Record<string, unknown>> {
  if (!existsSync(tableFile)) return new Map();
  const lines = readFileSync(tableFile, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const { name, plan } = JSON.parse(line) as { name: string; plan: Record<string, unknown> };
      return [name, plan] as const;
    }),
  );
}
