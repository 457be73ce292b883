import { requestOf as read, targetOf } from '../../scripts/view/request';
import { plainCleanup } from '../support/cleaning';
import { requestOf, type Typed } from '../support/request-of';
import { viewOf } from '../support/view-of';

it('a step of one command reads its options, and fails in another', () => {
  const upgrade = { request: requestOf({ retrySwitchover: true }) };
  expect(read(upgrade, 'upgrade').retrySwitchover).toBe(true);
  expect(() => read(upgrade, 'cleanup')).toThrow('A step of "cleanup" was run by "upgrade".');
  expect(() => read({ request: plainCleanup }, 'upgrade')).toThrow('A step of "upgrade" was run by "cleanup".');
});

it.each<[string, { engineVersion: string; upgradeTo?: string }, Typed, string]>([
  ['--to', { engineVersion: '14.10', upgradeTo: '15.5' }, { to: '14.12' }, '14.12'],
  ['else what the code declares', { engineVersion: '14.10', upgradeTo: '15.5' }, {}, '15.5'],
  ['else its version', { engineVersion: '15.10' }, {}, '15.10'],
  ['which is also where other commands look to', { engineVersion: '15.10' }, { command: 'abort' }, '15.10'],
])('the target is %s', (_, code, typed, target) => {
  expect(targetOf(viewOf({ code }).desired, requestOf(typed)).text).toBe(target);
});
