import { Client } from 'pg';
import type { Answer, DatabaseAnswers, Question, Row } from '../../scripts/database/answers';
import type { TestPostgres } from './postgres';

/** The rows of several questions in one statement, in the transaction that the client has open. */
export async function rowsOf(client: Client, questions: readonly Question[]): Promise<Row[][]> {
  const list = questions.map(({ sql }, index) => `(SELECT json_agg(t)::text FROM (${sql}) t) AS q${index}`);
  const { rows } = await client.query(`SELECT ${list.join(', ')}`);
  return questions.map((_, index) => JSON.parse(rows[0][`q${index}`] ?? '[]') as Row[]);
}

export const clientOf = async ({ port, user, password }: Login, database: string): Promise<Client> => {
  const client = new Client({ host: '127.0.0.1', port, user, password, database });
  await client.connect();
  return client;
};

type Login = Pick<TestPostgres, 'port' | 'user' | 'password'>;

/** One database's answers, as a connection asks: all questions in one statement, read only, and one by one where that fails. */
export async function ask(
  login: Login,
  database: string,
  questions: readonly Question[],
): Promise<Record<string, Answer>> {
  const client = await clientOf(login, database);
  const readOnly = async (some: readonly Question[]) => {
    await client.query("BEGIN READ ONLY; SET LOCAL statement_timeout = '30s'");
    try {
      return await rowsOf(client, some);
    } finally {
      await client.query('ROLLBACK');
    }
  };
  try {
    const all = await readOnly(questions).catch(() => undefined);
    const answers: Record<string, Answer> = {};
    for (const [index, question] of questions.entries()) {
      answers[question.id] =
        all === undefined
          ? await readOnly([question]).then(
              ([rows]) => ({ rows: rows! }),
              (error: Error) => ({ failed: error.message }),
            )
          : { rows: all[index]! };
    }
    return answers;
  } finally {
    await client.end();
  }
}

/** The answers of the whole server, or of some of its databases. */
export async function askAll(
  server: TestPostgres,
  { cluster, each }: { cluster: Question[]; each: Question[] },
  only?: readonly string[],
): Promise<DatabaseAnswers> {
  const listed = await server.sql(
    "SELECT datname FROM pg_database WHERE datallowconn AND datname NOT IN ('template0', 'template1') ORDER BY 1",
  );
  const databases = only ?? listed.map(({ datname }) => String(datname));
  const answers: DatabaseAnswers = { via: 'a test', at: Date.now(), databases: [...databases], cluster: {}, each: {} };
  answers.cluster = await ask(server, 'postgres', cluster);
  for (const database of databases) {
    if (database !== 'rdsadmin') answers.each[database] = await ask(server, database, each);
  }
  return answers;
}
