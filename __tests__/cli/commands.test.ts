import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import manifest from '../../package.json';
import { commands } from '../../scripts/cli/commands';
import { ExitCode } from '../../scripts/runtime/errors';
import { runCommand } from '../support/run-command';

const checkout = resolve(__dirname, '../..');
/** Of this repository only, not of the package. */
const notCommands = ['aurora-blue-green', 'bench', 'build', 'docs', 'simulate'];

const start = (...words: string[]) =>
  runCommand(process.execPath, ['--require', 'tsx/cjs', join(checkout, 'scripts/aurora-blue-green.ts'), ...words], {
    cwd: checkout,
  });

it('every entry is a command of the executable, and an npm script here', () => {
  const entries = readdirSync(join(checkout, 'scripts')).flatMap((file) => /^(.+)\.ts$/.exec(file)?.[1] ?? []);
  expect(entries.filter((name) => !notCommands.includes(name)).sort()).toEqual(Object.keys(commands).sort());
  for (const name of Object.keys(commands)) {
    expect(manifest.scripts).toHaveProperty([name], `node --require tsx/cjs scripts/${name}.ts`);
  }
});

describe('the executable', () => {
  it.each(['--help', '-h', 'help'])('%s lists the commands', async (word) => {
    const { exitCode, stdout } = await start(word);
    expect(exitCode).toBe(ExitCode.done);
    for (const [name, what] of Object.entries(commands))
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${what}$`, 'm'));
  });

  it.each([
    [[], 'A command is missing.'],
    [['upgarde', 'orders'], 'There is no command "upgarde". Did you mean upgrade?'],
    [['help', 'statsu'], 'There is no command "statsu". Did you mean status?'],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['--frob'], 'There is no command "--frob".'],
    [['constructor'], 'There is no command "constructor".'],
  ])('%j is a usage error', async (words, problem) => {
    const { exitCode, stdout, stderr } = await start(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.usage, stdout: '' });
    expect(stderr).toContain(`${problem}\n\nUsage: npx aurora-blue-green <command> [options]\n`);
  });

  it('hands the words on to the command', async () => {
    const { exitCode, stderr } = await start('upgrade', 'orders', '--until', 'tomorrow');
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toContain("error: option '--until <point>' argument 'tomorrow' is invalid.");
  });

  it('help upgrade is upgrade --help', async () => {
    const { exitCode, stdout } = await start('help', 'upgrade');
    expect(exitCode).toBe(ExitCode.done);
    expect(stdout).toContain('--switchover-timeout <seconds>');
  });

  it('tells its version', async () => {
    expect((await start('--version')).stdout).toBe(`${manifest.version}\n`);
  });
});
