import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { type Connection, connect, over } from '../../scripts/aws/connection';
import { patient } from '../../scripts/aws/patience';
import { clientDefaults, Wire } from '../../scripts/aws/wire';

const provider = { region: 'eu-west-1', accessKey: 'test', secretKey: 'test' };
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function to(endpoint: string): Promise<Connection> {
  const connection = await connect(provider, { endpoint });
  closing.push(() => connection.close());
  return connection;
}

/** Something that listens, and does that with every connection. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function accepting(receive: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return listening(
    createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      receive(socket);
    }),
  );
}

describe('before the connection stands nothing is done', () => {
  test.each<[string, () => Promise<string> | string, boolean]>([
    ['refused', () => 'http://127.0.0.1:1', true],
    ['a name that nobody knows', () => 'http://rds.invalid', true],
    [
      'closed in the middle of the handshake',
      async () => `https://127.0.0.1:${await accepting((socket) => void socket.end())}`,
      false,
    ],
    [
      'reset in the middle of the handshake',
      async () =>
        `https://127.0.0.1:${await accepting((socket) => socket.once('data', () => socket.resetAndDestroy()))}`,
      false,
    ],
  ])('%s', async (_, endpoint, nobodyThere) => {
    const connection = await to(await endpoint());
    const expected = { name: 'RdsUnreachable', nothingDone: true };
    await expect(connection.rds.rebootInstance('orders-1')).rejects.toMatchObject(expected);
    // A resolver that does not answer says EAI_AGAIN instead.
    if (nobodyThere) {
      await expect(connection.rds.cluster('orders')).rejects.toMatchObject({
        message: expect.stringMatching(/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/),
      });
    }
  });

  test('a handshake that stands still', async () => {
    const endpoint = `https://127.0.0.1:${await accepting(() => {})}`;
    const options = () => ({
      ...clientDefaults,
      region: 'eu-west-1',
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: new Wire({ connect: 100, call: 5_000 }),
    });
    const none = (() => {}) as never;
    const hasty = await over(new RDSClient(options()), new STSClient(options()), {
      cloudWatch: none,
      autoscaling: none,
    });
    closing.push(() => hasty.close());
    await expect(hasty.rds.rebootInstance('orders-1')).rejects.toMatchObject({
      name: 'RdsUnreachable',
      nothingDone: true,
      message: expect.stringContaining('no connection was established within 0.1 seconds'),
    });
  });
});

describe('a connection that cannot be made secure is said at once, for a read and for a change', () => {
  const impatient = { clock: { now: () => 0, sleep: () => Promise.reject(new Error('waited')) }, notify: () => {} };

  test('a certificate of somebody else; nothing is sent to whoever has it', async () => {
    const pem = readFileSync(join(__dirname, '../fixtures/self-signed.pem'));
    let received = 0;
    const server = createTlsServer({ key: pem, cert: pem }, (_, response) => {
      received += 1;
      response.end();
    });
    const port = await listening(server);
    const rds = patient((await to(`https://127.0.0.1:${port}`)).rds, impatient);
    const expected = { code: 'TLS_REFUSED', message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') };
    await expect(rds.cluster('orders')).rejects.toMatchObject(expected);
    await expect(rds.rebootInstance('orders-1')).rejects.toMatchObject(expected);
    expect(received).toBe(0);
  });

  test('no TLS at all', async () => {
    const port = await accepting((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const rds = patient((await to(`https://127.0.0.1:${port}`)).rds, impatient);
    await expect(rds.cluster('orders')).rejects.toMatchObject({ code: 'TLS_REFUSED' });
    await expect(rds.rebootInstance('orders-1')).rejects.toMatchObject({ code: 'TLS_REFUSED' });
  });
});
