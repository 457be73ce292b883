import type { Code } from '../../runtime/codes';
import type { Finding } from '../finding';
import { databasesOf } from './listed';
import type { DatabaseRows } from './sql-check';

/** One finding over all the databases that it is about; none where there are none. */
export function sqlFinding(
  id: Code,
  severity: Finding['severity'],
  found: readonly DatabaseRows[],
  said: Pick<Finding, 'message' | 'remedy' | 'script' | 'passes' | 'mendable'>,
): Finding[] {
  if (found.length === 0) return [];
  return [
    {
      id,
      severity,
      ...(said.passes === true ? { passes: true as const } : {}),
      ...(said.mendable === true ? { mendable: true as const } : {}),
      message: said.message,
      remedy: said.remedy,
      databases: databasesOf(found),
      script: said.script,
    },
  ];
}
