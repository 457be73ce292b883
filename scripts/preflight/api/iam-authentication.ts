import { fact, type View } from '../../view/view';
import { type Finding, warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * A policy for rds-db:connect names a resource id, which is another one after the switchover. Nothing lists the policies of an account
 * by what they name
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html).
 */
export const iamAuthentication: Check = {
  codes: ['API_IAM_AUTH'],
  facts: nothingElse,
  find: (view) =>
    told(
      view,
      (id) =>
        `Look for policies that contain ${id}. As soon as green exists, this command shows its resource id, which production gets at the switchover: add it to those policies first.`,
    ),
};

/** Once green exists, its id is known. */
export const newResourceId = (view: View): Finding[] =>
  told(view, (id, arn) => {
    const [, partition, , region, account] = arn.split(':');
    const user = `arn:${partition}:rds-db:${region}:${account}:dbuser:${fact(view, 'green')?.cluster.resourceId}/<user>`;
    return `Before the switchover, add to each policy that contains ${id}: ${user}`;
  });

function told(view: View, remedy: (id: string, arn: string) => string): Finding[] {
  const { identifier, resourceId, arn, settings } = fact(view, 'production').cluster;
  if (settings.iam_database_authentication_enabled !== true) return [];
  return [
    warn(
      'API_IAM_AUTH',
      `IAM database authentication is on for ${identifier}, whose resource id changes at the switchover: with a policy that names ${resourceId}, nobody can connect then. Policies cannot be searched for it.`,
      remedy(resourceId, arn),
    ),
  ];
}
