import { awsCommand } from '../../report/commands';
import { fact } from '../../view/view';
import { block, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * A proxy follows the switchover if its target was registered before the deployment was created, and not for a global database
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-blue-green.html). While the deployment exists RDS
 * refuses RegisterDBProxyTargets.
 */
export const proxies: Check = {
  codes: ['API_PROXY'],
  facts: () => ['proxyTargets'],
  find(view) {
    const { cluster } = fact(view, 'production');
    const own = (seen(view.facts.proxyTargets) ?? []).filter((target) => target.cluster === cluster.identifier);
    return [...new Set(own.map(({ proxy }) => proxy))].map((proxy) => {
      const targets = awsCommand(view, `rds describe-db-proxy-targets --db-proxy-name ${proxy}`);
      if (cluster.globalClusterIdentifier !== undefined) {
        return block(
          'API_PROXY',
          `The RDS proxy ${proxy} has ${cluster.identifier} as its target, which belongs to the global database ${cluster.globalClusterIdentifier}: RDS Proxy does not support blue/green deployments of global databases.`,
          `Take the target off the proxy first: ${awsCommand(view, `rds deregister-db-proxy-targets --db-proxy-name ${proxy} --db-cluster-identifiers ${cluster.identifier}`)}`,
        );
      }
      return warn(
        'API_PROXY',
        `The RDS proxy ${proxy} has ${cluster.identifier} as its target. It follows the switchover, which ends its connections; until the deployment is deleted, no target can be registered.`,
        `Do not apply a change of aws_db_proxy_target meanwhile. After the switchover look at its targets: ${targets}`,
      );
    });
  },
};
