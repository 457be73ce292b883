import { UpgradeError } from '../runtime/errors';

/**
 * A fault that RDS gave on purpose and that the caller may act upon: the name is the SDK's exception class
 * (`BlueGreenDeploymentAlreadyExistsFault`), which is the same for both spellings on the wire.
 */
export class RdsFault extends Error {
  constructor(
    readonly fault: string,
    readonly operation: string,
    message: string,
    options: { cause?: unknown } = {},
    /** Who gave it: RDS, or a service that is asked for it. */
    readonly service = 'RDS',
  ) {
    super(message, options);
    this.name = 'RdsFault';
  }
}

/** Throttling, 5xx, a lost connection: nothing is known about the call's effect. Look again, later. */
export class RdsUnreachable extends Error {
  constructor(
    readonly operation: string,
    message: string,
    /** Nothing listens there, or the name is unknown: at a first call that is a wrong endpoint, later an outage. */
    readonly nobodyThere: boolean,
    options: { cause?: unknown } = {},
    /** The failure proves that the call had no effect: it never arrived, or was turned away. */
    readonly nothingDone = false,
  ) {
    super(message, options);
    this.name = 'RdsUnreachable';
  }
}

interface SdkError {
  name?: string;
  message?: string;
  code?: string;
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
  cause?: unknown;
}

// Both spellings of the throttle are seen on RDS; the SDK classes all of them as throttling (reference: rds-api, 4.3).
const throttles = new Set(['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException']);
const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const unknownCaller = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'MissingAuthenticationToken',
]);
const network = /ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|TimeoutError|socket hang up/;

/** Every error of the SDK to one of ours. `service` is who was asked, for the sentence. */
export function translate(
  operation: string,
  error: unknown,
  endpoint: string | undefined,
  service = operation === 'GetCallerIdentity' ? 'STS' : 'RDS',
): Error {
  const sdk = error as SdkError;
  const name = sdk.name ?? 'Error';
  const text = sdk.message ?? String(error);
  if (name === 'AbortError') return error as Error;
  if (error instanceof UpgradeError || error instanceof RdsUnreachable) return error;
  if (expired.has(name)) {
    return new UpgradeError({
      code: 'CREDENTIALS_EXPIRED',
      message: `The AWS credentials have expired (${operation}: ${text}).`,
      remedy: 'Renew them and run the same command again: it continues where it stopped; RDS goes on meanwhile.',
      cause: error,
    });
  }
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return new UpgradeError({
      code: 'NO_CREDENTIALS',
      message: `No AWS credentials were found (${text}${ofProfile(text)}).`,
      remedy:
        'Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in, or correct the profile; then run again.',
      exitCode: 3,
      cause: error,
    });
  }
  if (unknownCaller.has(name)) {
    return new UpgradeError({
      code: 'CREDENTIALS_INVALID',
      message: `AWS does not accept the credentials (${operation}: ${name}: ${text}).`,
      remedy: 'Check which profile, role or keys are in use, and run the command again.',
      exitCode: 3,
      cause: error,
    });
  }
  if (/sts:AssumeRole/.test(text) && name.startsWith('AccessDenied')) {
    return new UpgradeError({
      code: 'ROLE_NOT_ASSUMED',
      message: `The role of the provider block cannot be assumed: ${text}`,
      remedy: 'Check the role ARN in the provider block, its trust policy, and which credentials it is assumed with.',
      exitCode: 3,
      cause: error,
    });
  }
  if (name === 'AccessDenied' || name === 'AccessDeniedException' || name === 'UnauthorizedOperation') {
    return new UpgradeError({
      code: 'ACCESS_DENIED',
      message: `AWS denied ${operation}: ${text}`,
      remedy: 'Give the role the permissions of this phase (README, "IAM") and run the same command again.',
      cause: error,
    });
  }
  const status = sdk.$metadata?.httpStatusCode ?? 0;
  // A body that is no XML (a proxy's 502) reaches us as a parse error without a service fault.
  if (throttles.has(name) || status >= 500 || network.test(`${name} ${sdk.code ?? ''} ${text}`)) {
    const where = endpoint === undefined ? service : `${service} at ${endpoint}`;
    const reason = name === 'Error' ? text : `${name}: ${text}`;
    const nobodyThere = /ECONNREFUSED|ENOTFOUND/.test(`${sdk.code ?? ''} ${text}`);
    const message = `${where} did not answer ${operation}: ${reason}`;
    return new RdsUnreachable(operation, message, nobodyThere, { cause: error });
  }
  if (sdk.$fault === 'client') return new RdsFault(name, operation, text, { cause: error }, service);
  return error instanceof Error ? error : new Error(String(error));
}

/** The SDK does not say which profile it looked for. */
function ofProfile(text: string): string {
  const { AWS_PROFILE: profile } = process.env;
  return !profile || text.includes('profile "') ? '' : `; AWS_PROFILE is "${profile}"`;
}
