import { extensionsInstalled } from './extensions-installed';
import { listed, withRows } from './listed';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

export const awsExtensions: SqlCheck = {
  id: 'PG_EXT_ROLES',
  title: 'aws_s3, aws_lambda or aws_ml, which need IAM roles that green does not have',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: extensionsInstalled('aws_s3', 'aws_lambda', 'aws_ml'),
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_EXT_ROLES', 'warn', found, {
      message: `Extensions that call other services are installed (${listed(found)}). RDS does not copy the IAM roles of a cluster to green; the upgrade adds those that production has, by name of the feature.`,
      remedy:
        'Check that policies of buckets, functions and keys do not name the resource id of the cluster, which changes, and try one call on green before the switchover.',
    });
  },
  source: sources.considerations,
};
