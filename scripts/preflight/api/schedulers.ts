import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * Tags by which schedulers stop and start databases: AWS's Instance Scheduler
 * (https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/), Cloud Custodian (`maid_offhours`,
 * https://cloudcustodian.io/docs/quickstart/offhours.html) and what people commonly call their own.
 */
const known =
  /^((instance|power|rds|db)?[-_: ]?schedule[rd]?|auto[-_ ]?(stop|start|shutdown)|(start|stop|shutdown)[-_ ]?(time|at)|(maid|custodian)?[-_]?(off|on)[-_]?hours|office[-_ ]?hours)$/i;
const off = /^(|no|none|off|false|never|disabled|always[-_ ]?on|24x7)$/i;

/**
 * "You can't stop and start a cluster that is part of a blue/green deployment"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html); green gets the same tags.
 */
export const schedulers: Check = {
  codes: ['API_SCHEDULER'],
  facts: nothingElse,
  find(view) {
    const { cluster, instances } = fact(view, 'production');
    const found = [cluster, ...instances].flatMap(({ identifier, tags }) =>
      Object.entries(tags)
        .filter(([key, value]) => known.test(key) && !off.test(value.trim()))
        .map(([key, value]) => `${identifier} (${key} = ${value})`),
    );
    if (found.length === 0) return [];
    return [
      warn(
        'API_SCHEDULER',
        `A scheduler seems to stop and start ${found.join(', ')}: a cluster cannot be stopped while it is part of a deployment, and a stopped one cannot be switched over. Green gets the same tags.`,
        'Suspend the schedule until the upgrade is over, or check that it does not fall into it.',
      ),
    ];
  },
};
