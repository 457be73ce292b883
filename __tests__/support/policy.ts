import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Statement {
  Sid: string;
  Action: string[];
}

/** The policy in the README: what a reader gives to a role. */
function statements(): Statement[] {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, json] = /```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(readme) ?? [];
  return (JSON.parse(json!) as { Statement: Statement[] }).Statement;
}

/** `rds:DescribeDBClusters`, … of these statements. */
export function allowedBy(...names: string[]): string[] {
  const found = statements().filter(({ Sid }) => names.includes(Sid));
  if (found.length !== names.length) throw new Error(`The policy lacks one of ${names.join(', ')}.`);
  return found.flatMap(({ Action }) => Action);
}
