import { member, relations } from './of-users';

const columns = (kinds: string) =>
  `${relations(kinds).replace('WHERE', 'JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid WHERE')}
   AND a.attnum > 0 AND NOT a.attisdropped`;

const change = (change: string, ...values: string[]) =>
  `SELECT format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I ${change}', ${['n.nspname', 'c.relname', 'a.attname', ...values].join(', ')}) AS ddl`;

const word = (column: string, words: Record<string, string>) =>
  `CASE ${column} ${Object.entries(words)
    .map(([letter, text]) => `WHEN '${letter}' THEN '${text}'`)
    .join(' ')} END`;

const storage = word('a.attstorage', { p: 'PLAIN', e: 'EXTERNAL', m: 'MAIN', x: 'EXTENDED' });
const compression = word(member('a', 'attcompression'), { p: 'pglz', l: 'lz4' });

/** What is set on columns that are there. */
export const columnQueries: string[] = [
  `${change('SET DEFAULT %s', 'pg_get_expr(f.adbin, f.adrelid)')}
   ${columns("'v'").replace('WHERE', 'JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum WHERE')}`,
  `${change('SET NOT NULL')} ${columns("'r'")} AND a.attnotnull AND NOT a.attislocal AND NOT c.relispartition`,
  `${change('SET STORAGE %s', storage)} ${columns("'r', 'p', 'm'")} AND a.attstorage <> t.typstorage`,
  // Not known before 14.
  `${change('SET COMPRESSION %s', compression)} ${columns("'r', 'p', 'm'")} AND ${compression} IS NOT NULL`,
  // -1, or from 17 on NULL: as the server's default_statistics_target.
  `${change('SET STATISTICS %s', 'a.attstattarget')} ${columns("'r', 'p', 'm'")} AND a.attstattarget >= 0`,
  `${change('SET (%s)', "array_to_string(a.attoptions, ', ')")} ${columns("'r', 'p', 'm'")} AND a.attoptions IS NOT NULL`,
];
