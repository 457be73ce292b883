import { command } from '../../scripts/cli/command';
import { type CommandName, commands } from '../../scripts/cli/commands';
import { help, helpAfter } from '../../scripts/cli/help';
import { interruption } from '../../scripts/cli/interruption';

test.each(Object.keys(commands) as CommandName[])('the help of %s has an example, and its exit codes', (name) => {
  const text = helpAfter(name);
  expect(text).toMatch(new RegExp(`^Examples?:\\n  npm run ${name}`, 'm'));
  for (const code of [0, 64]) expect(text).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
  expect(help[name].examples.length).toBeGreaterThan(0);
});

describe('an interruption says what it leaves behind', () => {
  const of = (name: CommandName, ...args: string[]) => {
    const program = command(name)
      .option('--plan')
      .action(() => {});
    program.parse(args, { from: 'user' });
    return interruption(program, args);
  };

  test.each(['upgrade', 'abort', 'cleanup'] as const)('%s: RDS goes on', (name) =>
    expect(of(name, 'orders', '--local')).toEqual({
      message: 'Interrupted. RDS continues what it has begun; nothing is lost.',
      remedy: `To continue, run the same command again: npm run ${name} -- orders --local`,
    }),
  );

  test.each([['status'], ['reconcile', '--json'], ['upgrade', '--plan'], ['cleanup', '--plan']] as const)(
    '%s %s changes nothing',
    (name, ...args) => {
      const { message, remedy } = of(name, ...args);
      expect(message).toMatch(/^Interrupted\. Nothing was changed/);
      expect(remedy).not.toContain('continue');
    },
  );
});
