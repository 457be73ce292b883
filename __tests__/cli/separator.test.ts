import { command } from '../../scripts/cli/command';
import { refuseOptionsAsNames } from '../../scripts/cli/separator';

const refuse = (...args: string[]) => refuseOptionsAsNames(command('upgrade'), args);

test.each([
  [['--', '--plan'], '--plan', '--plan'],
  [['orders', '--', '--to', '15.10'], '--to', 'orders --to 15.10'],
  [['--local', '--', '-h'], '-h', '--local -h'],
])('%j is refused with what to type', (args, option, words) =>
  expect(() => refuse(...args)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      exitCode: 64,
      message: `After --, ${option} is a name and not an option. Nothing was done.`,
      remedy: `Type: npm run upgrade -- ${words}`,
    }),
  ),
);

test.each([[['--plan']], [['--yes', '--', 'orders']], [['--', '$(touch odd)']], [['orders', '--to', '15.10', '--']]])(
  '%j is left alone',
  (args) => expect(() => refuse(...args)).not.toThrow(),
);
