import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAccount } from '../../scripts/workspace/account';
import {
  isLoopback,
  localEndpoint,
  localEnvironment,
  localProvider,
  localStateDirectory,
  makeStateDirectory,
} from '../../scripts/workspace/local-mode';

test.each([
  ['http://127.0.0.1:5440', true],
  ['http://127.1.2.3:1', true],
  ['http://localhost:5440', true],
  ['http://[::1]:5440', true],
  ['https://rds.eu-west-1.amazonaws.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://10.0.0.1:5440', false],
  ['not a url', false],
])('%s is loopback: %s', (endpoint, expected) => expect(isLoopback(endpoint)).toBe(expected));

test.each([
  [{}, 'http://127.0.0.1:5440'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:6000' }, 'http://127.0.0.1:6000'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:6000', AWS_ENDPOINT_URL_RDS: '' }, 'http://127.0.0.1:6000'],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:6000', AWS_ENDPOINT_URL_RDS: 'http://localhost:7000' },
    'http://localhost:7000',
  ],
])('--local with %j goes to %s', (env, endpoint) => expect(localEndpoint(env)).toBe(endpoint));

test('--local refuses an endpoint elsewhere instead of leaving it aside', () => {
  expect(() => localEndpoint({ AWS_ENDPOINT_URL: 'https://rds.eu-west-1.amazonaws.com' })).toThrow(
    expect.objectContaining({ code: 'NOT_LOOPBACK', exitCode: 3 }),
  );
});

test('with --local nothing of the provider block leads to AWS', () => {
  const provider = localProvider({
    region: 'eu-west-1',
    profile: 'production',
    assumeRoles: [{ roleArn: 'arn:aws:iam::1:role/x' }],
    endpoints: { rds: 'https://rds.eu-west-1.amazonaws.com' },
    sharedConfigFiles: ['~/.aws/config'],
  });
  expect(provider).toEqual({ region: 'eu-west-1', accessKey: 'local', secretKey: 'local' });
  expect(localEnvironment('http://127.0.0.1:1')).toMatchObject({
    AWS_PROFILE: undefined,
    AWS_ENDPOINT_URL_RDS: undefined,
  });
});

test.each([
  [{ allowedAccountIds: ['111111111111'] }, /allows only 111111111111/],
  [{ forbiddenAccountIds: ['123456789012'] }, /forbids/],
])('the provider’s account ids are honoured: %j', (provider, message) => {
  expect(() => checkAccount({ stack: 's', provider }, '123456789012')).toThrow(message);
  expect(() =>
    checkAccount({ stack: 's', provider: { allowedAccountIds: ['123456789012'] } }, '123456789012'),
  ).not.toThrow();
});

test('the folder of the local state keeps itself out of git; a folder that the user names is left as it is', () => {
  const project = mkdtempSync(join(tmpdir(), 'aurora-local-mode-'));
  try {
    makeStateDirectory(localStateDirectory(project));
    expect(readFileSync(join(project, '.aurora-local/.gitignore'), 'utf8')).toBe('*\n');
    mkdirSync(join(project, 'theirs'));
    for (const theirs of ['theirs', 'theirs/new']) {
      makeStateDirectory(join(project, theirs));
      expect(existsSync(join(project, theirs, '.gitignore'))).toBe(false);
    }
  } finally {
    rmSync(project, { recursive: true });
  }
});
