import type { DatabaseServer } from '../database-server';

/** How often green could not apply a change since it was made: after DDL on blue that is again and again. */
export async function countErrors(green: DatabaseServer): Promise<number> {
  const [row] = await green.sql<{ errors: number }>(
    'postgres',
    'SELECT coalesce(sum(apply_error_count + sync_error_count), 0)::int AS errors FROM pg_stat_subscription_stats',
  );
  return row?.errors ?? 0;
}
