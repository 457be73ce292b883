import { spawnSync } from 'node:child_process';
import { commandLine, commandName } from '../../constructs/command-line';
import { shellWord } from '../../constructs/shell-word';

describe('commands as a user types them', () => {
  it.each([
    [
      'upgrade',
      ['orders', '--to', '15.10'],
      'npm run upgrade -- orders --to 15.10',
      'npx aurora-blue-green upgrade orders --to 15.10',
    ],
    ['local', [], 'npm run local', 'npx aurora-blue-green local'],
  ])('%s %j', (name, words, inSource, inPackage) => {
    expect(commandLine(name, words, 'source')).toBe(inSource);
    expect(commandLine(name, words, 'package')).toBe(inPackage);
    expect(commandLine(name, words)).toBe(inSource);
  });

  it.each([
    ['source' as const, 'npm run status --'],
    ['package' as const, 'npx aurora-blue-green status'],
  ])('what options follow, in a %s', (origin, name) => {
    expect(commandName('status', origin)).toBe(name);
  });
});

it('a shell takes every word back as it was, in one call of it', () => {
  const words = [
    'orders',
    '--to=15.10',
    'module.shop["a b"].aws_rds_cluster.this[0]',
    `aws_rds_cluster.by["it's $HOME"]`,
    '`ls`; rm *',
    'a\\b!c',
    '',
  ];
  const shell = spawnSync('/bin/sh', ['-c', `printf '%s\\n' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' });
  expect(shell.stdout).toBe(words.map((word) => `${word}\n`).join(''));
  expect(commandLine('upgrade', ['a b'], 'source')).toBe("npm run upgrade -- 'a b'");
});
