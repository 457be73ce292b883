import { block, type Finding, warn } from '../finding';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { setting } from './user-objects';

const parameter = 'shared_preload_libraries';

/** RDS's own, which no group names. */
const ofRds = new Set(['rdsutils', 'aurora_stat_utils', 'aurora_utils']);

/** "If pgAudit is installed it must remain in the shared libraries of both." Green does not start, or its extensions fail, without the others. */
export const preloadedLibraries: SqlCheck = {
  id: 'PG_PRELOAD',
  title: `${parameter} of the target without those of production`,
  scope: 'cluster',
  when: ['create'],
  severity: ['block', 'warn'],
  sql: oneLine`SELECT ${setting(parameter)} AS libraries`,
  unseen(asked, { target }) {
    if (asked[0]?.rows[0]?.libraries == null) {
      return `The role that runs the checks may not read ${parameter}. Grant it pg_read_all_settings: GRANT pg_read_all_settings TO …;`;
    }
    return target === undefined ? "The values of the target's parameter groups are not known." : undefined;
  },
  judge(asked, { target, to }): Finding[] {
    const running = namesIn(String(asked[0]?.rows[0]?.libraries ?? ''));
    if (target === undefined) return [];
    const kept = new Set(namesIn(target[parameter] ?? ''));
    const missing = running.filter((name) => !kept.has(name) && !ofRds.has(name));
    if (missing.length === 0) return [];
    const isAudited = missing.includes('pgaudit');
    return [
      (isAudited ? block : warn)(
        'PG_PRELOAD',
        `Production loads ${missing.join(', ')}, which ${parameter} of the target's parameter group lacks: what uses them fails on green${isAudited ? ', and pgaudit must stay in it' : ''}.`,
        `In clusterParameterGroup of the code, set ${parameter}: '${[...kept, ...missing].join(',')}', and deploy the groups of ${to.family}.`,
      ),
    ];
  },
  source: sources.considerations,
};

const namesIn = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
