import { readFile } from 'node:fs/promises';
import type { DatabaseAccess } from '../../constructs/props/access-props';
import type { Cluster } from '../aws/rds/types';
import { isLoopback } from '../database/access';
import type { DatabaseLook } from '../database/answers';
import { askAll } from '../database/ask-all';
import { Refused } from '../database/ask-in-parts';
import { chooseAccess } from '../database/choose-access';
import { type DatabasePort, NotReached } from '../database/database-port';
import { dialectOf, dialects } from '../database/dialects';
import { openDatabases } from '../database/open-databases';
import type { AskedEnd, DatabasesSource } from '../observed/sources';
import { questionsFor } from '../preflight/data-verdict';
import { printedScripts } from '../preflight/sql/scripts';
import type { When } from '../preflight/sql/sql-check';
import type { DatabasesPort } from '../runbook/step';
import { fact, type View } from '../view/view';
import type { ReadingConnection } from './connections';

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
export function databasesOf(connection: ReadingConnection, options: DatabasesOptions): DatabasesSource {
  return {
    async look(view, when, of = 'production') {
      if (options.results !== undefined && of === 'production') {
        return (['building', 'standing', 'gone'] as const).some((each) => each === when)
          ? notWatched(options.results)
          : resultsIn(options.results, view, { when, now: isEmbedded(connection) ? Date.now() : view.now });
      }
      try {
        const cluster = clusterOf(view, of);
        if (playsNone(cluster, connection)) return { kind: 'no-database' };
        return { kind: 'answered', answers: await ask(cluster, view, when, connection, options) };
      } catch (error) {
        if (!(error instanceof NotReached)) throw error;
        return { kind: 'not-checked', reason: error.message, remedy: `${error.remedy}${loginHere(view)}` };
      }
    },
  };
}

/** The same, for a run that may also write statistics on green (`--analyze`). */
export function databasesToActOn(connection: ReadingConnection, options: DatabasesOptions): DatabasesPort {
  return {
    ...databasesOf(connection, options),
    async analyzeGreen(view, databases) {
      try {
        await over(clusterOf(view, 'green'), view, connection, options, (port) => analyzeAll(port, databases));
        return undefined;
      } catch (error) {
        if (error instanceof NotReached) return { reason: error.message, remedy: error.remedy };
        if (error instanceof Refused) return { reason: error.message, remedy: 'Run ANALYZE there yourself.' };
        throw error;
      }
    },
  };
}

/** As whom the databases of the embedded RDS are entered. */
function loginHere(view: View): string {
  if (view.request.local !== true) return '';
  const { user, password } = dialects[view.desired.annotation.engine].variables;
  const master = fact(view, 'production').cluster.settings.master_username ?? 'postgres';
  return ` A cluster of the code has the password embedded-rds: ${user}=${master} ${password}=embedded-rds.`;
}

/** @throws NotReached, Refused */
async function analyzeAll(port: DatabasePort, databases: readonly string[]): Promise<void> {
  if (port.analyze === undefined) {
    throw new NotReached(
      'ANALYZE takes longer than the 45 seconds that a statement has over the Data API.',
      'Run it where the endpoint of green can be reached, or by hand: psql -c ANALYZE in each of its databases.',
    );
  }
  for (const database of databases) await port.analyze(database);
}
/** A file holds one moment; what happens while green stands shows from one look to the next. */
const notWatched = (file: string): DatabaseLook => ({
  kind: 'not-checked',
  reason: `${file} holds one moment: while green stands, nobody watches the databases.`,
  remedy: 'Make them reachable, and omit --sql-results.',
});

/** The embedded RDS names endpoints of AWS where nothing is behind them. */
export const playsNone = ({ endpoint }: Pick<Cluster, 'endpoint'>, { target }: ReadingConnection) =>
  target.embedded.rds === true && !isLoopback(endpoint ?? '');

/**
 * The cluster to ask.
 * @throws NotReached for a green or an old one that RDS does not show
 */
function clusterOf(view: View, of: AskedEnd): Cluster {
  const environment = fact(view, of);
  if (environment !== null) return environment.cluster;
  throw new NotReached(
    `RDS does not show the ${of} cluster of ${view.desired.annotation.clusterIdentifier}.`,
    'Run the command again once it is available.',
  );
}

async function ask(cluster: Cluster, view: View, when: When, connection: ReadingConnection, options: DatabasesOptions) {
  return over(cluster, view, connection, options, (port) => {
    const { cluster: once, each } = questionsFor(view, when);
    return askAll(port, once, each, () => connection.clock.now());
  });
}

/** @throws NotReached */
async function over<T>(
  cluster: Cluster,
  view: View,
  connection: ReadingConnection,
  { access: options, signal }: DatabasesOptions,
  act: (port: DatabasePort) => Promise<T>,
): Promise<T> {
  const code = view.desired.annotation.database;
  const isProduction = cluster === fact(view, 'production').cluster;
  const access = isProduction ? options : elsewhere(options, code, cluster);
  const way = chooseAccess({ options: access, code, env: process.env }, cluster);
  const port = await openDatabases(way, dialectOf(cluster.engine, cluster.identifier), {
    aws: connection.data,
    env: process.env,
    signal,
  });
  try {
    return await act(port);
  } finally {
    await port.close();
  }
}

/**
 * The same way to another cluster.
 * @throws NotReached where a tunnel is named: it leads to production only
 */
function elsewhere(options: DatabaseAccess, code: DatabaseAccess | undefined, { identifier }: Cluster): DatabaseAccess {
  const host = options.host ?? code?.host;
  if (host === undefined) return options;
  throw new NotReached(
    `The databases of ${identifier} were not queried: ${host} is the way to production's.`,
    `Run it where the endpoint of ${identifier} can be reached directly, without a named host.`,
  );
}

/** The clock of the embedded RDS may run faster than that of the databases behind it; at AWS it is right, and a laptop's may be wrong. */
const isEmbedded = ({ target }: ReadingConnection) => target.embedded.rds === true;

/** @param now  on the clock of the databases */
async function resultsIn(file: string, view: View, { when, now }: { when: When; now: number }): Promise<DatabaseLook> {
  const remedy = 'Name the file that a script printed now has written (preflight --print-sql), or omit --sql-results.';
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { kind: 'not-checked', reason: `The results cannot be read: ${(error as Error).message}.`, remedy };
  }
  const { resourceId } = fact(view, 'production').cluster;
  const read = printedScripts[view.desired.annotation.engine].read(text, { resourceId, when, now });
  if ('refused' in read) return { kind: 'not-checked', reason: `${file}: ${read.refused}`, remedy };
  return { kind: 'answered', answers: read.answers };
}
