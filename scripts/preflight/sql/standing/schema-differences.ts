import type { DatabaseAnswers } from '../../../database/answers';
import { block, type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { compared, type Difference, type Objects, objectsOf } from './compared';
import { schemaOf } from './schema';

/** One object that the two ends have not alike. */
export interface SchemaDifference extends Pick<Difference, 'kind' | 'name' | 'how'> {
  database: string;
}

/**
 * Compared where both ends answered for a database; where one did not, it is not checked.
 * @param sameMajor  as `compared` takes it
 */
export function schemaDifferences(blue: DatabaseAnswers, green: DatabaseAnswers, sameMajor: boolean) {
  const differences: SchemaDifference[] = [];
  const notCompared: { database: string; why: string }[] = [];
  for (const database of blue.databases.filter((name) => name !== 'rdsadmin')) {
    if (!green.databases.includes(database)) {
      differences.push({ database, kind: 'database', name: database, how: 'only on production' });
      continue;
    }
    const [there, here] = [green, blue].map(({ each }) => objectsOf(each[database]?.[schemaOf.id]));
    const failed = [here, there].find((each) => typeof each === 'string');
    if (typeof failed === 'string') notCompared.push({ database, why: failed });
    else
      for (const { kind, name, how } of compared(here as Objects, there as Objects, sameMajor))
        differences.push({ database, kind, name, how });
  }
  return { differences, notCompared };
}

/** A table tells enough: what hangs on a new or changed one is not named beside it. */
const order = [
  'database',
  'table',
  'foreign table',
  'view',
  'materialized view',
  'type',
  'sequence',
  'index',
  'constraint',
];

const rank = ({ kind }: SchemaDifference) => (order.includes(kind) ? order.indexOf(kind) : order.length);

export const differenceText = ({ database, kind, name, how }: SchemaDifference) =>
  kind === 'database' ? `database ${name} (it takes connections ${how})` : `${kind} ${name} of ${database} (${how})`;

/**
 * What production has otherwise breaks replication, or is lost with the switchover; what only green has was made there by hand
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function schemaFindings(all: readonly SchemaDifference[]): Finding[] {
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));
  const made = sorted.filter(({ how }) => how === 'only on green');
  const perhaps = sorted.filter(({ how }) => how === 'perhaps different');
  const others = sorted.filter(({ how }) => how !== 'only on green' && how !== 'perhaps different');
  const databasesOf = (found: readonly SchemaDifference[]) => [...new Set(found.map(({ database }) => database))];
  return [
    ...(others.length === 0
      ? []
      : [
          {
            ...block(
              'PG_SCHEMA',
              `The schema of production and that of green differ: ${firstOf(others.map(differenceText))}. Changes of the schema do not replicate.`,
              'Find out who changes the schema, and freeze it until the switchover is done. Rows of a table that was made anew, or is not replicated, are only in a new green.',
            ),
            databases: databasesOf(others),
            details: others.map(differenceText),
          },
        ]),
    ...(perhaps.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_SCHEMA',
              `Written while green stands, and not in the same words on both ends, which may be the major version's doing: ${firstOf(perhaps.map(differenceText))}.`,
              'Compare their definitions on production and on green.',
            ),
            databases: databasesOf(perhaps),
            details: perhaps.map(differenceText),
          },
        ]),
    ...(made.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_SCHEMA',
              `Green has what production does not have: ${firstOf(made.map(differenceText))}. Somebody made it there, or dropped it on production.`,
              'Production gets it with the switchover. A unique index or a constraint can stop the replication.',
            ),
            databases: databasesOf(made),
            details: made.map(differenceText),
          },
        ]),
  ];
}
