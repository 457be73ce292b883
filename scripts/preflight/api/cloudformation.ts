import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * CloudFormation does not follow a switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html); its tag names its owner
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html).
 */
export const cloudFormation: Check = {
  codes: ['API_CFN'],
  facts: nothingElse,
  find(view) {
    const { identifier, tags } = fact(view, 'production').cluster;
    const stack = tags['aws:cloudformation:stack-name'];
    if (stack === undefined) return [];
    return [
      warn(
        'API_CFN',
        `${identifier} was created by the CloudFormation stack ${stack}, to which the old cluster belongs after the switchover: an update or a deletion of the stack may hit either.`,
        `If Terraform is its owner now, take it out of ${stack} first (DeletionPolicy: Retain).`,
      ),
    ];
  },
};
