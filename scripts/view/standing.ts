import type { RdsEvent } from '../aws/rds/types';
import type { DatabaseLook } from '../database/answers';

/** What production and green say of the replication between them, at one moment. */
export interface Standing {
  /** Milliseconds on the service's clock. */
  at: number;
  blue: DatabaseLook;
  /** Absent until green is built. */
  green?: DatabaseLook;
  /** Events since the deployment was created that tell of degradation. */
  degraded: RdsEvent[];
  /** While green is built, RDS has said that it waits for transactions of production. */
  isHeldUp?: boolean;
}

/** One database's way to green, on blue, at one moment. */
export interface SlotSeen {
  slot: string;
  database: string;
  active: boolean;
  /** What green has confirmed. */
  confirmed: string;
  /** Bytes of WAL that green has not confirmed. */
  behind: number;
}

/** All slots in one look. */
export interface SlotLook {
  /** Milliseconds on the database's own clock. */
  at: number;
  slots: readonly SlotSeen[];
}

/** While a run waits, the replication is looked at so often: a look asks each database of both ends. */
export const standingEvery = 5 * 60_000;

/** From one step to the next, a look is taken again once it is older than this. */
export const standingFresh = 60_000;

/**
 * RDS-EVENT-0426: "can't configure the DB cluster as a replication source because of idle or long-running transactions"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html).
 */
export const tellsOfTransactions = ({ message }: RdsEvent): boolean =>
  /replication source because of idle or long-running transactions/i.test(message);

/** RDS-EVENT without a number in AWS's list: "Your green databases now have a status of REPLICATION_DEGRADED". */
export const tellsOfDegradation = ({ message }: RdsEvent): boolean =>
  /REPLICATION_DEGRADED|Replication has been degraded/i.test(message);
