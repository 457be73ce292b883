import { readFile } from 'node:fs/promises';
import type { DatabaseAccess } from '../../constructs/props/access-props';
import { isLoopback } from '../database/access';
import type { DatabaseLook } from '../database/answers';
import { askAll } from '../database/ask-all';
import { chooseAccess } from '../database/choose-access';
import { NotReached } from '../database/database-port';
import { openDatabases } from '../database/open-databases';
import type { DatabasesSource } from '../observed/sources';
import { questionsFor } from '../preflight/data-verdict';
import { readResults } from '../preflight/sql/read-results';
import type { When } from '../preflight/sql/sql-check';
import { fact, type View } from '../view/view';
import type { OpenConnection } from './connections';

export interface DatabasesOptions {
  /** Of the command line. */
  access: DatabaseAccess;
  /** `--sql-results`: what the printed script has printed. */
  results?: string;
  signal: AbortSignal;
}

/**
 * Production's databases, asked as the options or the construct say. Each look connects anew and leaves no connection: between two of them
 * may be an hour, and a switchover.
 */
export function databasesOf(connection: OpenConnection, options: DatabasesOptions): DatabasesSource {
  return {
    async look(view, when) {
      if (options.results !== undefined) return resultsIn(options.results, view, when);
      if (playsNone(view, connection)) return { kind: 'no-database' };
      try {
        return { kind: 'answered', answers: await ask(view, when, connection, options) };
      } catch (error) {
        if (!(error instanceof NotReached)) throw error;
        const local =
          view.request.local === true
            ? ' A cluster of the code has the password embedded-rds: PGUSER=postgres PGPASSWORD=embedded-rds.'
            : '';
        return { kind: 'not-checked', reason: error.message, remedy: `${error.remedy}${local}` };
      }
    },
  };
}

/** The embedded RDS names endpoints of AWS where nothing is behind them. */
const playsNone = (view: View, { target }: OpenConnection) =>
  target.embedded.rds === true && !isLoopback(fact(view, 'production').cluster.endpoint ?? '');

async function ask(view: View, when: When, connection: OpenConnection, { access, signal }: DatabasesOptions) {
  const { cluster } = fact(view, 'production');
  const way = chooseAccess({ options: access, code: view.desired.annotation.database, env: process.env }, cluster);
  const port = await openDatabases(way, { aws: connection.data, env: process.env, signal });
  try {
    const { cluster: once, each } = questionsFor(view, when);
    return await askAll(port, once, each, () => connection.clock.now());
  } finally {
    await port.close();
  }
}

async function resultsIn(file: string, view: View, when: When): Promise<DatabaseLook> {
  const remedy = 'Name the file that the printed script wrote, or omit --sql-results.';
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { kind: 'not-checked', reason: `The results cannot be read: ${(error as Error).message}.`, remedy };
  }
  const { resourceId } = fact(view, 'production').cluster;
  const read = readResults(text, { resourceId, when, now: Date.now() });
  if ('refused' in read) return { kind: 'not-checked', reason: `${file}: ${read.refused}`, remedy };
  return { kind: 'answered', answers: read.answers };
}
