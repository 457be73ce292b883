import type { Code } from '../../runtime/codes';
import type { Finding } from '../finding';
import { databasesOf } from './listed';
import type { DatabaseRows } from './sql-check';

/** One finding over all the databases that it is about; none where there are none. */
export function sqlFinding(
  id: Code,
  severity: Finding['severity'],
  found: readonly DatabaseRows[],
  said: { message: string; remedy: string; script?: string },
): Finding[] {
  if (found.length === 0) return [];
  return [
    { id, severity, message: said.message, remedy: said.remedy, databases: databasesOf(found), script: said.script },
  ];
}
