import { escapeXml } from './encode';
import type { Encoded } from './protocol';

interface UnplayedRequest {
  operation: string;
  path: string;
  headers: Record<string, string | undefined>;
  requestId: string;
}

/**
 * The answer to a call of a service that is not here, such as EC2 or CloudWatch Logs: a 400 that no client tries again, in
 * the form that the service's own clients can read, and which says what is here.
 */
export function unplayedService(service: string, request: UnplayedRequest): Encoded {
  const call = request.operation === '' ? `${service} ${request.path}` : `${service}:${request.operation}`;
  const message = unplayedSentence(call);
  if (request.headers['x-amz-target'] !== undefined) return json('application/x-amz-json-1.1', message);
  // Services that are no RPC have a path for every resource; what is posted to the root is a form.
  if (service === 's3') return xml(s3Error(message, request.requestId));
  if (request.operation === '') return json('application/json', message);
  return xml(service === 'ec2' ? ec2Error(message, request.requestId) : queryError(message, request.requestId));
}

/** `call`: `ec2:DescribeVpcs`. */
export function unplayedSentence(call: string): string {
  return (
    `The embedded RDS does not emulate ${call}. It emulates rds, application-autoscaling and monitoring, and of sts and iam what ` +
    'clients ask about their own identity: give this service an endpoint of its own.'
  );
}

function json(contentType: string, message: string): Encoded {
  const type = 'UnknownOperationException';
  return {
    status: 400,
    headers: { 'content-type': contentType, 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

function xml(body: string): Encoded {
  return { status: 400, headers: { 'content-type': 'text/xml' }, body };
}

function error(code: string, message: string): string {
  return `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
}

function queryError(message: string, requestId: string): string {
  const content = `<Error><Type>Sender</Type>${error('InvalidAction', message)}</Error>`;
  return `<ErrorResponse>${content}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function ec2Error(message: string, requestId: string): string {
  const content = `<Errors><Error>${error('InvalidAction', message)}</Error></Errors>`;
  return `<Response>${content}<RequestID>${requestId}</RequestID></Response>`;
}

function s3Error(message: string, requestId: string): string {
  return `<Error>${error('NotImplemented', message)}<RequestId>${requestId}</RequestId></Error>`;
}
