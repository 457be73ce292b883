import { commandLine, commandName } from '../../constructs/command-line';

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
