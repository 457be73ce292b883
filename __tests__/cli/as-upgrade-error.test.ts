import { RdsUnreachable } from '../../scripts/aws/faults';
import { asUpgradeError } from '../../scripts/cli/as-upgrade-error';

test.each(['EACCES', 'EROFS', 'ENOSPC', 'EMFILE'])('%s is of this machine, and no bug', (code) => {
  const error = Object.assign(new Error(`${code}: something, mkdir '/tmp/x'`), { code, path: '/tmp/x' });
  expect(asUpgradeError(error)).toMatchObject({ code: 'FILE_SYSTEM', message: expect.stringContaining('/tmp/x') });
});

test.each<[string, RegExp]>([
  ['connect ECONNREFUSED 127.0.0.1:1, over the proxy 127.0.0.1:1', /^Correct the proxy in HTTPS_PROXY or HTTP_PROXY/],
  ['the proxy 10.0.0.1:8080 refused the connection: HTTP 407', /user:password@host:port/],
  ['connect ECONNREFUSED 127.0.0.1:5440', /^Start what should answer there \(npm run local/],
])('%s: says what to correct', (message, remedy) => {
  const error = new RdsUnreachable('DescribeDBClusters', message, true);
  expect(asUpgradeError(error)).toMatchObject({ code: 'RDS_UNREACHABLE', remedy: expect.stringMatching(remedy) });
});

test('anything else is a bug', () => {
  expect(asUpgradeError(new TypeError('x is not a function'))).toBeUndefined();
  expect(asUpgradeError(undefined)).toBeUndefined();
});
