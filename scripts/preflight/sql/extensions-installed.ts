import { oneLine } from './one-line';

/** Which of these extensions a database has. */
export const extensionsInstalled = (...names: readonly string[]) => oneLine`
  SELECT pg_catalog.quote_ident(e.extname) AS name, e.extversion AS version FROM pg_catalog.pg_extension e
  WHERE e.extname IN (${names.map((name) => `'${name}'`).join(', ')}) ORDER BY 1`;
