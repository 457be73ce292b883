import { autoScalingFault, ServiceFault } from '../wire/service-fault';
import type { Policies, PolicyStatement } from '../world/on-demand/policies';
import type { Caller } from './caller';
import { dependentActions, validatedActions } from './dependent-actions';

interface Asked {
  caller: Pick<Caller, 'arn' | 'service'>;
  operation: string;
  input: Record<string, unknown>;
}

/**
 * Throws what AWS answers a caller who may not do this. GetCallerIdentity needs no permission, and AssumeRole is decided by the role's
 * trust: STS is never asked about here.
 */
export function authorize(policies: Policies, { caller, operation, input }: Asked): void {
  const { service } = caller;
  if (service === 'sts') return;
  for (const action of [actionOf(service, operation), ...dependentActions(service, operation, input)]) {
    const reason = denial(policies, action);
    if (reason !== undefined) throw accessDenied(caller, action, reason);
  }
  const missing = validatedActions(service, operation).filter((action) => denial(policies, action) !== undefined);
  if (missing.length === 0) return;
  // Wording: aws/aws-auto-scaling-custom-resource#25.
  throw autoScalingFault('ValidationException', `User is missing the following permissions: ${missing.join(', ')}`);
}

/** Signatures call CloudWatch by the name of its endpoint, permissions do not. */
export const actionOf = (service: string, operation: string): string =>
  `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`;

/**
 * AWS's words, https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. Which resource it names depends on the
 * operation; here all policies are about `*`.
 */
export const accessDenied = (caller: Pick<Caller, 'arn'>, action: string, reason: string): ServiceFault =>
  new ServiceFault(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: * ${reason}`,
  );

export const notAllowed = (action: string, kind = 'identity-based'): string =>
  `because no ${kind} policy allows the ${action} action`;

/**
 * Why these policies do not let it be done: an explicit Deny of any kind comes first, then each kind must allow it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function denial({ serviceControl, identityBased }: Policies, action: string): string | undefined {
  if (hits(serviceControl, 'Deny', action)) return 'with an explicit deny in a service control policy';
  if (hits(identityBased, 'Deny', action)) return 'with an explicit deny in an identity-based policy';
  if (serviceControl !== undefined && !hits(serviceControl, 'Allow', action))
    return notAllowed(action, 'service control');
  if (identityBased !== undefined && !hits(identityBased, 'Allow', action)) return notAllowed(action);
  return undefined;
}

function hits(statements: readonly PolicyStatement[] = [], effect: PolicyStatement['effect'], action: string): boolean {
  return statements.some((each) => each.effect === effect && each.actions.some((pattern) => matches(pattern, action)));
}

/** `*` is any text, `?` one character. */
function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
