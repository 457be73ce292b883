import { policies } from '../../scripts/policies/actions';

interface Statement {
  Sid: string;
  Action: string[];
}

/** `rds:DescribeDBClusters`, … of these statements of the documented policies. */
export function allowedBy(...names: string[]): string[] {
  const all = Object.values(policies).flatMap(({ Statement }): Statement[] => Statement);
  const found = all.filter(({ Sid }) => names.includes(Sid));
  if (found.length !== names.length) throw new Error(`The policies lack one of ${names.join(', ')}.`);
  return found.flatMap(({ Action }) => Action);
}
