import { encodeJsonFault } from '../../embedded-rds/wire/encode-json';
import type { ServiceName } from '../../embedded-rds/wire/schemas';
import type { ServiceFault } from '../../embedded-rds/wire/service-fault';

/** A refusal as the SDK throws it: what `scripts/aws/faults.ts` reads of it, and no more. */
export function exceptionOf(fault: ServiceFault, service: ServiceName): Error {
  // Faults common to all services have other names and statuses in JSON.
  const json = service === 'rds' || service === 'sts' ? undefined : encodeJsonFault(fault, service);
  // CloudWatch says the name of AWS Query beside the one in JSON, and the SDK takes that.
  const isQuery = json === undefined || service === 'monitoring';
  const name = isQuery ? (fault.exception ?? fault.code) : (JSON.parse(json.body).__type as string);
  const httpStatusCode = json?.httpStatus ?? fault.httpStatus;
  return Object.assign(new Error(fault.message), {
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });
}

export const connectionReset = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** A load balancer's page, which the SDK cannot parse: only its status is left. */
export const notXml = (httpStatusCode: number): Error =>
  Object.assign(new Error('Unknown'), { name: 'Unknown', $fault: 'server', $metadata: { httpStatusCode } });
