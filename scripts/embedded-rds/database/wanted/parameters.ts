import type { ParameterGroupRecord } from '../../world/world';

/** What the groups of a cluster and of its writer say. */
export interface Parameters {
  /** The server's own, for its start. */
  engine: Record<string, string>;
  /** RDS's, which PostgreSQL shows in `pg_settings`. */
  rds: Record<string, string>;
}

/** What a user has set in the group. */
export function valuesOf(group: ParameterGroupRecord | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(group?.parameters ?? {}).flatMap(([name, { ParameterValue }]) =>
      ParameterValue === undefined ? [] : [[name, ParameterValue]],
    ),
  );
}
