import type { Socket } from 'node:net';
import type { OpenSession } from '../session';

// https://www.postgresql.org/docs/current/protocol-message-formats.html
const sslRequest = 80877103;
const gssEncryptionRequest = 80877104;
const version3 = 196608;

/** The client speaks first, and says by its first words what it may do. */
export const openPostgresqlSession: OpenSession = (client, isReader, connect) =>
  startupAnswered(client, isReader, (startup) => {
    const database = connect();
    database.write(startup);
    client.pipe(database).pipe(client);
  });

/**
 * Waits for the first message of a client that begins a session, and hands it on as the server is to get it. Encryption is refused, as
 * the server has none. `isReader`: the session begins read only.
 */
function startupAnswered(client: Socket, isReader: boolean, begin: (startup: Buffer) => void): void {
  let received = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 8) {
      const length = received.readUInt32BE(0);
      if (length > 10_000) {
        client.destroy();
        return;
      }
      if (received.length < length) return;
      const code = received.readUInt32BE(4);
      if (code === sslRequest || code === gssEncryptionRequest) {
        client.write('N');
        received = received.subarray(length);
        continue;
      }
      client.off('data', read);
      client.pause();
      const first = received.subarray(0, length);
      const startup = isReader && code === version3 ? readOnly(first) : first;
      begin(Buffer.concat([startup, received.subarray(length)]));
      return;
    }
  };
  client.on('data', read);
}

/** The same session, which does not write unless it says so itself. */
function readOnly(startup: Buffer): Buffer {
  const parameters = startup.subarray(8, startup.length - 1);
  const options = Buffer.from('default_transaction_read_only\0on\0\0');
  const message = Buffer.concat([startup.subarray(0, 8), parameters, options]);
  message.writeUInt32BE(message.length, 0);
  return message;
}
