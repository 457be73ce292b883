import { listed, withRows } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

/** What a tool leaves in a database, by which it is known. Roles are of the cluster: each database would tell the same one. */
const traces: readonly (readonly [kind: 'table' | 'schema' | 'procedure' | 'extension', name: string, tool: string])[] =
  [
    ['table', 'flyway_schema_history', 'Flyway'],
    ['table', 'databasechangelog', 'Liquibase'],
    ['table', 'schema_migrations', 'migrations of Rails, golang-migrate or dbmate'],
    ['table', 'django_migrations', 'Django'],
    ['table', 'alembic_version', 'Alembic'],
    ['table', '_prisma_migrations', 'Prisma'],
    ['table', 'knex_migrations', 'Knex'],
    ['table', 'goose_db_version', 'goose'],
    ['table', '__EFMigrationsHistory', 'Entity Framework'],
    ['table', 'typeorm_metadata', 'TypeORM, which may change the schema when it connects'],
    ['schema', 'gitlab_partitions_dynamic', 'GitLab, which creates partitions'],
    ['schema', 'pgroll', 'pgroll'],
    ['schema', 'hdb_catalog', 'Hasura'],
    ['procedure', 'teleport_activate_user', 'Teleport, which creates and drops roles'],
    ['extension', 'timescaledb', 'TimescaleDB, which creates chunks'],
  ];

const namesOf = (kind: string) =>
  traces
    .filter(([each]) => each === kind)
    .map(([, name]) => `'${name}'`)
    .join(', ');

export const ddlTools: SqlCheck = {
  id: 'PG_DDLSRC',
  title: 'traces of tools that change the schema: migrations, Teleport, GitLab',
  scope: 'database',
  when: ['create', 'switchover'],
  severity: ['warn'],
  sql: oneLine`
    SELECT DISTINCT t.trace FROM (
      SELECT c.relname::text AS trace FROM pg_catalog.pg_class c
      WHERE c.relkind IN ('r', 'p') AND c.relname IN (${namesOf('table')})
      UNION ALL SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.nspname IN (${namesOf('schema')})
      UNION ALL SELECT p.proname::text FROM pg_catalog.pg_proc p WHERE p.proname IN (${namesOf('procedure')})
      UNION ALL SELECT e.extname::text FROM pg_catalog.pg_extension e WHERE e.extname IN (${namesOf('extension')})) t
    ORDER BY 1`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_DDLSRC', 'warn', found, {
      message: `Tools that change the schema are in use (${listed(found, ({ trace }) => toolOf(String(trace)))}). Changes of the schema, roles or grants do not replicate while the deployment exists: RDS refuses the switchover, or green lacks them.`,
      remedy:
        'Stop application releases and migration jobs from the creation of the deployment until after the switchover.',
    });
  },
  source: sources.considerations,
};

const toolOf = (trace: string) => traces.find(([, name]) => name === trace)?.[2] ?? trace;
