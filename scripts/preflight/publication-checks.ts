import { engines } from '../engines';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';

/** Tables of one database for which PostgreSQL cannot publish an UPDATE or a DELETE. */
const query = [
  'SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
  "WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT IN ('pg_catalog', 'information_schema')",
  "AND (c.relreplident = 'n' OR (c.relreplident = 'd'",
  'AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)))',
].join(' ');

/**
 * A deployment of Aurora PostgreSQL publishes all tables, and PostgreSQL then refuses UPDATE and DELETE if it cannot identify rows: on
 * production, from the moment the deployment is created (https://www.postgresql.org/docs/current/logical-replication-publication.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function publicationFindings(view: View): Finding[] {
  const { cluster } = fact(view, 'production');
  if (!engines[view.desired.annotation.engine].publishesAllTables) return [];
  return [
    warn(
      'PUBLICATION_KEYS',
      `The deployment can break production: from the moment it is created, UPDATE and DELETE fail in ${cluster.identifier} on every table without a primary key or a replica identity. This tool does not check whether there are any.`,
      `Run this query in every database before you upgrade: ${query}. Each table that it lists needs a primary key, or ALTER TABLE … REPLICA IDENTITY FULL (or USING INDEX). --plan shows this notice and creates nothing.`,
    ),
  ];
}
