import {
  BeginTransactionCommand,
  ExecuteStatementCommand,
  type Field,
  type RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { wallClock } from '../aws/service-clock';
import type { Clock } from '../runtime/clock';
import type { DataApiAccess } from './access';
import type { Answer, Question } from './answers';
import { askInParts } from './ask-in-parts';
import { postgresRefusal } from './data-api-failures';
import { DataApiSender } from './data-api-sender';
import type { DatabasePort } from './database-port';
import { answersOf, type Limits, listing, oneStatement, settingsStatement, usualLimits } from './statement';

/**
 * The port over the RDS Data API, for machines without a route to the VPC. A statement has 45 seconds there, an answer 1 MiB, and each
 * statement is a call: a round is a transaction of four.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html
 */
export class DataApiPort implements DatabasePort {
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
    this.sender = new DataApiSender(access, limits, clock, postgresRefusal);
  }

  ask(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    return askInParts(questions, (part) => this.round(database, part));
  }

  /** The client is the connection's, and closed with it. */
  async close(): Promise<void> {}

  /** The Data API takes one statement a call, and SET LOCAL holds for a transaction: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.calling.html */
  private async round(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    const { clusterArn: resourceArn, secretArn } = this.access;
    const { transactionId } = await this.sender.send('BeginTransaction', database, () =>
      this.client.send(new BeginTransactionCommand({ resourceArn, secretArn, database })),
    );
    const execute = (sql: string) =>
      this.sender.send('ExecuteStatement', database, () =>
        this.client.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, transactionId, sql })),
      );
    try {
      await execute(settingsStatement(this.limits));
      const { records = [] } = await execute(oneStatement(questions));
      return answersOf(
        questions,
        records.map(([question, answer]) => ({ question: textOf(question), answer: textOf(answer) })),
      );
    } finally {
      // Nothing was changed. AWS ends what is left open after three minutes.
      await this.client.send(new RollbackTransactionCommand({ resourceArn, secretArn, transactionId })).catch(() => {});
    }
  }
}

const textOf = (field: Field | undefined): string => field?.stringValue ?? '';
