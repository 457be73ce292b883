import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { ServiceRequest, ServiceResponse } from '../../server/service';
import { parseArn } from '../../world/names/arn';
import type { World } from '../../world/world';
import { fieldOf, jsonOf, unparsed } from './data-api/fields';
import { type SqlParameter, withPositions } from './data-api/named-parameters';
import type { DatabaseServer } from './database-server';
import { identifier } from './sql-text';

const operations = ['/Execute', '/BeginTransaction', '/CommitTransaction', '/RollbackTransaction', '/BatchExecute'];

/** Calls of the RDS Data API have the path of their operation. */
export const isDataApi = ({ method, path }: ServiceRequest): boolean => method === 'POST' && operations.includes(path);

interface Request {
  resourceArn?: string;
  secretArn?: string;
  sql?: string;
  database?: string;
  schema?: string;
  parameters?: SqlParameter[];
  transactionId?: string;
  includeResultMetadata?: boolean;
  formatRecordsAs?: string;
}

class DataApiFault extends Error {
  constructor(
    readonly type: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The RDS Data API (https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/). There is no Secrets Manager: whatever secret is
 * named, its user is the master user.
 */
export class DataApi {
  private readonly transactions = new Map<string, Client>();

  constructor(
    private readonly world: World,
    private readonly serverOf: (cluster: string) => DatabaseServer | undefined,
  ) {}

  async handle({ path, body }: ServiceRequest): Promise<ServiceResponse> {
    try {
      return answer(200, await this.perform(path, JSON.parse(body) as Request));
    } catch (error) {
      const { type, status, message } = asFault(error as Error);
      return answer(status, { message }, { 'x-amzn-errortype': type });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.transactions.values()].map((client) => client.end().catch(() => {})));
    this.transactions.clear();
  }

  private async perform(path: string, request: Request): Promise<object> {
    if (request.resourceArn === undefined || request.secretArn === undefined)
      throw new DataApiFault('BadRequestException', 400, 'resourceArn and secretArn must be provided.');
    switch (path) {
      case '/Execute':
        return this.execute(request);
      case '/BeginTransaction':
        return this.begin(request);
      case '/CommitTransaction':
        return this.end(request, 'COMMIT', 'Transaction Committed');
      case '/RollbackTransaction':
        return this.end(request, 'ROLLBACK', 'Rollback Complete');
      default:
        throw new DataApiFault(
          'BadRequestException',
          400,
          `The embedded RDS does not emulate rds-data:${path.slice(1)}.`,
        );
    }
  }

  private async begin(request: Request): Promise<object> {
    const client = await this.connect(request);
    await client.query('BEGIN');
    const transactionId = randomUUID();
    this.transactions.set(transactionId, client);
    client.on('end', () => this.transactions.delete(transactionId));
    return { transactionId };
  }

  private async end(request: Request, statement: string, transactionStatus: string): Promise<object> {
    const client = this.clientOf(request);
    await client.query(statement);
    await client.end();
    return { transactionStatus };
  }

  private async execute(request: Request): Promise<object> {
    if (request.transactionId !== undefined) return run(this.clientOf(request), request);
    const client = await this.connect(request);
    try {
      return await run(client, request);
    } finally {
      await client.end();
    }
  }

  private clientOf({ transactionId = '' }: Request): Client {
    const client = this.transactions.get(transactionId);
    if (client !== undefined) return client;
    throw new DataApiFault('TransactionNotFoundException', 404, `Transaction ${transactionId} is not found`);
  }

  private async connect({ resourceArn = '', database, schema }: Request): Promise<Client> {
    const arn = parseArn(resourceArn);
    const region = this.world.regions[arn?.region ?? ''];
    const cluster =
      arn?.kind === 'cluster'
        ? Object.values(region?.clusters ?? {}).find(({ identifier: name }) => name === arn.name)
        : undefined;
    if (cluster === undefined)
      throw new DataApiFault('DatabaseNotFoundException', 404, `The DB cluster ${resourceArn} is not found.`);
    if (cluster.settings.HttpEndpointEnabled !== true)
      throw new DataApiFault(
        'HttpEndpointNotEnabledException',
        400,
        `HttpEndpoint is not enabled for cluster ${cluster.identifier}.`,
      );
    const server = this.serverOf(cluster.resourceId);
    if (server?.port === undefined)
      throw new DataApiFault('DatabaseUnavailableException', 504, `The database of ${cluster.identifier} is not up.`);
    const client = await server.client(database ?? cluster.settings.DatabaseName ?? 'postgres');
    await client.query(`SET SESSION AUTHORIZATION ${identifier(cluster.settings.MasterUsername ?? 'postgres')}`);
    if (schema !== undefined) await client.query(`SET search_path = ${identifier(schema)}`);
    return client;
  }
}

async function run(client: Client, { sql = '', parameters = [], ...request }: Request): Promise<object> {
  const { text, values } = withPositions(sql, parameters);
  const { rows, fields, rowCount, command } = await client.query<(string | null)[], unknown[]>({
    text,
    values,
    rowMode: 'array',
    types: unparsed as never,
  });
  const result = { numberOfRecordsUpdated: command === 'SELECT' ? 0 : (rowCount ?? 0), generatedFields: [] };
  if (fields.length === 0) return result;
  const columns = fields.map(({ name, dataTypeID: type }) => ({ name, type }));
  if (request.formatRecordsAs === 'JSON') {
    const records = rows.map((row) =>
      Object.fromEntries(columns.map(({ name, type }, index) => [name, jsonOf(row[index] ?? null, type)])),
    );
    return { ...result, formattedRecords: JSON.stringify(records) };
  }
  const metadata = request.includeResultMetadata ? { columnMetadata: await metadataOf(client, columns) } : {};
  const records = rows.map((row) => row.map((value, index) => fieldOf(value, columns[index]?.type ?? 0)));
  return { ...result, ...metadata, records };
}

async function metadataOf(client: Client, columns: { name: string; type: number }[]): Promise<object[]> {
  const { rows } = await client.query<{ oid: number; name: string }>(
    'SELECT oid::int, typname AS name FROM pg_type WHERE oid = ANY($1)',
    [columns.map(({ type }) => type)],
  );
  return columns.map(({ name, type }) => ({ name, label: name, typeName: rows.find(({ oid }) => oid === type)?.name }));
}

function asFault(error: Error & { code?: string; position?: string; severity?: string }): DataApiFault {
  if (error instanceof DataApiFault) return error;
  if (error.severity === undefined) return new DataApiFault('BadRequestException', 400, error.message);
  const position = error.position === undefined ? '' : `; Position: ${error.position}`;
  return new DataApiFault(
    'DatabaseErrorException',
    400,
    `${error.severity}: ${error.message}${position}; SQLState: ${error.code}`,
  );
}

function answer(status: number, body: object, headers: Record<string, string> = {}): ServiceResponse {
  const own = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-embedded-rds': '1' };
  return { kind: 'answer', status, headers: { ...own, ...headers }, body: JSON.stringify(body) };
}
