import { type Connection, connect } from '../../scripts/aws/connection';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';

const environment = { ...process.env };
const connections: Connection[] = [];
let rds: EmbeddedRdsServer;

beforeAll(async () => {
  rds = await startEmbeddedRds({ speed: 60 });
});

afterAll(async () => rds.close());

beforeEach(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 'env' });
});

afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
  process.env = { ...environment };
});

async function open(endpoint?: string): Promise<Connection> {
  const connection = await connect({ region: 'eu-west-1' }, endpoint === undefined ? {} : { endpoint });
  connections.push(connection);
  return connection;
}

/** Where a client is pointed by us; undefined means AWS, or what the SDK reads from the environment. */
async function places({ data }: Connection): Promise<(string | undefined)[]> {
  const clients = [data.dataApi(), data.secretsManager()];
  const endpoints = await Promise.all(clients.map(({ config }) => config.endpoint?.()));
  return endpoints.map((each) => each && `${each.protocol}//${each.hostname}:${each.port}`);
}

test('they are AWS where RDS is', async () => {
  expect(await places(await open())).toEqual([undefined, undefined]);
});

test('they are the embedded RDS where that has answered', async () => {
  const connection = await open(rds.endpoint);
  await connection.rds.clusters();
  expect(await places(connection)).toEqual([rds.endpoint, rds.endpoint]);
});

test('what the environment names is left to the SDK, one by one', async () => {
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = 'http://127.0.0.1:4566';
  const connection = await open(rds.endpoint);
  await connection.rds.clusters();
  expect(await places(connection)).toEqual([rds.endpoint, undefined]);
});

test('each is made once, as the caller and for the region of RDS', async () => {
  const { data } = await open();
  const client = data.dataApi();
  expect(data.dataApi()).toBe(client);
  expect(await client.config.region()).toBe('eu-west-1');
  expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'env' });
  expect(await client.config.maxAttempts()).toBe(1);
});
