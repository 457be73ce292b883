import { randomUUID } from 'node:crypto';
import { UpgradeError } from '../../runtime/errors';
import type { WorldClock } from './clock';
import { failureOf, headersOf, type ServiceRequest, type ServiceResponse } from './service';

/** Of the control API, which is no service of AWS. */
export const isControl = ({ path }: Pick<ServiceRequest, 'path'>): boolean => path.startsWith('/_embedded/');

/**
 * A bug of ours, or a database that does not do what it has to. A client gets RDS's own 500, because of any other it shows no
 * reason; whoever runs the server is told where it happened.
 */
export function ownFailure(
  clock: WorldClock,
  request: ServiceRequest,
  error: Error,
  tell: (sentence: string) => void,
): ServiceResponse {
  const isTold = error instanceof UpgradeError;
  if (!isTold) tell(`The embedded RDS failed: ${error.stack ?? error.message}`);
  const why = isTold ? `${error.message} ${error.remedy}` : `The embedded RDS failed: ${error.message}`;
  if (!isControl(request)) return failureOf(clock, request, why).response;
  const headers = { ...headersOf(clock, randomUUID()), 'content-type': 'application/json' };
  return { kind: 'answer', status: 500, headers, body: `${JSON.stringify({ error: why }, undefined, 2)}\n` };
}
