import { engineOf } from '../engines';
import type { Engine } from '../engines/engine';
import { isReservedDatabase, isReservedUser } from '../engines/reserved-words';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';

type Names = Pick<AuroraClusterProps, 'masterUsername' | 'databaseName' | 'engine'>;

/** Of the master user and of the first database (CreateDBCluster, MasterUsername and DatabaseName). */
export function nameProblems({ engine, masterUsername, databaseName }: Names): Problem[] {
  const known = engineOf(engine);
  if (known === undefined) return [];
  return [
    ...oneProblem('masterUsername', masterUsername, {
      what: 'user',
      longest: known.names.longestUser,
      isReserved: (name) => isReservedUser(engine, name),
      title: known.title,
    }),
    ...oneProblem('databaseName', databaseName, {
      what: 'database',
      longest: known.names.longestDatabase,
      isReserved: (name) => isReservedDatabase(engine, name),
      title: known.title,
    }),
  ];
}

interface Rules extends Pick<Engine, 'title'> {
  what: string;
  longest: number;
  isReserved(name: string): boolean;
}

function oneProblem(prop: string, name: string | undefined, { what, longest, isReserved, title }: Rules): Problem[] {
  if (name === undefined || isUnresolved(name)) return [];
  if (!/^[A-Za-z]\w*$/.test(name)) {
    return [
      {
        prop,
        message: `"${name}" is not a valid name of a ${what}: RDS allows letters, digits and underscores, starting with a letter.`,
        remedy: `Write one such as "${what === 'user' ? 'postgres_admin' : 'orders'}".`,
      },
    ];
  }
  if (name.length > longest) {
    return [
      {
        prop,
        message: `The name has ${name.length} characters, but ${title} allows ${longest}.`,
        remedy: 'Write a shorter one.',
      },
    ];
  }
  if (!isReserved(name)) return [];
  return [
    {
      prop,
      message: `RDS refuses "${name}": the word is reserved by ${title}.`,
      remedy: `Write another, such as "${name}_${what === 'user' ? 'login' : 'db'}".`,
    },
  ];
}
