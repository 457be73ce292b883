import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { printable } from '../runtime/printable';
import { reasonIn } from './reason-in';

/** The operation that a request names, in either protocol of the services that we call; undefined for any other request. */
export function operationOf({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): string | undefined {
  const target = targetOf(headers);
  if (target !== undefined) return target.split('.').at(-1);
  return typeof body === 'string' ? /^Action=(\w+)/.exec(body)?.[1] : undefined;
}

/** Whether a call of that name changes nothing. Anything not known to be a read counts as a change. */
export const isRead = (operation: string | undefined) => /^(Describe|Get|List)/.test(operation ?? '');

/** Why an answer is not trusted. */
interface Flaw {
  message: string;
  /** What the service, or what stands before it, may answer now and not in a minute: an error of a server, half an answer. */
  passing: boolean;
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html, and what gateways say for "later". */
export const isPassing = (status: number) => status >= 500 || [408, 425, 429].includes(status);

/**
 * What shows that this is not an answer of the service, or only part of one; undefined if it is complete. The SDK accepts any XML
 * without the expected element, and an empty body, as an answer without content: a list would then be empty, a change done.
 */
export function flawOf(
  { statusCode, headers, body }: Pick<HttpResponse, 'statusCode' | 'headers'> & { body: Uint8Array },
  request: Pick<HttpRequest, 'headers' | 'body'>,
  operation: string | undefined,
): Flaw | undefined {
  if (operation === undefined) return undefined;
  const text = Buffer.from(body).toString('utf8').trim();
  const good = statusCode >= 200 && statusCode < 300;
  const whole = targetOf(request.headers) === undefined ? isXmlAnswer : isJsonAnswer;
  if (whole({ text, good, operation, headers })) return undefined;
  const type = headers['content-type'] ?? 'without a type';
  const size = text === '' ? 'no body' : `a body of ${body.byteLength} bytes`;
  const begun =
    good && (text.includes(`<${operation}Response`) || (targetOf(request.headers) !== undefined && text[0] === '{'));
  // Of what claims to be an answer nothing is quoted: it may be half a list.
  const reason = good ? undefined : reasonIn(text);
  const said = reason === undefined ? '' : `: "${reason}"`;
  return {
    message: `HTTP ${statusCode} with ${size} (${printable(String(type))}) is not a complete answer of the service${said}`,
    passing: isPassing(statusCode) || begun,
  };
}

interface Answered {
  text: string;
  good: boolean;
  operation: string;
  headers: Record<string, string>;
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: `<OperationResponse>…`, else an error with its code. */
function isXmlAnswer({ text, good, operation }: Answered): boolean {
  if (good) return new RegExp(`<${operation}Response[\\s>]`).test(text) && text.endsWith(`</${operation}Response>`);
  return text.includes('<Code>') && /<\/(ErrorResponse|Response)>$/.test(text);
}

/**
 * Any object may be an answer, and an operation without a result may answer with none: only the request's id, which the service
 * gives to each, shows who has answered. A fault says its type, and nothing else does.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
function isJsonAnswer({ text, good, operation, headers }: Answered): boolean {
  if (headers['x-amzn-requestid'] === undefined) return false;
  const isFault = headers['x-amzn-errortype'] !== undefined;
  if (text === '') return good ? !isRead(operation) && !isFault : isFault;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return (isFault || '__type' in value) === !good;
  } catch {
    return false;
  }
}

function targetOf(headers: Record<string, string>): string | undefined {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'x-amz-target');
  return name === undefined ? undefined : headers[name];
}
