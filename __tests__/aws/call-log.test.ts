import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import { connect } from '../../scripts/aws/connection';
import { redactedBody, redactedHeaders } from '../../scripts/aws/redacted';
import { runId } from '../../scripts/aws/user-agent';
import { startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { withTemporaryFolder } from '../../scripts/runtime/temporary-folder';
import { httpAnswer, startRawServer } from '../support/raw-server';

const secret = 'hunter2hunter2';

describe('nothing secret is written down', () => {
  test.each([
    ['a password in a form', `Action=ModifyDBCluster&MasterUserPassword=${secret}&Version=1`],
    ['a token in a form', `Action=AssumeRoleWithWebIdentity&WebIdentityToken=${secret}`],
    ['a password in XML', `<A><MasterUserPassword>${secret}</MasterUserPassword><B>1</B></A>`],
    ['a secret with parts', `<A><MasterUserSecret><SecretArn>${secret}</SecretArn></MasterUserSecret></A>`],
    [
      'keys of STS',
      `<C><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${secret}</SessionToken></C>`,
    ],
    ['half an answer', `<C><SessionToken>${secret.slice(0, 14)}`],
    ['JSON', JSON.stringify({ roleCredentials: { secretAccessKey: secret, sessionToken: secret } })],
    ['half of JSON', `{"a":1,"accessToken":"${secret}`],
    ['a signed URL', `Action=X&SourceUrl=https%3A%2F%2Frds%2F%3FX-Amz-Signature%3D${secret}`],
    ['a URL with a password', `<Message>http://me:${secret}@proxy refused</Message>`],
  ])('%s', (_, body) => {
    expect(redactedBody(body)).not.toContain(secret);
    expect(redactedBody(body)).toContain('(hidden)');
  });

  test('what is not secret stays', () => {
    for (const body of ['Action=X&ManageMasterUserPassword=true', '{"NextToken":"abc"}', '<A><Marker>1</Marker></A>']) {
      expect(redactedBody(body)).toBe(body);
    }
  });

  test('headers', () => {
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=${secret}`,
      'x-amz-security-token': secret,
      'x-amz-sso_bearer_token': secret,
      'proxy-authorization': `Basic ${secret}`,
      host: 'rds',
    };
    const redacted = redactedHeaders(headers);
    expect(JSON.stringify(redacted)).not.toContain(secret);
    expect(redacted).toMatchObject({ host: 'rds', authorization: expect.stringContaining('AKIA') });
  });
});

test('calls and answers in a file of its owner, a line each, failed ones too', async () => {
  const rds = await startEmbeddedRds({ speed: 0 });
  const answer = httpAnswer(200, 'text/html', '<html>\u001b[2J\n\n</html>');
  const strange = await startRawServer((socket) => void socket.end(answer));
  await withTemporaryFolder('aurora-debug', async (folder) => {
    const file = join(folder, 'calls.log');
    const provider = { region: 'eu-west-1', accessKey: 'AKIATEST', secretKey: secret, token: secret };
    const open = (endpoint: string) => connect(provider, { endpoint, env: { AWS_UPGRADE_DEBUG: file } });
    for (const endpoint of [rds.endpoint, strange.endpoint, 'http://127.0.0.1:1']) {
      const connection = await open(endpoint);
      await connection.rds.identity().catch(() => {});
      connection.close();
    }
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const begin = `^aws ${runId} \\d{4}-\\S+Z `;
    expect(lines).toEqual(
      [
        '#1 > POST http://127.0.0.1:\\d+/ \\{.*\\} Action=GetCallerIdentity',
        '#1 < \\d+ ms HTTP 200 .*x-amzn-requestid.* <GetCallerIdentityResponse',
        '#2 > POST',
        '#2 < \\d+ ms HTTP 200 .*<html>\ufffd\\[2J </html>$',
        '#3 > POST',
        '#3 < \\d+ ms no answer: .*ECONNREFUSED',
      ].map((line) => expect.stringMatching(begin + line)),
    );
    // The SDK's own, then ours: what CloudTrail shows.
    expect(lines[0]).toMatch(
      new RegExp(`"user-agent":"aws-sdk-js/[^"]* aurora-blue-green/${manifest.version} run/${runId}`),
    );
    expect(lines.join('')).not.toContain(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  await strange.close();
  await rds.close();
});

test('a file that cannot be written is refused before any call', async () => {
  const env = { AWS_UPGRADE_DEBUG: '/nowhere/calls.log' };
  await expect(connect({ region: 'eu-west-1' }, { env })).rejects.toMatchObject({ code: 'DEBUG_FILE', exitCode: 3 });
});
