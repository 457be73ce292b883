import type { HttpResponse } from '@smithy/core/protocols';
import { isClockSkewCorrectedError, isClockSkewError, isThrottlingError } from '@smithy/core/retry';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { printable } from '../runtime/printable';
import { denied, isDenial, remedyOfDenial } from './denial';
import { statusOf, textOf, toldError } from './told-error';
import { NoAnswer } from './wire';

/**
 * A fault that RDS returned deliberately and that the caller can handle: the name is the SDK's exception class
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

/** Throttling, 5xx, a lost connection, no answer of the service: try again later. */
export class RdsUnreachable extends Error {
  /** Proven: the call has changed nothing, and may be sent again as long as what it rests upon is still true. Else false. */
  readonly nothingDone: boolean;
  /** No connection was made, not even through a proxy. */
  readonly unconnected: boolean;
  /** Set where only this machine's clock was wrong, which is corrected now: what it is if the next try ends like this one. */
  readonly ifAgain?: Error;

  constructor(
    readonly operation: string,
    message: string,
    /** Nothing listens there, or somebody else than the service answers: at a first call that is a wrong endpoint, later an outage. */
    readonly nobodyThere: boolean,
    options: { cause?: unknown; nothingDone?: boolean; unconnected?: boolean; ifAgain?: Error } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'RdsUnreachable';
    this.nothingDone = options.nothingDone ?? false;
    this.unconnected = options.unconnected ?? false;
    if (options.ifAgain !== undefined) this.ifAgain = options.ifAgain;
  }
}

interface SdkError extends Error {
  cause?: Error;
  code?: string;
  $fault?: 'client' | 'server';
  $response?: HttpResponse;
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: true };
  $retryable?: { throttling?: boolean };
}

const expired = new Set(['ExpiredToken', 'ExpiredTokenException']);
const unknownCaller = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  // What services that speak JSON call it.
  'InvalidSignatureException',
  'AuthFailure',
  'MissingAuthenticationToken',
]);
const wrongTime = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture', 'RequestExpired']);
/** As SignatureDoesNotMatch says it: https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const wrongTimeText = /Signature expired|Signature not yet current/i;
/** A connection that ends in the middle of a handshake says nothing against either side. */
const broken = /ECONNRESET|EPIPE|ETIMEDOUT/;
const network = /ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|TimeoutError|socket hang up/;

/** Translates every error of the SDK to one of ours. `service` is the service that was called, for the sentence. */
export function translate(
  operation: string,
  error: unknown,
  endpoint: string | undefined,
  service = operation === 'GetCallerIdentity' ? 'STS' : 'RDS',
): Error {
  const sdk = error as SdkError;
  if (sdk.name === 'AbortError' || error instanceof UpgradeError || error instanceof RdsUnreachable) return sdk;
  const named = translateNamed(operation, sdk, endpoint, service);
  // The SDK marks every error that comes while the clock is wrong; only these were refused for it, before anything was done.
  if (!isClockSkewError(sdk) || isClockSkewCorrectedError(sdk) !== true) return named;
  const message = `${service} did not accept the time of ${operation}, because this machine's clock is wrong (${textOf(sdk)})`;
  return new RdsUnreachable(operation, message, false, { cause: error, nothingDone: true, ifAgain: named });
}

function translateNamed(operation: string, error: SdkError, endpoint: string | undefined, service: string): Error {
  const name = printable(error.name || `HTTP ${statusOf(error)}`);
  const text = toldError(error);
  if (expired.has(name)) {
    return new UpgradeError({
      code: 'CREDENTIALS_EXPIRED',
      message: `The AWS credentials have expired (${operation}: ${text}).`,
      remedy:
        'Renew them and run the same command again: it continues where it stopped; RDS continues in the meantime.',
      cause: error,
    });
  }
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return new UpgradeError({
      code: 'NO_CREDENTIALS',
      message: `No AWS credentials were found (${text}${ofProfile(text)}).`,
      remedy:
        'Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in, or correct the profile; then run again.',
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
  if (wrongTime.has(name) || (unknownCaller.has(name) && wrongTimeText.test(text))) {
    return new UpgradeError({
      code: 'CLOCK_WRONG',
      message: `AWS does not accept this machine's time (${operation}: ${name}: ${text}).`,
      remedy: 'Set the clock of this machine and run the same command again.',
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
  if (unknownCaller.has(name)) {
    return new UpgradeError({
      code: 'CREDENTIALS_INVALID',
      message: `AWS does not accept the credentials (${operation}: ${name}: ${text}).`,
      remedy: 'Check which profile, role or keys are in use, and run the command again.',
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
  if (/sts:AssumeRole/.test(text) && name.startsWith('AccessDenied')) {
    return new UpgradeError({
      code: 'ROLE_NOT_ASSUMED',
      message: `The role of the provider block cannot be assumed: ${text}`,
      remedy:
        remedyOfDenial(text) ??
        'Check the role ARN in the provider block, its trust policy, and which credentials it is assumed with.',
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
  if (isDenial(name, text)) return denied(operation, text, error);
  const where = endpoint === undefined ? service : `${service} at ${endpoint}`;
  if (error instanceof NoAnswer && error.stage === 'handshake' && !broken.test(error.code ?? '')) {
    return new UpgradeError({
      code: 'TLS_REFUSED',
      message: `No secure connection to ${where} can be made for ${operation}: ${text}${error.code === undefined ? '' : ` (${error.code})`}.`,
      remedy:
        "If a proxy intercepts TLS, set NODE_EXTRA_CA_CERTS to its CA certificate; otherwise check the endpoint and this machine's clock. Then run again.",
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
  if (isThrottled(error) || hasNoAnswer(error)) {
    const unread = error.$fault === undefined && error.$response !== undefined;
    const reason = unread
      ? `HTTP ${statusOf(error)} with an answer that cannot be read (${text})`
      : name === 'Error' || name === 'NoAnswer'
        ? text
        : `${name}: ${text}`;
    return new RdsUnreachable(
      operation,
      `${where} did not answer ${operation}: ${reason}`,
      isSomebodyElse(error) || /ECONNREFUSED|ENOTFOUND/.test(`${error.code ?? ''} ${text}`),
      {
        cause: error,
        nothingDone: error instanceof NoAnswer ? error.stage !== 'sent' : isThrottled(error),
        unconnected: error instanceof NoAnswer && error.stage === 'connecting',
      },
    );
  }
  if (error.$fault === 'client') return new RdsFault(name, operation, text, { cause: error }, service);
  return new UpgradeError({
    code: 'CALL_NOT_MADE',
    message: `${operation} could not be sent to ${where}: ${text}${/[.)]$/.test(text) ? '' : '.'}`,
    remedy: 'Check the settings of the AWS SDK (AWS_ENDPOINT_URL, AWS_REGION, the profile), and run the command again.',
    cause: error,
  });
}

/** What answers is not the service, and will not be it in a minute: a page, another protocol, what nobody can read. */
function isSomebodyElse(error: SdkError): boolean {
  if (error instanceof NoAnswer) return !error.passing;
  return error.$fault === undefined && error.$response !== undefined && (statusOf(error) ?? 0) < 500;
}

/**
 * Refused for its rate, and so not done: by the service itself, with a name that says so; the status 429 alone may be a
 * gateway's. A quota of Application Auto Scaling bears one of these names too, and does not pass.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
function isThrottled(error: SdkError): boolean {
  if (error.$fault !== 'client' || (statusOf(error) ?? 0) >= 500 || error.name === 'LimitExceededException')
    return false;
  const { name, message, $retryable } = error;
  return isThrottlingError({ name, message, $retryable } as Parameters<typeof isThrottlingError>[0]);
}

/** Nothing came, or a server error, or what the SDK could not read: it then has a response, but no fault. */
function hasNoAnswer(error: SdkError): boolean {
  if (error instanceof NoAnswer || (statusOf(error) ?? 0) >= 500 || statusOf(error) === 429) return true;
  if (error.$fault !== undefined) return false;
  return error.$response !== undefined || network.test(`${error.name} ${error.code ?? ''} ${error.message}`);
}

/** The SDK does not say which profile it looked for. */
function ofProfile(text: string): string {
  const { AWS_PROFILE: profile } = process.env;
  return !profile || text.includes('profile "') ? '' : `; AWS_PROFILE is "${profile}"`;
}
