import abort from './abort.json';
import cleanup from './cleanup.json';
import create from './create.json';
import passRoles from './pass-roles.json';
import read from './read.json';
import scale from './scale.json';
import switchOver from './switch.json';

/** The documented policies: each file can be attached as it is. */
export const policies = { read, create, switch: switchOver, scale, 'pass-roles': passRoles, abort, cleanup };

export type PolicyName = keyof typeof policies;

/** `rds:DescribeDBClusters`, … of these policies, each once. */
export function actionsOf(...names: PolicyName[]): string[] {
  const statements = names.flatMap((name): readonly { Action: string[] }[] => policies[name].Statement);
  return [...new Set(statements.flatMap(({ Action }) => Action))];
}
