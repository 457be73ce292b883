import { printable } from '../runtime/printable';
import { reasonIn } from './reason-in';

interface FromAws {
  name?: string;
  message?: string;
  /** As some protocols leave it on the error itself. */
  RequestId?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
  /** Of an answer that the SDK could not read. */
  $response?: { statusCode?: number; headers?: Record<string, string> };
  /** The same, as text. */
  $responseBodyText?: string;
}

/** What the SDK adds for developers, and line endings. */
const hint =
  /\s*(Deserialization error: )?to see the raw response, inspect the hidden field \{error\}\.\$response on this object\.\s*/i;

/** The text of an error, on one line without control characters. */
export function textOf(error: FromAws): string {
  const text = (error.message ?? String(error))
    .replace(hint, '')
    .replace('@aws-sdk XML parse error: ', '')
    .replace(/\s+/g, ' ')
    .trim();
  return printable(text) || 'without a message';
}

/**
 * The same with what AWS Support asks for (https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sdk-errors.html): ` (HTTP
 * 400, request id 1b2c…)`.
 */
export function toldError(error: FromAws): string {
  const status = statusOf(error);
  const text = `${textOf(error)}${saidInstead(error, status)}`;
  const id = requestIdOf(error);
  const parts = [
    ...(status === undefined || text.includes(`HTTP ${status}`) ? [] : [`HTTP ${status}`]),
    ...(id === undefined ? [] : [`request id ${printable(id)}`]),
  ];
  return parts.length === 0 ? text : `${text} (${parts.join(', ')})`;
}

/** An error that the SDK could not read says nothing of its reason. */
function saidInstead({ $responseBodyText }: FromAws, status = 0): string {
  const reason = status < 400 ? undefined : reasonIn($responseBodyText ?? '');
  return reason === undefined ? '' : `: "${reason}"`;
}

export const statusOf = ({ $metadata, $response }: FromAws): number | undefined =>
  $metadata?.httpStatusCode ?? $response?.statusCode;

const requestIdOf = ({ $metadata, $response, RequestId }: FromAws): string | undefined =>
  $metadata?.requestId ?? RequestId ?? requestIdIn($response?.headers ?? {});

/** Of any service's answer. */
export const requestIdIn = (headers: Record<string, string>): string | undefined =>
  headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'];
