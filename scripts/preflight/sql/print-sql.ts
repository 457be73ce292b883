import type { Question } from '../../database/answers';
import { asWritten } from '../../database/statement';
import { questionsOf } from './catalogues';
import { quotedText } from './script';
import type { SqlContext, When } from './sql-check';

/** Whom the results will be about. */
export interface PrintedFor {
  cluster: string;
  /** `cluster-ABC…`, which nobody gives to another cluster: results of another one are refused by it. */
  resourceId: string;
}

/**
 * All questions as one script for a DBA, who runs it where this tool cannot connect. Its output is a line of JSON a question, between
 * a line that begins and one that ends each database, so that what is cut off can be told.
 */
export function printSql(context: SqlContext, when: When, { cluster, resourceId }: PrintedFor): string {
  const { cluster: once, each } = questionsOf(context, when);
  const line = (fields: string) =>
    `SELECT pg_catalog.jsonb_build_object('for', ${quotedText(resourceId)}, 'when', '${when}', 'database', pg_catalog.current_database(), 'at', (extract(epoch FROM clock_timestamp()) * 1000)::bigint, ${fields});`;
  const asked = (scope: string) => (question: Question) =>
    line(
      `'id', '${question.id}', 'scope', '${scope}', 'rows', coalesce((SELECT pg_catalog.jsonb_agg(t) FROM (${question.sql}) t), '[]')`,
    );
  return [
    ...header(context, when, cluster),
    line(
      `'begin', ${once.length + each.length}, 'databases', (SELECT pg_catalog.jsonb_agg(d.datname) FROM pg_catalog.pg_database d WHERE d.datallowconn AND d.datname NOT IN ('template0', 'template1'))`,
    ),
    ...once.map(asked('cluster')),
    ...each.map(asked('database')),
    line("'end', true"),
    '',
  ].join('\n');
}

const header = ({ from, to }: SqlContext, when: When, cluster: string) => [
  `-- What must be known before ${when === 'create' ? 'a blue/green deployment' : 'the switchover'} of ${cluster.replace(/\s/g, ' ')}, ${from} to ${to}. It only reads.`,
  '-- Run it on the writer in each database, as a role with pg_monitor. With PGHOST, PGUSER and PGPASSWORD set, and this file as preflight.sql:',
  '--',
  `--   psql -XAt -d postgres -c "SELECT datname FROM pg_database WHERE datallowconn AND datname NOT IN ('template0', 'template1', 'rdsadmin')" |`,
  '--     while IFS= read -r database; do PGDATABASE="$database" psql -X -f preflight.sql </dev/null; done > results.jsonl',
  '--',
  '-- What fails is reported on the terminal, and is then not checked. The results are valid for a day.',
  '\\set QUIET on',
  '\\set ON_ERROR_STOP off',
  '\\pset pager off',
  '\\pset format unaligned',
  '\\pset tuples_only on',
  "SET client_encoding = 'UTF8';",
  // As this tool asks itself: names have their schema, and nobody's own operators are called.
  ...Object.entries(asWritten).map(([name, value]) => `SET ${name} = ${quotedText(value)};`),
  'SET default_transaction_read_only = on;',
  "SET statement_timeout = '30s';",
  "SET lock_timeout = '1s';",
];
