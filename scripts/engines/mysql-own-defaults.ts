import type { OwnDefault } from './engine';

/**
 * Of MySQL 8.0 (https://dev.mysql.com/blog-archive/new-defaults-in-mysql-8-0/), those that a group of Aurora can set: there RDS leaves
 * them to the engine, so no list of its own shows the change. Of 8.4 Aurora does not say which it follows.
 */
export const ownDefaults: readonly OwnDefault[] = [
  ['character_set_server', 'latin1', 'utf8mb4'],
  ['collation_server', 'latin1_swedish_ci', 'utf8mb4_0900_ai_ci'],
  ['explicit_defaults_for_timestamp', 'OFF', 'ON'],
  ['innodb_autoinc_lock_mode', '1', '2'],
  ['event_scheduler', 'OFF', 'ON'],
  ['max_allowed_packet', '4194304', '67108864'],
].map(([name = '', before = '', after = '']) => ({ name, family: 'aurora-mysql8.0', before, after }));
