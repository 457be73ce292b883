import { RdsFault, RdsUnreachable, translate } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';
import { printable } from '../runtime/printable';
import type { DataApiAccess } from './access';
import { Refused } from './ask-in-parts';
import { NotReached } from './database-port';
import { refusedBy } from './refusals';
import type { Limits } from './statement';

interface DataApiCall {
  operation: string;
  access: DataApiAccess;
  database: string;
  limits: Limits;
  refusalIn: RefusalIn;
}

/** What an engine has against a statement, as the Data API words it: `login` where nobody was let in; undefined where it says nothing. */
export type RefusalIn = (message: string, limits: Limits) => Refused | 'login' | undefined;

/** What an error of the SDK means: try again soon, the statement was refused, or nothing can be asked. */
type Meaning = { kind: 'passing'; reason: NotReached } | { kind: 'final'; error: Refused | NotReached };

interface Row {
  when(fault: RdsFault): boolean;
  message(call: DataApiCall, text: string): string;
  remedy: string;
}

const named =
  (...names: string[]) =>
  ({ fault }: RdsFault) =>
    names.includes(fault);
const saying =
  (pattern: RegExp) =>
  ({ message }: RdsFault) =>
    pattern.test(message);

const again = 'Run the command again in a minute.';

/**
 * BadRequestException is deprecated, and still what older clusters answer with.
 * https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html#API_ExecuteStatement_Errors
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.troubleshooting.html
 */
const rows: readonly Row[] = [
  {
    when: (fault) =>
      named('HttpEndpointNotEnabledException')(fault) || saying(/HttpEndpoint is(n't| not) enabled/i)(fault),
    message: ({ access }) => `The Data API of ${access.clusterArn} is off, or its version or Region has none.`,
    remedy:
      'Set enableHttpEndpoint: true and deploy it, or connect to the writer endpoint from a machine with a route to it.',
  },
  {
    when: (fault) => named('SecretsErrorException', 'InvalidSecretException')(fault) || saying(/secret/i)(fault),
    message: ({ access }, text) => `The Data API cannot log in with the secret ${access.secretArn}: ${text}`,
    remedy:
      'Check that it exists in the Region of the cluster, is JSON with the username and password of a database user, and that the role is allowed secretsmanager:GetSecretValue on it (kms:Decrypt too, if it has a key of its own).',
  },
  {
    when: saying(/too many (connections|clients)|connection slots are reserved/i),
    message: ({ database }, text) => `The database ${printable(database)} takes no more connections: ${text}`,
    remedy:
      'Raise the limit that is named, -1 is none: ALTER DATABASE … CONNECTION LIMIT -1, or the same of the role. Where none is, run it again when fewer clients are connected.',
  },
  {
    when: named('ForbiddenException'),
    message: ({ operation }, text) => `AWS denied ${operation}: ${text}`,
    remedy:
      'Allow the role rds-data:* on the cluster and secretsmanager:GetSecretValue on the secret (scripts/database/README.md).',
  },
  {
    when: named('NotFoundException'),
    message: ({ access }, text) => `The Data API does not find ${access.clusterArn} or ${access.secretArn}: ${text}`,
    remedy: 'Check both ARNs, and the Region.',
  },
  {
    when: named('DatabaseNotFoundException'),
    message: ({ access }, text) => `${access.clusterArn} has no instance that could answer: ${text}`,
    remedy: 'Run the command again once the cluster has a writer.',
  },
  {
    when: named('InvalidResourceStateException'),
    message: ({ access }, text) => `The writer of ${access.clusterArn} is not available: ${text}`,
    remedy: again,
  },
];

/** A paused Aurora Serverless wakes up at the first call, within about 15 seconds. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
const resuming = (fault: RdsFault) =>
  named('DatabaseResumingException')(fault) ||
  saying(/resuming after being auto-paused|Communications link failure/i)(fault);

const tooLarge = saying(/size limit|response size|packet for query is too large/i);

export function meaningOf(error: unknown, call: DataApiCall): Meaning {
  const known = translate(call.operation, error, undefined, 'the RDS Data API');
  if (known instanceof RdsUnreachable) {
    const reason = new NotReached(sentence(capital(known.message)), again);
    return known.nobodyThere ? { kind: 'final', error: reason } : { kind: 'passing', reason };
  }
  if (known instanceof RdsFault) return meaningOfFault(known, call);
  if (known instanceof UpgradeError) return { kind: 'final', error: new NotReached(known.message, known.remedy) };
  throw known;
}

function meaningOfFault(fault: RdsFault, call: DataApiCall): Meaning {
  const text = sentence(printable(fault.message));
  if (resuming(fault)) {
    return {
      kind: 'passing',
      reason: new NotReached(`${call.access.clusterArn} is paused and did not wake up: ${text}`, again),
    };
  }
  if (fault.fault === 'StatementTimeoutException') {
    return final(new Refused(`It took longer than the Data API waits (${fault.fault}).`, true));
  }
  if (tooLarge(fault)) {
    const message = 'Its answer is larger than the Data API returns (1 MiB, 64 KB a row): use a connection.';
    return final(new Refused(message));
  }
  const refusal = call.refusalIn(fault.message, call.limits);
  const connecting = call.operation === 'BeginTransaction' || refusal === 'login';
  if (refusal !== undefined && refusal !== 'login' && !connecting) return final(refusal);
  const row = rows.find(({ when }) => when(fault));
  if (row !== undefined) return final(new NotReached(row.message(call, text), row.remedy));
  if (fault.fault === 'DatabaseErrorException' && connecting) {
    return final(
      new NotReached(`The Data API cannot log in to the database ${printable(call.database)}: ${text}`, logins),
    );
  }
  const answered = `The Data API refused ${call.operation} (${printable(fault.fault)}): ${text}`;
  return final(connecting ? new NotReached(answered, logins) : new Refused(answered));
}

/** `ERROR: relation "a" does not exist; Position: 15; SQLState: 42P01` */
export const postgresRefusal: RefusalIn = (message, limits) => {
  const [, state] = /SQLState: (\w{5})/.exec(message) ?? [];
  if (state === undefined) return undefined;
  if (/^(08|28|3D|53|57P)/.test(state)) return 'login';
  const said = message.replace(/^ERROR: /, '').replace(/;? *(Position: \d+; *)?SQLState: \w{5}.*$/s, '');
  return refusedBy(state, said, limits);
};

const logins = "Check the secret's user and password, its rights (GRANT CONNECT), and the name of the database.";
const final = (error: Refused | NotReached): Meaning => ({ kind: 'final', error });
const sentence = (text: string) => (/[.)]$/.test(text) ? text : `${text}.`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
