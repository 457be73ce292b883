import { resolve } from 'node:path';
import { Command } from 'commander';
import { placeOf } from '../../scripts/cli/confirm';
import { localByVariable } from '../../scripts/cli/local-variable';
import { standalone } from '../../scripts/cli/standalone';
import { ExitCode } from '../../scripts/runtime/errors';
import { runCommand } from '../support/run-command';

const checkout = resolve(__dirname, '../..');
const start = (entry: string, env: Record<string, string>) =>
  runCommand(process.execPath, ['--require', 'tsx/cjs', `scripts/${entry}.ts`], { cwd: checkout, env });

test.each([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['', false],
  ['0', false],
  ['False', false],
])('AWS_UPGRADE_LOCAL=%s', (value, local) => {
  expect(localByVariable({ AWS_UPGRADE_LOCAL: value })).toBe(local);
});

it('AWS_UPGRADE_LOCAL keeps a command away from AWS, as --local does', async () => {
  const env = { AWS_UPGRADE_LOCAL: '1', AWS_ENDPOINT_URL: 'https://rds.eu-central-1.amazonaws.com' };
  const { exitCode, stderr } = await start('status', env);
  expect(exitCode).toBe(ExitCode.refused);
  expect(stderr).toContain('--local works on this machine only');
  expect(stderr).toContain('AWS_UPGRADE_LOCAL');
});

it('a question says whose RDS it is', () => {
  const identity = { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/a' };
  expect(placeOf({ identity, region: 'eu-west-1' })).toBe('This is account 123456789012, eu-west-1, at AWS.');
  expect(placeOf({ identity, region: 'eu-west-1', endpoint: 'http://127.0.0.1:5440' })).toBe(
    'This is account 123456789012, eu-west-1, at http://127.0.0.1:5440.',
  );
});

test.each([
  ['local', 'reset', 'true', 'npm run local -- --reset'],
  ['local', 'port', '6000', 'npm run local -- --port 6000'],
  ['simulate', 'every_call', 'true', 'npm run simulate -- --every-call'],
])('npm run %s with an option that npm took (%s) is refused', async (entry, option, value, typed) => {
  const env = { [`npm_config_${option}`]: value, npm_lifecycle_event: entry };
  const { exitCode, stdout, stderr } = await start(entry, env);
  expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.usage, stdout: '' });
  expect(stderr).toContain(`Type: ${typed}\n`);
});

it('what a standalone command throws that nobody foresaw is not swallowed', async () => {
  const program = new Command('odd').allowUnknownOption().allowExcessArguments();
  const odd = () => () => Promise.reject(new TypeError('odd'));
  await expect(standalone(program, odd)).rejects.toThrow('odd');
});
