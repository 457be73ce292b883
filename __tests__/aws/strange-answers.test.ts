import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { connect } from '../../scripts/aws/connection';
import { patiently } from '../../scripts/aws/patience';
import { clientDefaults, Wire } from '../../scripts/aws/wire';
import { asUpgradeError } from '../../scripts/cli/as-upgrade-error';
import { httpAnswer, type RawServer, startRawServer } from '../support/raw-server';

const provider = { region: 'eu-west-1', accessKey: 'test', secretKey: 'test' };
const xml = 'text/xml';
const page = '<html><body>Sign in</body></html>';
const identity = (inner: string) =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult>${inner}</GetCallerIdentityResult></GetCallerIdentityResponse>`;

let server: RawServer;
let pauses: number;

/** What the user is told of a first call that is answered like this; every pause between tries is counted. */
async function told(answer: string | Buffer) {
  server = await startRawServer((socket) => void socket.end(answer));
  const connection = await connect(provider, { endpoint: server.endpoint });
  let now = 0;
  pauses = 0;
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
      pauses += 1;
    },
  };
  const { rds } = patiently(connection, { clock, notify: () => {} });
  try {
    return await rds.identity().then(
      () => undefined,
      (error: unknown) => asUpgradeError(error),
    );
  } finally {
    connection.close();
    await server.close();
  }
}

describe('what cannot pass is said at once, in a sentence, and never as a bug', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['a page', httpAnswer(200, 'text/html', page), /HTTP 200 .*text\/html/],
    ['a page with 401', httpAnswer(401, 'text/html', page), /HTTP 401/],
    ['401 of a proxy', httpAnswer(407, 'text/html', page), /HTTP 407/],
    ['a page with 403', httpAnswer(403, 'text/html', page), /HTTP 403/],
    ['a page with 404', httpAnswer(404, 'text/html', page), /HTTP 404/],
    ['a redirection', httpAnswer(302, 'text/html', '', { location: 'http://login' }), /HTTP 302/],
    ['JSON', httpAnswer(200, 'application/json', '{"ok":true}'), /HTTP 200/],
    ['nothing', httpAnswer(200, xml, ''), /HTTP 200 with no body/],
    ['no result of STS', httpAnswer(200, xml, '<GetCallerIdentityResponse></GetCallerIdentityResponse>'), /HTTP 200/],
    ['an empty result of STS', httpAnswer(200, xml, identity('')), /STS answered without Account .*HTTP 200/],
    ['no caller', httpAnswer(200, xml, identity('<Account>1</Account>')), /STS answered without Arn .*HTTP 200/],
    ['broken XML', httpAnswer(200, xml, identity('<Account>1</Acc<')), /HTTP 200/],
    [
      'a refusal in words of its own',
      httpAnswer(401, xml, '<ErrorResponse><Error><Code>Unauthorized</Code></Error></ErrorResponse>'),
      /^STS refused GetCallerIdentity \(Unauthorized\): .*HTTP 401/,
    ],
    [
      'a refusal without a code',
      httpAnswer(400, xml, '<ErrorResponse><Error><Code></Code></Error></ErrorResponse>'),
      /^STS refused GetCallerIdentity \(HTTP 400\)/,
    ],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', /does not speak HTTP/],
    ['a port of TLS', Buffer.from('15030100020246', 'hex'), /does not speak HTTP/],
  ])('%s', async (_, answer, sentence) => {
    const error = await told(answer);
    expect(error?.message).toMatch(sentence);
    expect(error?.message).not.toMatch(/\n|hidden field|XML parse/);
    expect({ pauses, asked: server.asked() }).toEqual({ pauses: 0, asked: 1 });
  });
});

describe('what may pass is asked for again', () => {
  test.each<[string, string]>([
    ['half an answer', httpAnswer(200, xml, '<GetCallerIdentityResponse><GetCallerIdentityResult><Acc')],
    ['an error of a gateway', httpAnswer(502, 'text/html', page)],
    ['too many requests', httpAnswer(429, 'text/html', page)],
    ['too early', httpAnswer(425, 'text/html', page)],
    ['a request that took too long', httpAnswer(408, 'text/html', page)],
  ])('%s', async (_, answer) => {
    const error = await told(answer);
    expect(error?.message).toMatch(/15 minutes.*HTTP \d+/);
    expect(pauses).toBeGreaterThan(10);
  });
});

test.each<[string, string]>([
  ['a server of another kind', httpAnswer(500, 'application/json', '{"error":"no disk"}')],
  [
    'RDS itself',
    httpAnswer(
      500,
      xml,
      '<ErrorResponse><Error><Code>InternalFailure</Code><Message>no disk</Message></Error></ErrorResponse>',
    ),
  ],
  ['a page', httpAnswer(500, 'text/html', '<html><body>no disk</body></html>')],
])('of an error of a server the reason is told: %s', async (_, answer) => {
  expect((await told(answer))?.message).toMatch(/HTTP 500.*no disk|no disk.*HTTP 500/);
});

test('settings that the SDK cannot use are no bug of ours', async () => {
  for (const endpoint of ['orders', 'http//x', 'http://[::1']) {
    const connection = await connect(provider, { endpoint });
    await expect(connection.rds.identity()).rejects.toMatchObject({ code: 'CALL_NOT_MADE' });
    connection.close();
  }
});

test('an answer that comes byte by byte is waited for no longer than any other', async () => {
  server = await startRawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 9999\r\n\r\n<Get');
    const dripping = setInterval(() => socket.write('C'), 20);
    socket.on('close', () => clearInterval(dripping));
  });
  const wire = new Wire({ connect: 200, call: 300 });
  const client = new STSClient({
    ...clientDefaults,
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: wire,
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toThrow(/not complete within 0.3 seconds/);
  client.destroy();
  await server.close();
});

describe('an error of AWS', () => {
  const refusal = (message: string) =>
    `<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error><RequestId>x</RequestId></ErrorResponse>`;

  test('bears its request id', async () => {
    const error = await told(httpAnswer(400, xml, refusal('No.'), { 'x-amzn-requestid': '1b2c-3d' }));
    expect(error?.message).toMatch(/No\. \(HTTP 400, request id 1b2c-3d\)$/);
    const answer = httpAnswer(404, 'text/html', page, { 'x-amzn-requestid': '1b2c-3e' });
    expect((await told(answer))?.message).toContain('request id 1b2c-3e');
  });

  test('steers no terminal', async () => {
    const message = `\u001b[2J\u009b31mred\u202e and&#xA;a line`;
    const error = await told(httpAnswer(400, xml, refusal(message)));
    expect(error?.message).toMatch(/red. and a line/);
    expect(error?.message).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
