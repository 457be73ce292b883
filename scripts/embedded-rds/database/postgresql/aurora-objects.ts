import type { Parameters } from '../wanted/parameters';
import type { TopologyRow } from '../wanted/topology';
import { literal } from './sql-text';

/** The superuser of every RDS database. */
export const owner = 'rdsadmin';

/** What only Aurora has, in the database that is connected to; one that is made of it later has it too. */
export const auroraObjects = `
SET allow_system_table_mods = on;
CREATE OR REPLACE FUNCTION pg_catalog.aurora_version() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT pg_catalog.current_setting('rds.aurora_version', true) $$;
CREATE OR REPLACE FUNCTION pg_catalog.get_blue_green_fast_switchover_metadata(application text)
  RETURNS TABLE (id text, endpoint text, port integer, role text, status text, version text) LANGUAGE sql STABLE
  AS $$ SELECT * FROM pg_catalog.json_to_recordset(
    coalesce(nullif(pg_catalog.current_setting('rds.blue_green_topology', true), ''), '[]')::json)
    AS x(id text, endpoint text, port integer, role text, status text, version text) $$;
CREATE OR REPLACE VIEW pg_catalog.pg_settings AS
  SELECT * FROM pg_catalog.pg_show_all_settings() AS A
  UNION ALL
  SELECT key, value, NULL::text, 'Customized Options', NULL::text, NULL::text, 'postmaster', 'string', 'configuration file',
    NULL::text, NULL::text, NULL::text[], NULL::text, value, NULL::text, NULL::integer, false
  FROM pg_catalog.json_each_text(
    coalesce(nullif(pg_catalog.current_setting('rds.parameters', true), ''), '{}')::json);
RESET allow_system_table_mods;
`;

/** The roles of a new cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html */
export const auroraRoles = (master: string): string => `
CREATE ROLE rds_superuser NOLOGIN;
CREATE ROLE rds_replication NOLOGIN;
CREATE ROLE rds_password NOLOGIN;
CREATE ROLE rds_iam NOLOGIN;
GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO rds_superuser WITH ADMIN OPTION;
GRANT rds_password, rds_replication TO rds_superuser WITH ADMIN OPTION;
CREATE ROLE ${master} LOGIN CREATEDB CREATEROLE REPLICATION;
GRANT rds_superuser TO ${master} WITH ADMIN OPTION;
`;

/** What the server reads when it is told to, in the syntax of `postgresql.conf`. */
export function configuration(state: {
  version: string;
  isReadOnly: boolean;
  rds: Parameters['rds'];
  topology: TopologyRow[];
}): string {
  const lines: [name: string, value: string][] = [
    ...Object.entries(state.rds),
    ['rds.aurora_version', state.version],
    ['rds.parameters', JSON.stringify(state.rds)],
    ['rds.blue_green_topology', JSON.stringify(state.topology)],
    ['default_transaction_read_only', state.isReadOnly ? 'on' : 'off'],
  ];
  return lines.map(([name, value]) => `${name} = ${literal(value)}\n`).join('');
}
