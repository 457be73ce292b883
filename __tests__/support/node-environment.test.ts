import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { commandLimit } from './run-command';

// In a process of its own: this one runs in such an environment, whose storage holds this test.
const script = `
const { AsyncLocalStorage } = require('node:async_hooks');
const Environment = require(${JSON.stringify(join(__dirname, 'node-environment.js'))});
const options = { globals: {}, testEnvironmentOptions: {}, fakeTimers: {} };
const environment = new Environment({ globalConfig: {}, projectConfig: options }, {});
const [entered, run] = [new AsyncLocalStorage(), new AsyncLocalStorage()];
entered.enterWith('file');
run.run('file', async () => {
  const before = [entered.getStore(), run.getStore()];
  await environment.teardown();
  console.log(JSON.stringify([before, [entered.getStore() ?? null, run.getStore() ?? null]]));
});
`;

test('what a test file has enabled of AsyncLocalStorage ends with it', () => {
  const told = execFileSync(process.execPath, ['-e', script], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
    timeout: commandLimit,
  });
  expect(JSON.parse(told)).toEqual([
    ['file', 'file'],
    [null, null],
  ]);
});
