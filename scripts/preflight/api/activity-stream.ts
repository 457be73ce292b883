import { awsCommand } from '../../report/commands';
import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * A stream is tied to the resource id, and green has none
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export const activityStream: Check = {
  codes: ['API_STREAM'],
  facts: nothingElse,
  find(view) {
    const { identifier, arn, activityStream } = fact(view, 'production').cluster;
    if (activityStream === undefined) return [];
    const start = `rds start-activity-stream --resource-arn ${arn} --mode async --kms-key-id <key> --apply-immediately`;
    return [
      warn(
        'API_STREAM',
        `${identifier} has a database activity stream (${activityStream}), which stays with the old cluster: from the switchover on, production is not audited.`,
        `Start a new one right after the switchover: ${awsCommand(view, start)}`,
      ),
    ];
  },
};
