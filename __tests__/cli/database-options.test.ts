import { Command } from 'commander';
import { addDatabaseOptions, databaseAccess } from '../../scripts/cli/database-options';

const parsed = (...words: string[]) =>
  databaseAccess(
    addDatabaseOptions(new Command('preflight').exitOverride().configureOutput({ writeErr() {} }))
      .parse(['node', 'preflight', ...words])
      .opts(),
  );

test('options are told in the words of the construct, and what is not given is absent', () => {
  expect(parsed()).toEqual({});
  expect(parsed('--data-api', '--database-secret', 'arn:s')).toEqual({ access: 'data-api', secretArn: 'arn:s' });
  expect(
    parsed(
      '--database-user',
      'preflight',
      '--database-name',
      'shop',
      '--database-password',
      'iam',
      '--database-host',
      '::1',
      '--database-port',
      '6432',
    ),
  ).toEqual({ user: 'preflight', name: 'shop', password: 'iam', host: '::1', port: 6432 });
});

test('a password is no option, nor is any other place for it', () => {
  expect(() => parsed('--database-password', 'hunter2')).toThrow(/Allowed choices are iam, environment, secret/);
  expect(() => parsed('--database-port', '0')).toThrow(/from 1 to 65535/);
});
