import { synthCluster } from '../synth';
import { check, value } from './check';

describe('passwords', () => {
  const wrong = (why: string) => value(`The parameter MasterUserPassword is not a valid password${why}`);
  const characters = wrong(". Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.");

  it.each([
    ['a/${var.password}', 'a/longer-password', characters],
    ['${var.password}@', 'longer-password@', characters],
    ['a b${var.password}', 'a b-password', characters],
    ['ä${var.password}', 'ä-password', characters],
    [`\${var.password}${'x'.repeat(100)}`, 'x'.repeat(100), wrong(' because it is longer than 99 characters.')],
  ])('%s', (masterPassword, password, fault) => {
    check({
      props: { masterPassword },
      atSynth: /masterPassword: It has /,
      create: { MasterUserPassword: password },
      modify: { MasterUserPassword: password },
      fault,
    });
  });

  it.each(['${var.password}', 'pre-${var.password}!', '${lookup({ a = "b" }, "a")}'])('%s may be right', (password) => {
    synthCluster({ masterPassword: password });
  });

  it('a literal one is refused for what it is, and a short one by RDS', () => {
    check({
      props: { masterPassword: 'short' },
      atSynth: /masterPassword: The password is in the code/,
      create: { MasterUserPassword: 'short' },
      modify: { MasterUserPassword: 'short' },
      fault: wrong(' because it is shorter than 8 characters.'),
    });
  });
});
