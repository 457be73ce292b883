import { join } from 'node:path';
import { cleanEnvironment, runCommand } from '../support/run-command';

const file = join(__dirname, '../../scripts/text/colours.ts');

const coloursOf = async (env: Record<string, string | undefined>) => {
  const print = `process.stdout.write(require(${JSON.stringify(file)}).colours.red('x'))`;
  const call = { cwd: process.cwd(), env: { NO_COLOR: undefined, ...env } };
  return (await runCommand(process.execPath, ['--require', 'tsx/cjs', '-e', print], call)).stdout;
};

test('what is piped is plain, in CI too, unless colours are demanded', async () => {
  expect(cleanEnvironment().CI).toBeUndefined();
  expect(await coloursOf({})).toBe('x');
  expect(await coloursOf({ CI: 'true' })).toBe('x');
  expect(await coloursOf({ CI: 'true', FORCE_COLOR: '1' })).toBe('\u001b[31mx\u001b[39m');
  expect(await coloursOf({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe('x');
});
