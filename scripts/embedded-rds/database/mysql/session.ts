import type { Socket } from 'node:net';
import type { OpenSession } from '../session';

// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html
const header = 4;
const okPacket = 0x00;
const errorPacket = 0xff;
const comQuery = 0x03;
const compresses = 0x20;

/** The server speaks first, so both are joined at once. A session of a reader is made read only before its client hears that it is in. */
export const openMysqlSession: OpenSession = (client, isReader, connect) => {
  const database = connect();
  if (!isReader) {
    client.pipe(database).pipe(client);
    return;
  }
  // Its first words say whether it compresses what comes after the login: nothing can be said in between then.
  client.once('data', (chunk: Buffer) => {
    const isCompressed = chunk.length > header && (chunk.readUInt8(header) & compresses) !== 0;
    if (isCompressed) {
      database.off('data', read);
      database.pipe(client);
    }
    database.write(chunk);
    client.pipe(database);
  });
  const read = afterLogin(client, database);
  database.on('data', read);
};

/** Hands on what the server says, with a statement of our own between the login and its good end. */
function afterLogin(client: Socket, database: Socket): (chunk: Buffer) => void {
  let received = Buffer.alloc(0);
  let packets = 0;
  let welcome: Buffer | undefined;
  const read = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    while (received.length > header && received.length >= header + received.readUIntLE(0, 3)) {
      const packet = received.subarray(0, header + received.readUIntLE(0, 3));
      received = received.subarray(packet.length);
      const kind = packet.readUInt8(header);
      packets += 1;
      if (welcome === undefined && packets > 1 && kind === okPacket) {
        welcome = packet;
        database.write(statement('SET SESSION TRANSACTION READ ONLY'));
        continue;
      }
      client.write(welcome ?? packet);
      if (welcome === undefined && kind !== errorPacket) continue;
      database.off('data', read);
      if (received.length > 0) client.write(received);
      database.pipe(client);
      return;
    }
  };
  return read;
}

function statement(sql: string): Buffer {
  const body = Buffer.from(sql);
  const packet = Buffer.alloc(header + 1 + body.length);
  packet.writeUIntLE(1 + body.length, 0, 3);
  packet.writeUInt8(comQuery, header);
  body.copy(packet, header + 1);
  return packet;
}
