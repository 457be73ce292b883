import type { FieldPacket } from 'mysql2/promise';
import { type DataApi, secretArn, serveDataApi } from './data-api';
import type { TestMariadb } from './mariadb';

/** The RDS Data API of Aurora MySQL over a real MariaDB: each statement in a session of its own, without transactions. */
export function startMysqlDataApi(server: TestMariadb, user: string, password: string): Promise<DataApi> {
  return serveDataApi(async (operation, input) => {
    if (input.secretArn !== secretArn)
      throw { type: 'SecretsErrorException', message: 'The secret could not be found' };
    if (operation !== 'ExecuteStatement') throw { type: 'BadRequestException', message: `No ${operation} is expected` };
    const client = await server.connect(user, password).catch(asFault);
    try {
      await client.query(`USE \`${input.database}\``);
      const [rows, fields] = await client.query({ sql: input.sql!, rowsAsArray: true }).catch(asFault);
      const columns = fields as FieldPacket[];
      return {
        numberOfRecordsUpdated: 0,
        columnMetadata: columns.map(({ name }) => ({ label: name, name })),
        records: (rows as unknown[][]).map((row) => row.map((value, i) => field(value, columns[i]!))),
      };
    } finally {
      client.destroy();
    }
  });
}

/** As a user has met it (https://github.com/cloud-utils/aurora-data-api/issues/21). */
function asFault({ errno, message }: { errno: number; message: string }): never {
  throw { type: 'BadRequestException', message: `Database error code: ${errno}. Message: ${message}` };
}

const bit = 16;

function field(value: unknown, { columnType }: FieldPacket): object {
  if (value === null) return { isNull: true };
  if (columnType === bit && Buffer.isBuffer(value)) return { booleanValue: value[0] === 1 };
  if (Buffer.isBuffer(value)) return { blobValue: value.toString('base64') };
  if (typeof value === 'number') return Number.isInteger(value) ? { longValue: value } : { doubleValue: value };
  return { stringValue: String(value) };
}
