import { JsonShapeSerializer } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { errorSchema, type OperationSchema, type ServiceName } from './schemas';
import type { ServiceFault } from './service-fault';

/** Timestamps as seconds since the epoch (7, in the SDK's numbering of formats). */
const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;

/** The body of a successful answer; an operation without an output answers an empty object. */
export function encodeJson({ output: schema }: OperationSchema, output: unknown): string {
  if (NormalizedSchema.of(schema as never).isUnitSchema()) return '{}';
  const serializer = new JsonShapeSerializer(settings as never);
  serializer.write(schema as never, (output ?? {}) as never);
  return String(serializer.flush());
}

/**
 * Faults that all services share have other names in JSON than in AWS Query, and are 400 there (as DynamoDB and ECS answer
 * them: neither API's reference lists what its service really sends).
 */
const namesInJson: Record<string, [type: string, httpStatus: number]> = {
  Throttling: ['ThrottlingException', 400],
  ExpiredToken: ['ExpiredTokenException', 400],
  InvalidClientTokenId: ['UnrecognizedClientException', 400],
  AccessDenied: ['AccessDeniedException', 400],
  MissingAuthenticationToken: ['MissingAuthenticationTokenException', 400],
  IncompleteSignature: ['IncompleteSignatureException', 400],
  SignatureDoesNotMatch: ['InvalidSignatureException', 400],
  InvalidAction: ['UnknownOperationException', 400],
};

interface JsonFault {
  httpStatus: number;
  body: string;
}

export function encodeJsonFault(fault: ServiceFault, service: ServiceName): JsonFault {
  const [common, httpStatus] = namesInJson[fault.code] ?? [fault.code, fault.httpStatus];
  const type = fault.exception ?? common;
  const member = errorSchema(type, service)?.messageMember ?? 'message';
  return {
    httpStatus: fault.exception === undefined ? httpStatus : fault.httpStatus,
    body: JSON.stringify({ __type: type, [member]: fault.message }),
  };
}
