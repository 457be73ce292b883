/** One of the checks that RDS makes when a switchover is asked for, and while it runs. */
interface Guardrail {
  /** Continues "The guardrail behind it: ". */
  name: string;
  /** What RDS's words have in them. */
  says: RegExp;
  remedy: string;
}

/**
 * RDS documents the guardrails, and hardly any of its sentences: a row is found by words that such a sentence must have. The first that
 * fits counts, so the narrower ones come first.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html
 */
export const guardrails: readonly Guardrail[] = [
  {
    name: 'sequences are in step',
    says: /sequences?\b.*\b(sync|failed)|sync\w*.*\bsequences?\b/i,
    remedy: 'Drop sequences that nobody uses, or give the switchover more time (--switchover-timeout).',
  },
  {
    name: 'no zero-ETL integration',
    says: /zero-?etl|integration/i,
    remedy: 'Delete the integration, switch over, and recreate it.',
  },
  {
    name: 'no changes that PostgreSQL cannot replicate (DDL, large objects)',
    says: /degraded|unsupported.*changes?|large objects?|materialized view|\bDDL changes?/i,
    remedy:
      'Green cannot be used any more. Find what changes the schema (the log of the writer: "will not be replicated"), stop it, and build green again (--rebuild).',
  },
  {
    name: 'no long-running DDL statement on blue',
    says: /long[- ]running.*\bDDL|\bDDL\b.*(running|statement)/i,
    remedy: 'Wait until the statement ends, and stop changes of the schema until the switchover is done.',
  },
  {
    name: 'no long-running active write on blue',
    says: /long[- ]running|idle.*transaction|active transaction|prepared transaction/i,
    remedy:
      'Wait until these transactions end, or have their applications end them: pg_stat_activity and pg_prepared_xacts name them.',
  },
  {
    name: 'no active write on green',
    says: /active writes?|writes? (on|to|in) (the )?(green|target)/i,
    remedy:
      'Find who writes to green (a role or database with default_transaction_read_only off, pg_cron) and stop it.',
  },
  {
    name: 'no replication of your own (publisher or subscriber)',
    says: /external replication|self[- ]managed|publisher|subscri(ber|ption)|logical (source|replica)|replication slots?/i,
    remedy: "Drop slots, publications and subscriptions that are not the deployment's, switch over, and recreate them.",
  },
  {
    name: 'the replication lag is within what the timeout allows',
    says: /\blag\b|catch(ing)? up|caught up|behind/i,
    remedy: 'Switch over when the write load is lower, or give the switchover more time (--switchover-timeout).',
  },
  {
    name: 'the replication to green is healthy',
    says: /replication (is |was |has )?(not |un)?(healthy|stopped|broken|health)|replica(tion)? status|unhealthy/i,
    remedy:
      'Read the log of green for what it cannot apply. If replication does not resume by itself, build green again (--rebuild).',
  },
  {
    name: 'every member is available, with its parameter group in effect',
    says: /not (in )?(an )?available|in-sync|pending[- ]reboot|parameter group|invalid state/i,
    remedy:
      'Wait until the members that it names are available, and reboot the green ones whose parameter group is pending-reboot.',
  },
  {
    name: 'it is done within the timeout',
    says: /time[ds]?[- ]?out|timeout|took too long|exceed/i,
    remedy:
      'Choose a quieter time, close connections that nobody needs, or give the switchover more time (--switchover-timeout).',
  },
];

/** The guardrail behind a sentence of RDS; undefined where no words tell. */
export const guardrailBehind = (sentence: string): Guardrail | undefined =>
  guardrails.find(({ says }) => says.test(sentence));

/** Where RDS does not say why. */
export const allGuardrails = `RDS checks that ${guardrails.map(({ name }) => name).join('; ')}.`;
