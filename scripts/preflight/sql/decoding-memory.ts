import { type Finding, warn } from '../finding';
import { oneLine } from './one-line';
import { noRow, rowOf } from './one-row';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { setting } from './user-objects';

const mebi = 1024 * 1024;

/** Each database's sender may take as much: beyond a tenth of what caches pages, the cache shrinks or memory runs out. */
const share = 0.1;

export const decodingMemory: SqlCheck = {
  id: 'PG_DECODING',
  title: 'logical_decoding_work_mem too high for the number of databases, or the WAL cache off',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  // logical_decoding_work_mem, in kB, is there from version 13 on; rds.logical_wal_cache only on Aurora.
  sql: oneLine`
    SELECT ${setting('logical_decoding_work_mem')}::bigint * 1024 AS decoding, ${setting('shared_buffers')}::bigint * 8192 AS buffers,
      ${setting('rds.logical_wal_cache')} AS wal_cache,
      (SELECT count(*) FROM pg_catalog.pg_database d WHERE d.datallowconn AND d.datname NOT IN ('template0', 'template1')) AS databases`,
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const row = rowOf(asked);
    if (row === undefined) return [];
    const { decoding = null, buffers, wal_cache: cache, databases } = row;
    const needed = Number(decoding ?? 0) * Number(databases);
    const most = Number(buffers) * share;
    const findings: Finding[] = [];
    if (decoding !== null && needed > most) {
      const fitting = Math.max(1, Math.floor(most / Number(databases) / mebi));
      findings.push(
        warn(
          'PG_DECODING',
          `Decoding may take ${Math.round(needed / mebi)} MiB of the writer's memory: logical_decoding_work_mem (${Math.round(Number(decoding) / mebi)} MiB) for each of ${databases} databases, which is more than a tenth of shared_buffers.`,
          `Watch FreeableMemory while the deployment exists, or set logical_decoding_work_mem: '${fitting * 1024}' (kB) in clusterParameterGroup of the code; larger transactions then go through the disk, which is slower.`,
        ),
      );
    }
    if (cache === '0') {
      findings.push(
        warn(
          'PG_DECODING',
          'rds.logical_wal_cache is 0: each sender reads the WAL from the storage, which slows replication to green.',
          'Remove rds.logical_wal_cache from clusterParameterGroup of the code, deploy, and restart the writer.',
        ),
      );
    }
    return findings;
  },
  source: sources.logicalCache,
};
