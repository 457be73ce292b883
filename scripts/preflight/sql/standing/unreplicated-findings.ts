import { block, type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { globalsOf } from './globals';
import { objectsBeside } from './objects';
import { schemaOf } from './schema';
import { type Unlike, type Unreplicated, unlikeText } from './unreplicated';

/** What is said of that in which both ends differ: of the schema it stops, of what is beside it whoever can do without it goes on. */
export function unreplicatedFindings({ unlike }: Pick<Unreplicated, 'unlike'>): Finding[] {
  const of = (id: string) => unlike.filter((each) => each.id === id);
  return [...schemaFindings(of(schemaOf.id)), ...globalFindings(of(globalsOf.id)), ...lostOrBack(of(objectsBeside.id))];
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

const rank = ({ kind }: Unlike) => (order.includes(kind) ? order.indexOf(kind) : order.length);

const howText = (each: Unlike) => `${unlikeText(each)} (${each.how})`;

export const schemaText = (each: Unlike) =>
  each.kind === 'database' ? `database ${each.name} (it takes connections ${each.how})` : howText(each);

/** All that helps once RDS has reported the replication as degraded: a green that is mended is not switched over either. */
export const freezeSchema = 'Find out who changes the schema, and freeze it until the switchover is done.';

/** One finding of all of them; none of none. */
function told(all: readonly Unlike[], textOf: (each: Unlike) => string, say: (list: string) => Finding): Finding[] {
  const details = all.map(textOf);
  return details.length === 0 ? [] : [{ ...say(firstOf(details)), details }];
}

/**
 * What production has otherwise breaks replication, or is lost with the switchover; what only green has was made there by hand
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
function schemaFindings(all: readonly Unlike[]): Finding[] {
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));
  const made = sorted.filter(({ how }) => how === 'only on green');
  const perhaps = sorted.filter(({ how }) => how === 'perhaps different');
  const mixed = sorted.filter(({ how }) => how === 'changed on both ends' || how === 'perhaps rewritten');
  const others = sorted.filter((each) => ![made, perhaps, mixed].some((those) => those.includes(each)));
  const finding = (found: readonly Unlike[], say: (list: string) => Finding) =>
    told(found, schemaText, (list) => ({
      ...say(list),
      databases: [...new Set(found.map(({ database, name }) => database ?? name))],
    }));
  return [
    ...finding(others, (list) =>
      block(
        'PG_SCHEMA',
        `The schema of production and that of green differ: ${list}. Changes of the schema do not replicate.`,
        `${freezeSchema} The same change on green (there, as a statement of its own: SET default_transaction_read_only = off) makes the rest good; rows of a table that was made anew, or is not replicated, are only in a new green (--rebuild).`,
      ),
    ),
    ...finding(perhaps, (list) =>
      warn(
        'PG_SCHEMA',
        `Written while green stands, and not in the same words on both ends, which may be the major version's doing: ${list}.`,
        'Compare their definitions on production and on green.',
      ),
    ),
    ...finding(mixed, (list) =>
      warn(
        'PG_SCHEMA',
        `While green stands, what names or holds rows was changed, and they may not be the same on both ends: ${list}.`,
        'Compare their rows on production and on green. If they differ, only a new green has them (--rebuild).',
      ),
    ),
    ...finding(made, (list) =>
      warn(
        'PG_SCHEMA',
        `Green has what production does not have: ${list}. Somebody made it there, or dropped it on production.`,
        'Production gets it with the switchover. A unique index or a constraint can stop the replication.',
      ),
    ),
  ];
}

/**
 * Only rows of tables replicate. What only green has was most likely taken away on production since, and comes back with the switchover: a
 * role that was dropped, a membership that was revoked.
 */
function globalFindings(all: readonly Unlike[]): Finding[] {
  // Of a role that is missing as a whole, its login tells enough.
  const logins = new Set(all.filter(({ kind }) => kind === 'login').map(({ name, how }) => `${name} ${how}`));
  const differences = all.filter(({ kind, name, how }) => kind !== 'role' || !logins.has(`${name} ${how}`));
  const missing = differences.filter(({ kind, how }) => kind === 'login' && how === 'only on production');
  return [
    ...told(
      missing,
      ({ name }) => name,
      (list) =>
        warn(
          'PG_GLOBALS',
          `Green has no login for ${list}: roles do not replicate, and these cannot log in after the switchover.`,
          'Create them on green, too, with the same password (there: SET default_transaction_read_only = off). Or drop them on production, or build green again (--rebuild).',
        ),
    ),
    ...lostOrBack(differences.filter((each) => !missing.includes(each))),
  ];
}

/** Of one check: somebody granted, revoked, made or dropped it while green stood. */
function lostOrBack(all: readonly Unlike[]): Finding[] {
  const [id] = all.map((each) => each.id);
  if (id === undefined) return [];
  const onGreen = 'on green (there: SET default_transaction_read_only = off)';
  const isBack = ({ how }: Unlike) => how === 'only on green';
  return [
    ...told(
      all.filter((each) => !isBack(each)),
      howText,
      (list) =>
        warn(
          id,
          `Green does not have what production has: ${list}. This does not replicate, and is lost with the switchover.`,
          `Do the same ${onGreen}, or do it again after the switchover.`,
        ),
    ),
    ...told(all.filter(isBack), unlikeText, (list) =>
      warn(
        id,
        `Green still has what production does not have: ${list}. It comes back with the switchover.`,
        `If it was taken away on production, take it away, too, ${onGreen}, or again after the switchover.`,
      ),
    ),
  ];
}
