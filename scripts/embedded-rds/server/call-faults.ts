import { NormalizedSchema } from '@smithy/core/schema';
import type { OperationSchema, ServiceName } from '../wire/schemas';
import { declared, type FaultName, fault, ServiceFault } from '../wire/service-fault';
import { type AnswerEffect, isReadEffect } from '../world/on-demand/effects';
import type { CallFault } from '../world/on-demand/faults';
import { notFoundByArn } from '../world/tagged-resource';
import type { World } from '../world/world';
import { accessDenied, actionOf, notAllowed } from './authorize';
import type { Caller } from './caller';
import { isRead, servicesWithRegions } from './read-faults';

/**
 * The rule that hits this call. Every rule on the operation counts it, whether it hits or not; the first one wins. RDS and
 * Application Auto Scaling both have a ListTagsForResource: a rule may name the service too.
 */
export function strikingFault(world: World, service: string, operation: string): CallFault | undefined {
  const names = ['*', operation, `${service}:*`, `${service}:${operation}`];
  let striking: CallFault | undefined;
  for (const rule of world.faults) {
    if (rule.kind !== 'call' || !names.includes(rule.operation)) continue;
    if (isReadEffect(rule.effect) && (!servicesWithRegions.includes(service) || !isRead(operation))) continue;
    rule.seen = (rule.seen ?? 0) + 1;
    const first = rule.call ?? 1;
    const times = rule.times ?? 1;
    const hits = rule.seen >= first && (times === 0 || rule.seen < first + times);
    if (hits) striking ??= rule;
  }
  return striking;
}

/** What goes over the wire instead of RDS's answer. */
type StruckAnswer =
  | { kind: 'fault'; fault: ServiceFault }
  /** What a load balancer answers: no XML at all. */
  | { kind: 'html'; httpStatus: number; body: string }
  /** An answer without what was asked for, as a list read too early gives. */
  | { kind: 'output'; output: Record<string, unknown> }
  | { kind: 'reset' }
  /** The effect has no meaning for this operation, which is performed as ever. */
  | { kind: 'none' };

/**
 * Codes, statuses and texts as AWS sends them
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html; aws/aws-cli#8604 for throttling).
 */
export function struckAnswer(
  {
    effect,
    code = 'InvalidParameterCombination',
    text = 'It cannot be done now.',
  }: Pick<CallFault, 'code' | 'text'> & { effect: AnswerEffect },
  call: { operation: string; schema: OperationSchema | undefined; input: Record<string, unknown>; caller: Caller },
): StruckAnswer {
  const answer = (code: string, httpStatus: number, message: string): StruckAnswer => ({
    kind: 'fault',
    fault: new ServiceFault(code, httpStatus, message),
  });
  const { operation, caller } = call;
  const action = actionOf(caller.service, operation);
  switch (effect) {
    case 'throttling':
      return answer('Throttling', 400, 'Rate exceeded');
    case 'internal-failure':
      return answer(
        'InternalFailure',
        500,
        'An internal error has occurred. Please try your query again at a later time.',
      );
    case 'service-unavailable':
      return answer('ServiceUnavailable', 503, 'Service is unavailable.');
    case 'bad-gateway':
      return { kind: 'html', httpStatus: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
    case 'connection-reset':
      return { kind: 'reset' };
    case 'expired-token':
      return answer('ExpiredToken', 403, 'The security token included in the request is expired');
    case 'invalid-client-token':
      return answer('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    case 'access-denied':
      return { kind: 'fault', fault: accessDenied(caller, action, notAllowed(action)) };
    case 'not-found-yet':
      return notFoundYet(call);
    case 'refusal':
      return { kind: 'fault', fault: declared(caller.service as ServiceName, code, text) };
  }
}

/** What an operation answers about something that was created a moment ago, by the word in the operation's name. */
const notFoundFaults: [word: RegExp, name: FaultName, message: string][] = [
  [/BlueGreenDeployment/, 'BlueGreenDeploymentNotFoundFault', 'BlueGreenDeployment not found.'],
  [/DBClusterParameter/, 'DBParameterGroupNotFoundFault', 'DBClusterParameterGroup not found.'],
  [/DBParameter/, 'DBParameterGroupNotFoundFault', 'DBParameterGroup not found.'],
  [/DBClusterSnapshot/, 'DBClusterSnapshotNotFoundFault', 'DBClusterSnapshot not found.'],
  [/DBSubnetGroup/, 'DBSubnetGroupNotFoundFault', 'DBSubnetGroup not found.'],
  [/GlobalCluster/, 'GlobalClusterNotFoundFault', 'GlobalCluster not found.'],
  [/DBClusterEndpoint/, 'DBClusterEndpointNotFoundFault', 'DBClusterEndpoint not found.'],
  [/DBInstance/, 'DBInstanceNotFoundFault', 'DBInstance not found.'],
  [/DBCluster/, 'DBClusterNotFoundFault', 'DBCluster not found.'],
];

/** A change is refused, where it names something that RDS may not know yet: it is never taken and then lost. Creating names what is not there yet. */
function notFoundYet({ operation, schema, input }: Parameters<typeof struckAnswer>[1]): StruckAnswer {
  const byArn = notFoundByArn(String(input.ResourceName ?? ''));
  if (byArn !== undefined) return { kind: 'fault', fault: byArn };
  const asksForOne = Object.keys(input).some((name) => /(Identifier|Name|ResourceId)$/.test(name));
  const row = notFoundFaults.find(([word]) => word.test(operation));
  if (asksForOne && row !== undefined && !operation.startsWith('Create'))
    return { kind: 'fault', fault: fault(row[1], row[2]) };
  if (schema === undefined || !isRead(operation)) return { kind: 'none' };
  return { kind: 'output', output: emptyLists(schema) };
}

/** An answer whose lists are all empty. */
export function emptyLists({ output }: OperationSchema): Record<string, unknown> {
  const schema = NormalizedSchema.of(output);
  if (schema.isUnitSchema()) return {};
  return Object.fromEntries(
    [...schema.structIterator()].filter(([, member]) => member.isListSchema()).map(([name]) => [name, []]),
  );
}
