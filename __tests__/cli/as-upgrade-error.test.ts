import { asUpgradeError } from '../../scripts/cli/as-upgrade-error';

test.each(['EACCES', 'EROFS', 'ENOSPC', 'EMFILE'])('%s is of this machine, and no bug', (code) => {
  const error = Object.assign(new Error(`${code}: something, mkdir '/tmp/x'`), { code, path: '/tmp/x' });
  expect(asUpgradeError(error)).toMatchObject({ code: 'FILE_SYSTEM', message: expect.stringContaining('/tmp/x') });
});

test('anything else is a bug', () => {
  expect(asUpgradeError(new TypeError('x is not a function'))).toBeUndefined();
  expect(asUpgradeError(undefined)).toBeUndefined();
});
