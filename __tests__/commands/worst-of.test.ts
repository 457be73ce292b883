import { worstOf } from '../../scripts/commands/worst-of';
import { ExitCode } from '../../scripts/runtime/errors';

const { done, failed, changes, refused, usage, interrupted } = ExitCode;

test.each<[string, ExitCode[], ExitCode]>([
  ['of none', [], done],
  ['of one', [refused], refused],
  ['a proof that failed after one that found changes', [changes, failed], failed],
  ['the order in which they ended does not matter', [failed, changes], failed],
  ['a failure outranks a refusal', [refused, failed, done], failed],
  ['a refusal outranks changes', [done, changes, refused], refused],
  ['an interruption outranks all', [failed, interrupted, usage], interrupted],
])('%s', (_, codes, worst) => {
  expect(worstOf(codes)).toBe(worst);
});

test('a check: what could not be looked at does not hide what is refused', () => {
  expect(worstOf([failed, refused, changes], 'check')).toBe(refused);
  expect(worstOf([changes, failed], 'check')).toBe(failed);
});

test.each(['run', 'check'] as const)('%s: every code has its place', (of) => {
  for (const code of Object.values(ExitCode)) expect(worstOf([done, code], of)).toBe(code);
});
