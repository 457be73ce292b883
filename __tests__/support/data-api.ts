import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, type QueryResult } from 'pg';
import type { TestPostgres } from './postgres';

/** A fault as AWS sends it. */
export interface DataApiFault {
  type: string;
  message: string;
  status?: number;
}

export interface DataApi {
  endpoint: string;
  /** Operation and SQL of each call. */
  calls: { operation: string; sql?: string }[];
  /** The next calls of that operation fail so. */
  failing: { operation: string; fault: DataApiFault; times: number }[];
  stop(): Promise<void>;
}

/** Whose secret it is, as Secrets Manager would tell. */
export const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:preflight-AbCdEf';

const pathOf: Record<string, string> = {
  '/Execute': 'ExecuteStatement',
  '/BeginTransaction': 'BeginTransaction',
  '/RollbackTransaction': 'RollbackTransaction',
};
const mebibyte = 1024 * 1024;

type Answering = (operation: string, input: Record<string, string>) => Promise<object>;

/** The RDS Data API over a real PostgreSQL. */
export async function startDataApi(postgres: TestPostgres, user: string, password: string): Promise<DataApi> {
  const transactions = new Map<string, Client>();
  let begun = 0;

  async function answer(operation: string, input: Record<string, string>): Promise<object> {
    if (input.secretArn !== secretArn)
      throw { type: 'SecretsErrorException', message: 'The secret could not be found' };
    if (operation === 'BeginTransaction') {
      const client = new Client({ host: '127.0.0.1', port: postgres.port, user, password, database: input.database });
      client.on('error', () => {});
      await client.connect().catch(asFault);
      await client.query('BEGIN');
      begun += 1;
      const transactionId = `transaction-${begun}`;
      transactions.set(transactionId, client);
      return { transactionId };
    }
    const client = transactions.get(input.transactionId!);
    if (client === undefined)
      throw { type: 'TransactionNotFoundException', message: 'Transaction is not found', status: 404 };
    if (operation === 'RollbackTransaction') {
      transactions.delete(input.transactionId!);
      await client.end();
      return { transactionStatus: 'Rollback Complete' };
    }
    const result = (await client.query({ text: input.sql!, rowMode: 'array' }).catch(asFault)) as QueryResult<
      unknown[]
    >;
    return { numberOfRecordsUpdated: 0, records: result.rows.map((row) => row.map(field)) };
  }

  const api = await serveDataApi(answer);
  return {
    ...api,
    async stop() {
      for (const client of transactions.values()) await client.end();
      await api.stop();
    },
  };
}

/** Its wire shapes and its limits, whichever engine is behind it. */
export async function serveDataApi(answer: Answering): Promise<DataApi> {
  const calls: DataApi['calls'] = [];
  const failing: DataApi['failing'] = [];
  const server = createServer(async (request, response) => {
    const operation = pathOf[request.url ?? ''] ?? '';
    const input = JSON.parse(await bodyOf(request)) as Record<string, string>;
    calls.push({ operation, ...(input.sql === undefined ? {} : { sql: input.sql }) });
    try {
      const planned = failing.find((each) => each.operation === operation && each.times > 0);
      if (planned !== undefined) {
        planned.times -= 1;
        throw planned.fault;
      }
      const body = JSON.stringify(await answer(operation, input));
      if (body.length > mebibyte) {
        throw { type: 'BadRequestException', message: 'Database returned more than the allowed response size limit' };
      }
      send(response, 200, body);
    } catch (error) {
      const { type, message, status = 400 } = error as DataApiFault;
      send(response, status, JSON.stringify({ message }), { 'x-amzn-errortype': type });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    failing,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  const requestId = { 'x-amzn-requestid': '0f6e2c2e-6a0b-4a8a-8f2b-3d1f6a6c0d11' };
  response.writeHead(status, { 'content-type': 'application/json', ...requestId, ...headers }).end(body);
}

/** As Aurora PostgreSQL's Data API words it: `ERROR: relation "a" does not exist; Position: 15; SQLState: 42P01`. */
function asFault({ severity, message, position, code }: Record<string, string>): never {
  const where = position === undefined ? '' : ` Position: ${position};`;
  throw { type: 'DatabaseErrorException', message: `${severity}: ${message};${where} SQLState: ${code}` };
}

function field(value: unknown): object {
  if (value === null) return { isNull: true };
  if (typeof value === 'number') return { longValue: value };
  return typeof value === 'boolean' ? { booleanValue: value } : { stringValue: String(value) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
