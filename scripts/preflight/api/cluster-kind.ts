import { fact } from '../../view/view';
import { block, type Finding } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * Kinds beside those of `refused-kinds.ts` that blue/green deployments do not take
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/limitless-reqs-limits.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export const clusterKind: Check = {
  codes: ['API_KIND'],
  facts: nothingElse,
  find(view) {
    const { cluster } = fact(view, 'production');
    const findings: Finding[] = [];
    if (cluster.scalability === 'limitless') {
      findings.push(
        block(
          'API_KIND',
          `${cluster.identifier} is an Aurora PostgreSQL Limitless Database, which blue/green deployments do not support.`,
          'Upgrade it as the AWS guide describes for Limitless Database.',
        ),
      );
    }
    if (cluster.outsideVpc === true) {
      findings.push(
        block(
          'API_KIND',
          `${cluster.identifier} was created by express configuration, without a network interface in a VPC; blue/green deployments do not support that.`,
          'Upgrade it in place (upgradePolicy "in-place"), or restore a snapshot of it into a VPC first.',
        ),
      );
    }
    return findings;
  },
};
