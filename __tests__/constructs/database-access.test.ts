import type { AuroraClusterError } from '../../constructs/problem';
import type { DatabaseAccess } from '../../constructs/props/access-props';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { readDatabaseAccess } from '../../scripts/desired/read-database-access';
import { stack } from '../desired/stacks';
import { synthCluster } from './synth';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:preflight-AbCdEf';

test.each<[string, DatabaseAccess]>([
  ['nothing', {}],
  ['a user with IAM login', { user: 'preflight', password: 'iam', name: 'shop' }],
  ['a secret over a tunnel', { secretArn, password: 'secret', host: '127.0.0.1', port: 6432 }],
  ['the Data API', { access: 'data-api', secretArn }],
  ['a command', { user: 'preflight', password: { command: 'vault read -field=password creds' } }],
])('%s comes to the commands as it was written', (_, database) => {
  const { json } = synthCluster({ database });
  expect(json.resource.aws_rds_cluster.orders['//'].aurora.database).toEqual(database);
  expect(desiredClusters([stack('app-stack', json)])[0]!.annotation.database).toEqual(database);
});

test('without the prop the stack stays as it was', () => {
  expect(synthCluster().json.resource.aws_rds_cluster.orders['//'].aurora).not.toHaveProperty('database');
});

const problemsOf = (database: object): string[] => {
  try {
    synthCluster({ database });
    return [];
  } catch (error) {
    return (error as AuroraClusterError).problems.map(({ prop, message, remedy }) => `${prop}: ${message} ${remedy}`);
  }
};

test.each<[string, object, RegExp]>([
  ['a token', { user: '${var.user}' }, /^database\.user: Only Terraform knows the value/],
  ['a token as password', { user: 'a', password: '${var.password}' }, /^database\.password: Only Terraform knows/],
  [
    'a token in a command',
    { user: 'a', password: { command: 'get ${var.name}' } },
    /^database\.password: Only Terraform/,
  ],
  ['a token as ARN', { secretArn: '${aws_secretsmanager_secret.s.arn}' }, /^database\.secretArn: .*as an option/],
  ['an unknown way', { access: 'psql' }, /^database\.access: "psql" is no way to a database/],
  ['an empty command', { user: 'a', password: { command: ' ' } }, /^database\.password: It says where/],
  ['no port', { port: 70_000 }, /^database\.port: 70000 is not a TCP port/],
  ['no ARN', { secretArn: 'preflight' }, /^database\.secretArn: "preflight" is not the ARN of a secret/],
  ['an empty user', { user: '' }, /^database\.user: It is empty/],
  ['a host with a space', { host: 'localhost ' }, /^database\.host: .*a space at one end/],
  [
    'the Data API with a user',
    { access: 'data-api', secretArn, user: 'a' },
    /^database\.user: The Data API does not use it/,
  ],
  ['the Data API without a secret', { access: 'data-api' }, /^database\.secretArn: The Data API logs in with a secret/],
  ['a secret that is not named', { password: 'secret' }, /^database\.secretArn: The password is to come from a secret/],
  ['IAM without a user', { password: 'iam' }, /^database\.user: An IAM token is for one database user/],
])('refused: %s', (_, database, pattern) => {
  expect(problemsOf(database)).toEqual([expect.stringMatching(pattern)]);
});

test('a password that was written there is refused, and not repeated', () => {
  const [problem, ...others] = problemsOf({ user: 'a', password: 'hunter2' });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^database\.password: It says where the password comes from, and is not the password\./);
  expect(problem).not.toContain('hunter2');
});

test('what the construct does not write is not read, and what a later release may write is left out', () => {
  expect(readDatabaseAccess('iam')).toBeUndefined();
  expect(readDatabaseAccess({ password: 'hunter2' })).toBeUndefined();
  expect(readDatabaseAccess({ port: '5432' })).toBeUndefined();
  expect(readDatabaseAccess({ user: 'a', proxy: true })).toEqual({ user: 'a' });
});
