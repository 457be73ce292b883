import type { Client } from 'pg';

/** So many statements go in one message. */
const together = 200;
const duplicateObject = '42710';

/** The same in each database, whatever its settings say: names are written with their schemas, times as ISO has them. */
const plainSession = `SET search_path = ''; SET datestyle = 'ISO'; SET quote_all_identifiers = off; SET statement_timeout = 0;
SET lock_timeout = 0; SET extra_float_digits = 3; SET check_function_bodies = off; SET client_min_messages = error;
SET allow_system_table_mods = on`;

/** The statements (`ddl`) that the queries answer with. */
export async function statementsOf(client: Client, queries: readonly string[]): Promise<string[]> {
  await client.query(plainSession);
  const found: string[] = [];
  for (const query of queries) {
    const { rows } = await client.query<{ ddl: string | null }>(query);
    found.push(...rows.flatMap(({ ddl }) => ddl ?? []));
  }
  return found;
}

/**
 * One thing may need another that comes later: what fails is tried again as long as that leads anywhere. Returns what failed for good,
 * as sentences.
 */
export async function runAll(client: Client, statements: string[]): Promise<string[]> {
  await client.query(plainSession);
  let left = statements;
  let errors: string[] = [];
  for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
    before = left.length;
    const failed: string[] = [];
    errors = [];
    for (let at = 0; at < left.length; at += together) {
      const some = left.slice(at, at + together);
      // One message is one transaction.
      if (
        await client.query(some.join(';\n')).then(
          () => true,
          () => false,
        )
      )
        continue;
      for (const each of some) {
        await client.query(each).catch((error: Error & { code?: string }) => {
          // A role that every database of RDS has, or a constraint that a partition has from its parent.
          if (error.code === duplicateObject) return;
          failed.push(each);
          errors.push(`${withoutPassword(each)}: ${error.message}`);
        });
      }
    }
    left = failed;
  }
  return errors;
}

const withoutPassword = (statement: string) => statement.split('\n')[0]?.replace(/ PASSWORD '.*?'/, '');
