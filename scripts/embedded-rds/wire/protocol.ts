import { decodeInput } from './decode';
import { decodeJson } from './decode-json';
import { encodeFault, encodeOutput } from './encode';
import { encodeJson, encodeJsonFault } from './encode-json';
import type { OperationSchema, ServiceName } from './schemas';
import type { ServiceFault } from './service-fault';

/** One request and its answer in the protocol that the client speaks. */
export interface Protocol {
  /** Empty: the request names none. */
  operation: string;
  /** Throws the faults of a request that the operation cannot read. */
  input(schema: OperationSchema): Record<string, unknown>;
  output(schema: OperationSchema, output: unknown, requestId: string): Encoded;
  fault(fault: ServiceFault, service: ServiceName, requestId: string): Encoded;
}

export interface Encoded {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** AWS Query: `Action` and the input as a form, XML back. RDS, STS, IAM, and older clients of CloudWatch. */
export function queryProtocol(form: URLSearchParams): Protocol {
  const xml = (status: number, body: string): Encoded => ({ status, headers: { 'content-type': 'text/xml' }, body });
  return {
    operation: form.get('Action') ?? '',
    input: (schema) => decodeInput(schema, form),
    output: (schema, output, requestId) => xml(200, encodeOutput(schema, output, requestId)),
    fault: (fault, service, requestId) => xml(fault.httpStatus, encodeFault(fault, requestId, service)),
  };
}

/** AWS JSON 1.0 and 1.1: `X-Amz-Target: AnyScaleFrontendService.RegisterScalableTarget`, the input as an object. */
export function jsonProtocol(target: string, contentType: string | undefined, body: string): Protocol {
  const type = /^application\/x-amz-json-1\.[01]/.exec(contentType ?? '')?.[0] ?? 'application/x-amz-json-1.1';
  const headers = { 'content-type': type };
  return {
    operation: target.slice(target.lastIndexOf('.') + 1),
    input: (schema) => decodeJson(schema, body),
    output: (schema, output) => ({ status: 200, headers, body: encodeJson(schema, output) }),
    fault(fault, service) {
      const { httpStatus, body: text } = encodeJsonFault(fault, service);
      // CloudWatch was a Query service: the header carries the codes that its clients know from then.
      const queryError = { 'x-amzn-query-error': `${fault.code};${httpStatus < 500 ? 'Sender' : 'Receiver'}` };
      return {
        status: httpStatus,
        headers: service === 'monitoring' ? { ...headers, ...queryError } : headers,
        body: text,
      };
    },
  };
}
