import { parametersOf as familyParameters, findParameter } from '../../data/parameters';
import { effectiveValue, findParameterGroup } from '../../world/parameters/parameter-groups';
import type { ClusterRecord, InstanceRecord, ParameterGroupRecord, Region } from '../../world/world';
import { type Parameters, valuesOf } from './parameters';

/** Of these the family's default matters too: logical replication stands and falls with them. */
const counted = [
  'max_replication_slots',
  'max_wal_senders',
  'max_logical_replication_workers',
  'max_worker_processes',
  'max_connections',
];

const unlogged = 'rds.logically_replicate_unlogged_tables';

/** What is about the machine, its files or how this server is reached: what suits a db.r6g.large suits no laptop. */
const ofTheMachine =
  /^(shared_buffers|huge_page.*|effective_cache_size|.*_directory|.*_file|ssl.*|listen_addresses|port|unix_socket.*|log_(destination|directory|filename|rotation.*|file_mode)|logging_collector|archive_.*|wal_level|fsync|full_page_writes|shared_preload_libraries|local_preload_libraries|session_preload_libraries|min_dynamic_shared_memory|shared_memory_type|dynamic_shared_memory_type)$/;

/** What both groups of the writer say. Formulas (`{DBInstanceClassMemory/…}`) are left to PostgreSQL. */
export function postgresqlParameters(region: Region, cluster: ClusterRecord, writer: InstanceRecord): Parameters {
  const ofCluster = findParameterGroup(region, 'cluster', cluster.parameterGroup);
  const ofInstance = findParameterGroup(region, 'instance', writer.parameterGroup);
  const set = { ...valuesOf(ofCluster), ...valuesOf(ofInstance) };
  const defaults = Object.fromEntries(
    counted.flatMap((name) => {
      const value = ofCluster && effectiveValue(ofCluster, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const engine = Object.entries({ ...defaults, ...set }).filter(
    ([name, value]) => !name.includes('.') && !ofTheMachine.test(name) && !/[{(]/.test(value),
  );
  const rds = ofCluster === undefined ? {} : rdsParameters(ofCluster, set);
  return {
    engine: {
      ...Object.fromEntries(engine),
      wal_level: rds['rds.logical_replication'] === 'on' ? 'logical' : 'replica',
    },
    rds,
  };
}

/** PostgreSQL's own, where the groups name none. */
const usualSlots = 10;

/** Whether they leave green a replication origin for each database that it follows: with fewer, PostgreSQL does not start again. */
export function hasRoomFor(databases: number, { engine }: Parameters): boolean {
  return databases <= Number(engine.max_replication_slots ?? usualSlots);
}

function rdsParameters({ family }: ParameterGroupRecord, set: Record<string, string>): Record<string, string> {
  const known = familyParameters(family).flatMap(({ name, default: value }) =>
    name.startsWith('rds.') && value !== undefined ? [[name, value]] : [],
  );
  const own = Object.entries(set).filter(([name]) => name.startsWith('rds.'));
  const all: Record<string, string> = Object.fromEntries([...known, ...own]);
  // PostgreSQL publishes no rows of unlogged tables: whoever asks shall not rely on them.
  if (unlogged in all) all[unlogged] = '0';
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, shown(family, name, value)]));
}

/** Groups say 0 and 1 where `SHOW` says off and on. */
function shown(family: string, name: string, value: string): string {
  const isSwitch = name === 'rds.logical_replication' || findParameter(family, name)?.dataType === 'boolean';
  return isSwitch && /^[01]$/.test(value) ? (value === '1' ? 'on' : 'off') : value;
}
