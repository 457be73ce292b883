import { runCommand } from '../../scripts/hooks/run-command';
import { isRunning } from '../support/is-running';
import { until } from '../support/until';

const run = (command: string, options: Partial<Parameters<typeof runCommand>[0]> = {}) => {
  const lines: string[] = [];
  const env = { PATH: process.env.PATH! };
  const ended = runCommand({ command, cwd: '/', env, timeout: 60_000, line: (text) => lines.push(text), ...options });
  return ended.then((end) => ({ end, lines }));
};

test('lines of both streams come without their ends, the last one without a line break too', async () => {
  const { end, lines } = await run('echo one; echo two >&2; printf three; exit 3');
  expect(end).toEqual({ kind: 'exited', code: 3 });
  expect([...lines].sort()).toEqual(['one', 'three', 'two']);
});

test('a line without end comes in pieces', async () => {
  const { lines } = await run(`head -c 5000 /dev/zero | tr '\\0' x`);
  expect(lines.map(({ length }) => length)).toEqual([2000, 2000, 1000]);
});

test('it reads nothing', async () => {
  expect(await run('cat; echo end')).toEqual({ end: { kind: 'exited', code: 0 }, lines: ['end'] });
});

test('what hangs is stopped with all that it started, and may clean up', async () => {
  const { end, lines } = await run(`trap 'echo cleaning; exit 0' TERM; sleep 600 & echo $!; wait`, { timeout: 1000 });
  expect(end).toEqual({ kind: 'timeout' });
  expect(lines[1]).toBe('cleaning');
  await until(() => !isRunning(Number(lines[0])));
});

test('what ignores SIGTERM is killed', async () => {
  const { end } = await run(`trap '' TERM; while :; do sleep 1; done`, { timeout: 300 });
  expect(end).toEqual({ kind: 'timeout' });
});

test('a child that stays behind does not keep the run', async () => {
  const { end, lines } = await run('sleep 600 & echo $!');
  expect(end).toEqual({ kind: 'exited', code: 0 });
  expect(lines).toHaveLength(1);
});

test('what is left behind in a session of its own, with the output open, is not waited for', async () => {
  const begun = Date.now();
  const { end } = await run('setsid sleep 20 & echo begun');
  expect(end).toEqual({ kind: 'exited', code: 0 });
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test('one that is killed says by what', async () => {
  expect((await run('kill -9 $$')).end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
});

test('an interruption ends it', async () => {
  const controller = new AbortController();
  const line = () => controller.abort(new Error('interrupted'));
  await expect(run('echo begun; sleep 600', { signal: controller.signal, line })).rejects.toThrow('interrupted');
});
