import type { DatabaseAnswers } from '../../../database/answers';
import { block, type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { schemaOf } from './schema';
import { type Fingerprint, unpacked } from './unpacked';

/** One object that the two ends have not alike. */
export interface SchemaDifference {
  database: string;
  /** `table`, `index`, `function` … */
  kind: string;
  name: string;
  how: 'only on production' | 'only on green' | 'different';
}

/**
 * Compared where both ends answered for a database; where one did not, it is not checked.
 * @param sameMajor  whether the texts of definitions can be compared: each major words them in its own way
 */
export function schemaDifferences(blue: DatabaseAnswers, green: DatabaseAnswers, sameMajor: boolean) {
  const differences: SchemaDifference[] = [];
  const notCompared: { database: string; why: string }[] = [];
  for (const database of blue.databases.filter((name) => name !== 'rdsadmin')) {
    const [there, here] = [objectsIn(green, database), objectsIn(blue, database)];
    const failed = [here, there].find((each) => typeof each === 'string');
    if (typeof failed === 'string') notCompared.push({ database, why: failed });
    else differences.push(...compared(database, here as Objects, there as Objects, sameMajor));
  }
  return { differences, notCompared };
}

type Objects = ReadonlyMap<string, Fingerprint>;

function objectsIn({ each }: DatabaseAnswers, database: string): Objects | string {
  const answer = each[database]?.[schemaOf.id];
  if (answer === undefined) return 'There is no answer to it.';
  if ('failed' in answer) return answer.failed;
  return new Map(answer.rows.flatMap(unpacked).map((object) => [`${object.kind} ${object.name}`, object]));
}

function compared(database: string, blue: Objects, green: Objects, sameMajor: boolean): SchemaDifference[] {
  const found: SchemaDifference[] = [];
  const add = ({ kind, name }: { kind: string; name: string }, how: SchemaDifference['how']) =>
    found.push({ database, kind, name, how });
  for (const [key, object] of blue) {
    const other = green.get(key);
    if (other === undefined) add(object, 'only on production');
    else if (other.same !== object.same || (sameMajor && other.worded !== object.worded)) add(object, 'different');
  }
  for (const [key, object] of green) if (!blue.has(key)) add(object, 'only on green');
  return found;
}

/** A table tells enough: what hangs on a new or changed one is not named beside it. */
const order = ['table', 'foreign table', 'view', 'materialized view', 'type', 'sequence', 'index', 'constraint'];

const rank = ({ kind }: SchemaDifference) => (order.includes(kind) ? order.indexOf(kind) : order.length);

export const differenceText = ({ database, kind, name, how }: SchemaDifference) =>
  `${kind} ${name} of ${database} (${how})`;

/**
 * What production has otherwise breaks replication, or is lost with the switchover; what only green has was made there by hand
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function schemaFindings(all: readonly SchemaDifference[]): Finding[] {
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));
  const made = sorted.filter(({ how }) => how === 'only on green');
  const others = sorted.filter(({ how }) => how !== 'only on green');
  const databasesOf = (found: readonly SchemaDifference[]) => [...new Set(found.map(({ database }) => database))];
  return [
    ...(others.length === 0
      ? []
      : [
          {
            ...block(
              'PG_SCHEMA',
              `The schema of production and that of green differ: ${firstOf(others.map(differenceText))}. Changes of the schema do not replicate.`,
              'Find out who changes the schema, and freeze it until the switchover is done.',
            ),
            databases: databasesOf(others),
            details: others.map(differenceText),
          },
        ]),
    ...(made.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_SCHEMA',
              `Somebody has made on green: ${firstOf(made.map(differenceText))}.`,
              'Production gets it with the switchover. A unique index or a constraint can stop the replication.',
            ),
            databases: databasesOf(made),
            details: made.map(differenceText),
          },
        ]),
  ];
}
