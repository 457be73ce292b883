import { Client, type ClientConfig } from 'pg';

/** So long it waits after a failure, and between two changes, in milliseconds. */
const retryAfter = 50;
const pause = 25;
const readOnlyTransaction = '25006';

/**
 * One client of an application, as one should be written: what is not acknowledged is tried again, and would not be done twice. An
 * insert and an update in each transaction.
 */
export class LoadClient {
  /** Changes 1 to this are acknowledged. */
  acknowledged = 0;
  failures = 0;
  /** The longest time without an acknowledgement, in milliseconds. */
  longestWait = 0;
  private last = Date.now();
  private isStopped = false;
  private running: Promise<void> | undefined;
  private connection: Client | undefined;

  constructor(
    readonly number: number,
    private readonly config: ClientConfig,
  ) {}

  start(): void {
    this.last = Date.now();
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
    await this.connection?.end().catch(() => {});
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      try {
        this.connection ??= await connected(this.config);
        await this.connection.query({ ...change, values: [this.number, this.acknowledged + 1] });
        this.acknowledged += 1;
        this.longestWait = Math.max(this.longestWait, Date.now() - this.last);
        this.last = Date.now();
        await sleep(pause);
      } catch (error) {
        this.failures += 1;
        // A refused write leaves the session as it was; it ends when the name leads elsewhere.
        if ((error as { code?: string }).code !== readOnlyTransaction) {
          this.connection?.end().catch(() => {});
          this.connection = undefined;
        }
        await sleep(retryAfter);
      }
    }
  }
}

/** Done once, however often it is sent: the key says so. With a name each session plans it once. */
const change = {
  name: 'change',
  text: `WITH new AS (INSERT INTO orders (client, n) VALUES ($1, $2) ON CONFLICT (client, n) DO NOTHING RETURNING n)
UPDATE accounts SET total = total + 1 WHERE client = $1 AND EXISTS (SELECT FROM new)`,
};

export async function connected(config: ClientConfig): Promise<Client> {
  const client = new Client({ ...config, connectionTimeoutMillis: 2000, query_timeout: 5000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
