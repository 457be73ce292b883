import { AuroraCluster } from 'aurora-blue-green';
import type { Construct } from 'constructs';
import { versions } from '../versions';
import { DatabaseStack } from './database-stack';

/** A small cluster, and a busy one with auto scaling and enhanced monitoring. */
export class Shop extends DatabaseStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AuroraCluster(this, 'billing', {
      ...this.shared,
      ...versions.billing,
      clusterIdentifier: 'billing',
      instances: { 'billing-1': { instanceClass: 'db.t4g.medium' } },
    });
    new AuroraCluster(this, 'orders', {
      ...this.shared,
      ...versions.orders,
      clusterIdentifier: 'orders',
      instances: { 'orders-1': { instanceClass: 'db.r6g.large' }, 'orders-2': { instanceClass: 'db.r6g.large' } },
      autoscaling: { minCapacity: 1, maxCapacity: 4, targetCpuUtilization: 60 },
      monitoringInterval: 60,
      monitoringRoleArn: 'arn:aws:iam::123456789012:role/rds-monitoring',
    });
  }
}
