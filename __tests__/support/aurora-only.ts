import type { Client } from 'pg';
import { clientOf } from './ask-postgres';
import type { TestPostgres } from './postgres';

/** Gives databases made from now on, and `postgres`, settings of which Aurora has more than PostgreSQL, and which a test may set. */
export async function withAuroraSettings(server: TestPostgres): Promise<void> {
  for (const database of ['template1', 'postgres']) {
    await server.sql(
      `CREATE TABLE public.aurora_settings (name text PRIMARY KEY, setting text);
       CREATE OR REPLACE VIEW pg_catalog.pg_settings AS
         SELECT a.name, coalesce(o.setting, a.setting) AS setting, a.unit, a.category, a.short_desc, a.extra_desc, a.context,
           a.vartype, a.source, a.min_val, a.max_val, a.enumvals, a.boot_val, coalesce(o.setting, a.reset_val) AS reset_val,
           a.sourcefile, a.sourceline, a.pending_restart
         FROM pg_catalog.pg_show_all_settings() a LEFT JOIN public.aurora_settings o ON o.name = a.name
         UNION ALL
         SELECT o.name, o.setting, NULL, NULL, NULL, NULL, 'postmaster', 'string', 'default', NULL, NULL, NULL, NULL, o.setting,
           NULL, NULL, false
         FROM public.aurora_settings o WHERE o.name NOT IN (SELECT a.name FROM pg_catalog.pg_show_all_settings() a)`,
      database,
    );
  }
}

export const auroraSetting = (name: string, value: string) =>
  `INSERT INTO public.aurora_settings VALUES ('${name}', '${value}') ON CONFLICT (name) DO UPDATE SET setting = excluded.setting`;

/** An extension whose files this server does not have. */
export const fakeExtension = (name: string) =>
  `INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
   SELECT 90000 + count(*), '${name}', 10, 2200, false, '1.0' FROM pg_catalog.pg_extension`;

/** A finding's script by database, with what is commented out as well: a person has read it. */
export function statementsOf(script: string): { database: string; statement: string }[] {
  let database = 'postgres';
  return script.split('\n').flatMap((line) => {
    const connect = /^\\connect "?(.*?)"?$/.exec(line);
    if (connect === null) return line.endsWith(';') ? [{ database, statement: line.replace(/^-- /, '') }] : [];
    database = connect[1]!.replaceAll('""', '"');
    return [];
  });
}

export async function applyScript(server: TestPostgres, script: string): Promise<void> {
  let client: Client | undefined;
  for (const { database, statement } of statementsOf(script)) {
    if (client?.database !== database) {
      await client?.end();
      client = await clientOf(server, database);
    }
    await client!.query(statement);
  }
  await client?.end();
}
