import { extensionsInstalled } from './extensions-installed';
import { databasesOf, withRows } from './listed';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

const parameter = 'apg_plan_mgmt.capture_plan_baselines';

/** Plans captured on green collide with those that replication brings: their primary keys are the same. */
export const planManagement: SqlCheck = {
  id: 'PG_PLANS',
  title: 'apg_plan_mgmt, which must not capture plans on green',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: extensionsInstalled('apg_plan_mgmt'),
  judge(asked, { target }) {
    if (target?.[parameter] === 'off') return [];
    const found = withRows(asked);
    return sqlFinding('PG_PLANS', 'warn', found, {
      message: `apg_plan_mgmt is installed in ${databasesOf(found).join(', ')}: a plan that green captures collides with the one that replication brings, which stops replication.`,
      remedy: `Set ${parameter} to off in the target's parameter group, and back after the switchover.`,
    });
  },
  source: sources.considerations,
};
