import type { DatabaseAnswers } from '../../../database/answers';
import type { Code } from '../../../runtime/codes';
import { compared, type Difference, objectsOf } from './compared';
import { globalsOf } from './globals';
import { objectsBeside } from './objects';
import { ofExtension } from './rare-objects';
import { schemaOf } from './schema';

/** What a switchover would lose or bring back, a line each, with the check that tells of it. */
export interface Unreplicated {
  id: Code;
  text: string;
}

/** Into `rdsadmin` nobody is let but RDS. */
const enterable = ({ databases }: DatabaseAnswers) => databases.filter((name) => name !== 'rdsadmin');

/**
 * All in which both ends differ, and what is not known of it, so that two looks at the same world say the same, in any order. Each line
 * has a digest of what is there: a second GRANT on a table that differs already is another line.
 */
export function unreplicated(blue: DatabaseAnswers, green: DatabaseAnswers, sameMajor: boolean): Unreplicated[] {
  const here = enterable(blue);
  const there = enterable(green);
  const ofOne = (name: string, text: string) => ({ id: schemaOf.id, text: `${text}: database ${name}` });
  return [
    ...globals(blue, green),
    ...here.filter((name) => !there.includes(name)).map((name) => ofOne(name, 'lost')),
    ...there.filter((name) => !here.includes(name)).map((name) => ofOne(name, 'comes back')),
    ...here
      .filter((name) => there.includes(name))
      .flatMap((name) => [schemaOf, objectsBeside].flatMap(({ id }) => inDatabase(id, name, blue, green, sameMajor))),
  ];
}

/**
 * Without the logins that only production has, and what belongs to them alone: a machine that hands out credentials makes one in every
 * hour, and no consent would outlast it. They are told all the same, as they cannot log in after the switchover.
 */
function globals(blue: DatabaseAnswers, green: DatabaseAnswers): Unreplicated[] {
  const { id } = globalsOf;
  const [here, there] = [blue, green].map(({ cluster }) => objectsOf(cluster[id]));
  if (typeof here !== 'object' || typeof there !== 'object') return [notKnown(id)];
  const all = compared(here, there, false);
  const logins = all.filter(({ kind, how }) => kind === 'login' && how === 'only on production');
  const names = logins.map(({ name }) => name);
  return all.filter((each) => !isOf(each, names)).map((each) => ({ id, text: lineOf(each) }));
}

/** Of one of these roles, and only on production as they are. */
function isOf({ kind, name, how }: Difference, logins: readonly string[]): boolean {
  if (how !== 'only on production') return false;
  if (kind === 'login' || kind === 'role') return logins.includes(name);
  // From 16 on, who creates a role becomes its administrator: a membership in the login.
  if (kind === 'membership')
    return logins.some((login) => name.startsWith(`${login} in `) || name.endsWith(` in ${login}`));
  const of = name.slice(name.indexOf(' ') + 1);
  return kind === 'setting' && logins.some((login) => of === `of ${login}` || of.startsWith(`of ${login} in `));
}

function inDatabase(
  id: Code,
  database: string,
  blue: DatabaseAnswers,
  green: DatabaseAnswers,
  sameMajor: boolean,
): Unreplicated[] {
  const [here, there] = [blue, green].map(({ each }) => objectsOf(each[database]?.[id]));
  if (typeof here !== 'object' || typeof there !== 'object') return [notKnown(id, database)];
  return compared(here, there, sameMajor)
    .filter(({ kind, how }) => kind !== ofExtension || how === 'different')
    .map((each) => ({ id, text: lineOf(each, database) }));
}

const notKnown = (id: Code, database?: string): Unreplicated => ({
  id,
  text: `not known: ${id}${database === undefined ? '' : ` of ${database}`}`,
});

const becomes: Record<Difference['how'], string> = {
  'only on production': 'lost',
  different: 'lost',
  'perhaps different': 'perhaps lost',
  'made anew or rewritten on production': 'lost',
  'not replicated to green': 'lost',
  'only on green': 'comes back',
};

function lineOf({ kind, name, how, object: { same, worded } }: Difference, database?: string): string {
  const digest = [same, worded].map((text) => text.slice(0, 6)).filter((text) => text !== '');
  const what = `${kind} ${name}${database === undefined ? '' : ` of ${database}`}`;
  return `${becomes[how]}: ${what} (${[how, ...digest].join(' ')})`;
}
