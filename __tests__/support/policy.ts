import { policies } from '../../scripts/policies/actions';

interface Statement {
  Sid: string;
  Action: string[];
}

export const documentedStatements = Object.values(policies).flatMap(({ Statement }): Statement[] => Statement);

/** `rds:DescribeDBClusters`, … of these statements. */
export function allowedBy(...names: string[]): string[] {
  const found = documentedStatements.filter(({ Sid }) => names.includes(Sid));
  if (found.length !== names.length) throw new Error(`The policies lack one of ${names.join(', ')}.`);
  return found.flatMap(({ Action }) => Action);
}
