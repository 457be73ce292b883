import { removalRights } from '../../scripts/preflight/removal-rights';
import { viewOf } from '../support/view-of';

const leftovers = { complete: true, others: [], instances: [], groupUsers: [] };
const cleaning = (arn: string, change: object = {}) => {
  const finished = { origin: { toVersion: '15.10' } };
  const view = viewOf({ running: '15.10', finished, facts: { leftovers } });
  const request = {
    command: 'cleanup',
    soakHours: 24,
    maxConnections: 0,
    connectionProof: true,
    skipFinalSnapshot: false,
  };
  return removalRights({ ...view, identity: { ...view.identity, arn }, request, ...change } as typeof view);
};
const user = 'arn:aws:iam::123456789012:user/test';
const removal =
  'rds:CreateDBClusterSnapshot, AddTagsToResource, ModifyDBCluster, DeleteBlueGreenDeployment, DeleteDBInstance, DeleteDBCluster, DeleteDBClusterEndpoint';

test('what a removal needs is named beforehand, with the question to IAM', () => {
  const told = cleaning(user);
  expect(told).toContain(
    `What follows needs these permissions of ${user}, and RDS has no way to try them beforehand: ${removal}. `,
  );
  expect(told).toContain(
    `aws iam simulate-principal-policy --policy-source-arn ${user} --action-names rds:CreateDBClusterSnapshot rds:AddTags`,
  );
});

test('of a session the role is asked for, whose path the session does not tell', () => {
  expect(cleaning('arn:aws:sts::123456789012:assumed-role/dba/me')).toContain(
    '--policy-source-arn "$(aws iam get-role --role-name dba --query Role.Arn --output text)" ',
  );
});

test('no question to IAM for root, nor where a server on this machine plays RDS', () => {
  expect(cleaning('arn:aws:iam::123456789012:root')).not.toContain('simulate');
  expect(cleaning(user, { endpoint: 'http://127.0.0.1:5440' })).not.toContain('simulate');
});

test('only what will be done, and nothing where nothing is left', () => {
  const view = viewOf({ facts: { leftovers } });
  const request = {
    command: 'cleanup',
    soakHours: 24,
    maxConnections: 0,
    connectionProof: true,
    skipFinalSnapshot: true,
  } as const;
  expect(cleaning(user, { request })).not.toContain('CreateDBClusterSnapshot');
  expect(removalRights({ ...view, request })).toBeUndefined();
});
