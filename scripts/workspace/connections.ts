import { commandLine } from '../../constructs/command-line';
import { type Connection, connect } from '../aws/connection';
import { type Patience, patiently } from '../aws/patience';
import type { AwsProviderBlock } from '../aws/provider-settings';
import type { Identity } from '../aws/rds/types';
import { wallClock } from '../aws/service-clock';
import { runId } from '../aws/user-agent';
import type { Sources } from '../observed/sources';
import type { Report, RunEvent } from '../report/event';
import { refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import { checkAccount } from './account';

/** Where clusters are: the account and region of a stack's provider block. */
export interface Place {
  stack: string;
  provider: AwsProviderBlock;
}

export interface OpenConnection extends Connection {
  identity: Identity;
}

/** What a command that only looks is given: `--plan`, `status`, `preflight`. Acts are not in its type. */
export type ReadingConnection = Omit<OpenConnection, 'rds' | 'autoscaling' | 'close'> &
  Pick<Sources, 'rds' | 'autoscaling'>;

interface ConnectionsOptions {
  report: Report;
  patience: Patience;
  /** With `--local`: the embedded RDS, and nothing else. */
  endpoint?: string;
}

/** For commands that run in pipelines, which must not hang: brief failures are ignored, an outage ends the look after 15 seconds. */
export const briefly: Patience = { clock: wallClock, notify: () => {}, limit: 15_000 };

/** Connections of a command: one for each provider block, opened on first use. */
export class Connections {
  private readonly opened = new Map<string, Promise<OpenConnection>>();

  constructor(private readonly options: ConnectionsOptions) {}

  /**
   * Reports the account, once for each place.
   * @throws UpgradeError WRONG_ACCOUNT, NOT_EMBEDDED, and what AWS answers
   */
  open(place: Place): Promise<OpenConnection> {
    const key = JSON.stringify(place.provider);
    const open = this.opened.get(key) ?? begin(place, this.options);
    this.opened.set(key, open);
    return open;
  }

  async close(): Promise<void> {
    for (const open of this.opened.values()) (await open.catch(() => undefined))?.close();
  }
}

async function begin(place: Place, { report, patience, endpoint }: ConnectionsOptions): Promise<OpenConnection> {
  const connection = patiently(await connect(place.provider, { endpoint }), patience);
  try {
    const identity = await connection.rds.identity();
    checkAccount(place, identity.account);
    // One RDS call before anything else: who answers RDS is learned from its response, not from the endpoint's name.
    await connection.rds.deployments();
    if (endpoint !== undefined && connection.target.embedded.rds !== true) {
      throw refusal(
        'NOT_EMBEDDED',
        `What answers at ${endpoint} is not the embedded RDS.`,
        `Start it (${commandLine('local')}), or omit --local to use what your provider block names.`,
      );
    }
    report(targetEvent(connection, identity));
    return { ...connection, identity };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** What a command looks at, or acts on, told before anything else. */
const targetEvent = ({ target, region, clock }: Connection, { account, arn }: Identity): RunEvent => ({
  code: 'TARGET',
  format: 1,
  description: target.describe(),
  embedded: target.embedded.rds === true,
  account,
  region,
  caller: arn,
  run: runId,
  ...given({ pace: clock.pace === 1 ? undefined : clock.pace }),
});
