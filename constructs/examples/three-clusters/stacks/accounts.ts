import { AuroraCluster } from 'aurora-blue-green';
import type { Construct } from 'constructs';
import { versions } from '../versions';
import { DatabaseStack } from './database-stack';

/** One cluster, on Serverless v2, with parameters of its own. */
export class Accounts extends DatabaseStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AuroraCluster(this, 'users', {
      ...this.shared,
      ...versions.users,
      clusterIdentifier: 'users',
      instances: { 'users-1': { instanceClass: 'db.serverless' } },
      serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 16 },
      clusterParameterGroup: { parameters: { 'rds.force_ssl': 1 } },
      instanceParameterGroup: {
        parameters: { log_min_duration_statement: 500 },
        // Over the ones above, in the group of this family only: what a later family needs is here before the upgrade.
        parametersByFamily: { 'aurora-postgresql16': { log_min_duration_statement: 250 } },
      },
    });
  }
}
