import { timeServed } from '../../scripts/bench/time-command';

const run = (script: string, timeout?: number) =>
  timeServed(process.execPath, ['-e', script], { cwd: __dirname, env: process.env, ...(timeout ? { timeout } : {}) });

test('a command that is served is timed', async () => {
  expect(await run('setTimeout(() => {}, 50)')).toBeGreaterThan(0.05);
});

test.each([
  ['fails: its output says why', "console.error('no app'); process.exit(3)", 60_000, /ended with 3\nno app/],
  [
    'hangs: it is not waited for',
    "console.log('waiting'); setInterval(() => {}, 1000)",
    2000,
    /did not end within 2 seconds\nwaiting/,
  ],
])('one that %s', async (_, script, timeout, said) => {
  await expect(run(script, timeout)).rejects.toThrow(said);
});
