import type { Code } from '../../runtime/codes';
import { given } from '../../runtime/given';
import type { Finding } from '../finding';
import { databasesOf, mostNamed } from './listed';
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
      ...given({ details: cutShort(found) }),
    },
  ];
}

/** Every name, where a message cannot have them all; a finding without names has its rows in its script. */
function cutShort(found: readonly DatabaseRows[]): string[] | undefined {
  if (!found.some(({ rows }) => rows.length > mostNamed)) return undefined;
  const names = found.flatMap(({ database, rows }) =>
    rows.flatMap(({ name }) => (name === undefined ? [] : [database === '' ? `${name}` : `${name} of ${database}`])),
  );
  return names.length === 0 ? undefined : [...new Set(names)];
}
