import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliCommand } from '../../scripts/desired/cli-command';

const stackOf = (version: string) => ({ '//': { metadata: { version } } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  mkdirSync(join(folder, 'app'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['cdktf', '0.21.0'],
  ['cdktn', '0.24.0'],
])('%s that is installed above the app is started as it is', (cli, version) => {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.bin', cli), '');
  expect(cliCommand(stackOf(version), [join(folder, 'app')], '')).toBe(cli);
});

test.each([
  ['0.21.0', '--package=cdktf-cli@0.21.0 cdktf'],
  ['0.24.0', '--package=cdktn-cli@0.24.0 cdktn'],
])('one that is nowhere comes from its package: %s', (version, expected) => {
  expect(cliCommand(stackOf(version), [join(folder, 'app')], '/nowhere')).toBe(expected);
});

test('one on the PATH will do, and so it is where the stack says no version', () => {
  writeFileSync(join(folder, 'cdktf'), '');
  expect(cliCommand(stackOf('0.21.0'), [join(folder, 'app')], folder)).toBe('cdktf');
  expect(cliCommand({}, [join(folder, 'app')], '/nowhere')).toBe('cdktf');
});
