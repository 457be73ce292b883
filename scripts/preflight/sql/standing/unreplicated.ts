import type { DatabaseAnswers } from '../../../database/answers';
import type { Code } from '../../../runtime/codes';
import { given } from '../../../runtime/given';
import { compared, type Difference, objectsOf } from './compared';
import { globalsOf } from './globals';
import { marksOf } from './marks';
import { objectsBeside, ownership } from './objects';
import { ofExtension } from './rare-objects';
import { ofOldRows } from './relations';
import { schemaOf } from './schema';

/** In what two ends differ, of what does not replicate. */
export interface Unlike extends Difference {
  id: Code;
  /** Missing of what all databases share. */
  database?: string;
}

/** A question that one of them has not answered. */
export interface NotKnown {
  id: Code;
  database?: string;
  why: string;
}

export interface Unreplicated {
  unlike: Unlike[];
  notKnown: NotKnown[];
}

/** Into `rdsadmin` nobody is let but RDS. */
const enterable = ({ databases }: DatabaseAnswers) => databases.filter((name) => name !== 'rdsadmin');

/** The checks whose answers are compared: of what all databases share, and of each. */
export const comparedIds: readonly Code[] = [globalsOf.id, objectsBeside.id, schemaOf.id];

/** Of these, that one end has it and the other has not tells nothing. */
const onlyOnBoth = [ofExtension, ofOldRows];

/**
 * Compares both ends, once for all that is told of it and asked about it.
 * @param sameMajor  as `compared` takes it
 * @param ids  the checks that are meant; default: all three
 */
export function unreplicated(
  blue: DatabaseAnswers,
  green: DatabaseAnswers,
  sameMajor: boolean,
  ids: readonly Code[] = comparedIds,
): Unreplicated {
  const found: Unreplicated = { unlike: [], notKnown: [] };
  const add = (id: Code, [one, two]: (ReturnType<typeof objectsOf> | undefined)[], database?: string) => {
    const where = { id, ...given({ database }) };
    if (typeof one !== 'object' || typeof two !== 'object') {
      const why = [one, two].find((each) => typeof each === 'string') ?? '';
      found.notKnown.push({ ...where, why: String(why) });
      return;
    }
    for (const each of compared(one, two, sameMajor && id !== globalsOf.id))
      if (!onlyOnBoth.includes(each.kind) || !each.how.startsWith('only')) found.unlike.push({ ...each, ...where });
  };
  const { id: shared } = globalsOf;
  if (ids.includes(shared))
    add(
      shared,
      [blue, green].map(({ cluster }) => objectsOf(cluster[shared])),
    );
  const [here, there] = [enterable(blue), enterable(green)];
  for (const database of here.filter((name) => there.includes(name)))
    for (const id of ids.filter((each) => each !== shared))
      add(
        id,
        [blue, green].map(({ each }) => objectsOf(each[database]?.[id])),
        database,
      );
  // One that only green has is PG_GLOBALS's: production may have closed it.
  const databaseOnlyHere = (name: string): Unlike => ({
    id: schemaOf.id,
    kind: 'database',
    name,
    how: 'only on production',
    object: { kind: 'database', name, same: '', worded: '', stamp: '', ...marksOf('') },
  });
  if (ids.includes(schemaOf.id))
    found.unlike.push(...here.filter((name) => !there.includes(name)).map(databaseOnlyHere));
  const alone = new Set(
    found.unlike.filter(({ id, how }) => id === schemaOf.id && how.startsWith('only')).map(objectKey),
  );
  return { ...found, unlike: found.unlike.filter((each) => !isOwnershipOf(alone, each)) };
}

const objectKey = ({ name, database }: Pick<Unlike, 'name' | 'database'>) => `${database} ${name}`;

/** Of an object that only one end has, the schema tells enough. */
function isOwnershipOf(objects: ReadonlySet<string>, { kind, name, database }: Unlike): boolean {
  if (kind !== ownership) return false;
  const [, ...words] = name.split(' ');
  return words.some(
    (word, at) => word === 'by' && objects.has(objectKey({ name: words.slice(0, at).join(' '), database })),
  );
}

/** Logins that only the first of both has. */
export const loginsAlone = (all: readonly Unlike[]): string[] =>
  all.filter(({ kind, how }) => kind === 'login' && how === 'only on production').map(({ name }) => name);

/** The role of one of these logins, its memberships and settings: nobody has them without it. */
export function belongsTo(logins: readonly string[], { kind, name, how }: Unlike): boolean {
  if (how !== 'only on production') return false;
  if (kind === 'role') return logins.includes(name);
  // From 16 on, who creates a role becomes its administrator: a membership in the login.
  if (kind === 'membership')
    return logins.some((login) => name.startsWith(`${login} in `) || name.endsWith(` in ${login}`));
  const of = name.slice(name.indexOf(' ') + 1);
  return kind === 'setting' && logins.some((login) => of === `of ${login}` || of.startsWith(`of ${login} in `));
}

export const unlikeText = ({ kind, name, database }: Unlike) =>
  `${kind} ${name}${database === undefined ? '' : ` of ${database}`}`;
