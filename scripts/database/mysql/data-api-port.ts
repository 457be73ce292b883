import { ExecuteStatementCommand, type Field, type RDSDataClient } from '@aws-sdk/client-rds-data';
import { wallClock } from '../../aws/service-clock';
import type { Clock } from '../../runtime/clock';
import type { DataApiAccess } from '../access';
import type { Answer, Question } from '../answers';
import { Refused } from '../ask-in-parts';
import { DataApiSender } from '../data-api-sender';
import type { DatabasePort } from '../database-port';
import { type Limits, usualLimits } from '../statement';
import { mysqlRefusal } from './data-api-refusals';
import { answerOf, listing } from './session';

/**
 * The port over the RDS Data API, which Aurora MySQL has from 3.07 on. Its sessions are shared with the application's calls, so none of
 * their settings is touched: each question is one statement without a transaction, with its limit of time inside it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html
 */
export class MysqlDataApiPort implements DatabasePort {
  readonly via: string;
  readonly database: string;
  readonly listing = listing;
  private readonly sender: DataApiSender;

  constructor(
    private readonly client: RDSDataClient,
    private readonly access: DataApiAccess,
    clock: Clock = wallClock,
    private readonly limits: Limits = usualLimits,
  ) {
    this.via = `the RDS Data API of ${access.clusterArn}`;
    this.database = access.database;
    this.sender = new DataApiSender(access, limits, clock, mysqlRefusal);
  }

  async ask(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    const answers: Record<string, Answer> = {};
    for (const { id, sql } of questions) {
      try {
        answers[id] = await this.one(database, sql);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        answers[id] = { failed: error.message };
      }
    }
    return answers;
  }

  /** The client is the connection's, and closed with it. */
  async close(): Promise<void> {}

  private async one(database: string, sql: string): Promise<Answer> {
    const { clusterArn: resourceArn, secretArn } = this.access;
    const limited = sql.replace(/^SELECT /, `SELECT /*+ MAX_EXECUTION_TIME(${this.limits.statement}) */ `);
    const command = { resourceArn, secretArn, database, sql: limited, includeResultMetadata: true };
    const { records = [], columnMetadata = [] } = await this.sender.send('ExecuteStatement', database, () =>
      this.client.send(new ExecuteStatementCommand(command)),
    );
    return answerOf(
      columnMetadata.map(({ label, name }) => label ?? name ?? ''),
      records.map((row) => row.map(valueIn)),
    );
  }
}

function valueIn(field: Field): unknown {
  if (field.isNull === true) return null;
  const { stringValue, longValue, doubleValue, booleanValue, blobValue } = field;
  if (blobValue !== undefined) return Buffer.from(blobValue);
  return stringValue ?? longValue ?? doubleValue ?? booleanValue ?? null;
}
