import type { CallFault, FaultRule } from '../world/on-demand/faults';
import { ControlError } from './control-error';
import { isRead, isReadEffect, newerParts, readEffects, servicesWithRegions } from './read-faults';
import { isOperation } from './services';

const callEffects: string[] = [
  'throttling',
  'internal-failure',
  'service-unavailable',
  'bad-gateway',
  'connection-reset',
  'expired-token',
  'invalid-client-token',
  'access-denied',
  'not-found-yet',
  ...readEffects,
];
const courseEffects = [
  'available-before-members',
  'provisioning-fails',
  'upgrade-fails',
  'switchover-cancelled',
  'switchover-times-out',
  'replication-degraded',
  'member-fails',
  'provisioning-stalls',
  'snapshot-fails',
];

const onCalls = ['kind', 'operation', 'effect', 'call', 'times'];
const membersOfReads: Record<(typeof readEffects)[number], string[]> = {
  stale: [...onCalls, 'seconds'],
  torn: [...onCalls, 'seconds', 'newer'],
  'empty-once': onCalls,
};

function membersOf(kind: FaultRule['kind'], effect: FaultRule['effect']): string[] {
  if (kind === 'course') return ['kind', 'effect', 'reason', 'times', 'minutes'];
  return isReadEffect(effect as CallFault['effect'])
    ? membersOfReads[effect as (typeof readEffects)[number]]
    : [...onCalls, 'when'];
}

/** `DescribeDBClusters`, `monitoring:*`: whether a rule of that name can hit a read. */
function isReadOfRegion(operation: string): boolean {
  const [name = '', service] = operation.split(':').reverse();
  return (
    (name === '*' || isRead(name)) &&
    servicesWithRegions.some((each) => (service ?? each) === each && isOperation(`${each}:${name}`))
  );
}

/** A fault rule, checked; `kind` may be left out. What a rule does not have is refused: misspelt, it would never strike. */
export function faultRule(body: Record<string, unknown>): FaultRule {
  const effect = String(body.effect);
  const kind = callEffects.includes(effect) ? 'call' : courseEffects.includes(effect) ? 'course' : undefined;
  if (kind === undefined || (body.kind !== undefined && body.kind !== kind)) {
    throw new ControlError(
      `A fault's effect is one of ${[...callEffects, ...courseEffects].join(', ')}; ${effect} is not.`,
    );
  }
  const known = membersOf(kind, effect as FaultRule['effect']);
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ControlError(`A fault of the effect ${effect} takes ${known.join(', ')}, not ${unknown}.`);
  }
  const number = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= 0) return value;
    throw new ControlError(`A fault's ${name} is a number from 0 up.`);
  };
  if (kind === 'course') {
    const reason = body.reason === undefined ? undefined : String(body.reason);
    return { kind, effect: effect as never, reason, times: number('times'), minutes: number('minutes') };
  }
  if (typeof body.operation !== 'string' || body.operation === '') {
    throw new ControlError('A fault on calls names an operation, or * for all of them.');
  }
  if (!isOperation(body.operation)) {
    throw new ControlError(`There is no operation ${body.operation}, so this fault would never strike.`);
  }
  const rule = { kind: 'call' as const, operation: body.operation, call: number('call'), times: number('times') };
  if (isReadEffect(effect as CallFault['effect'])) {
    if (!isReadOfRegion(body.operation)) {
      throw new ControlError(`${body.operation} is no read, so this fault would never strike.`);
    }
    const newer = body.newer as CallFault['newer'];
    if (newer !== undefined && !newerParts.includes(newer)) {
      throw new ControlError(`What is newer in a torn answer is one of ${newerParts.join(', ')}.`);
    }
    return { ...rule, effect: effect as never, seconds: number('seconds'), newer };
  }
  const when = body.when ?? 'before';
  if (when !== 'before' && when !== 'after')
    throw new ControlError('A fault strikes before or after the call takes effect.');
  return { ...rule, effect: effect as never, when };
}
