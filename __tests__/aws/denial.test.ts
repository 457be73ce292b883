import { denied, isDenial } from '../../scripts/aws/denial';
import { translate } from '../../scripts/aws/faults';

const who =
  'User: arn:aws:iam::123456789012:role/upgrade is not authorized to perform: rds:CreateDBCluster on resource: x';

/** In AWS's words, and the sentence and the remedy for it. */
const texts: [text: string, message: string, remedy: string][] = [
  [
    `${who} because no identity-based policy allows the rds:CreateDBCluster action`,
    'AWS denied CreateIt: User',
    'Give the role rds:CreateDBCluster (scripts/policies/README.md)',
  ],
  [
    `${who} with an explicit deny in an identity-based policy`,
    'An explicit Deny in a policy of the role stops CreateIt',
    'overrides every Allow',
  ],
  // hashicorp/terraform-provider-aws and others quote it so; the newer form names the policy.
  [
    `${who} with an explicit deny in a service control policy`,
    'The AWS organization denies CreateIt',
    'whoever administers AWS Organizations',
  ],
  [
    `${who} with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-x/service_control_policy/p-x`,
    'The AWS organization denies CreateIt',
    'No permission of the role can change that',
  ],
  [
    `${who} because no service control policy allows the rds:CreateDBCluster action`,
    'The AWS organization denies CreateIt',
    'whoever administers AWS Organizations',
  ],
  [
    `${who} because no permissions boundary allows the rds:CreateDBCluster action`,
    'The permissions boundary of the role stops CreateIt',
    'in the boundary too',
  ],
  [
    `${who} because no session policy allows the rds:CreateDBCluster action`,
    'The session policy with which',
    'assume_role',
  ],
  [
    `${who} with an explicit deny in a VPC endpoint policy`,
    'The policy of the VPC endpoint stops CreateIt',
    'manages the endpoint',
  ],
  [
    'User is missing the following permissions: rds:CreateDBInstance',
    'AWS denied CreateIt: Application Auto Scaling',
    'scale.json',
  ],
];

test.each(texts)('%s', (text, message, remedy) => {
  const error = denied('CreateIt', text, undefined);
  expect(error).toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  });
  expect(error.message).toContain(text);
});

test('what Application Auto Scaling lists as missing is a denial, and no other ValidationException', () => {
  const fault = (text: string) => Object.assign(new Error(text), { name: 'ValidationException', $fault: 'client' });
  const missing = 'User is missing the following permissions: rds:CreateDBInstance';
  expect(translate('RegisterScalableTarget', fault(missing), undefined)).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(translate('RegisterScalableTarget', fault('Too many.'), undefined)).toMatchObject({ name: 'RdsFault' });
  expect(isDenial('AccessDenied', '')).toBe(true);
});
