import type { FaultRule } from '../world/faults';
import { ControlError } from './control-error';
import { isOperation } from './services';

const callEffects = [
  'throttling',
  'internal-failure',
  'service-unavailable',
  'bad-gateway',
  'connection-reset',
  'expired-token',
  'invalid-client-token',
  'access-denied',
  'not-found-yet',
];
const courseEffects = [
  'available-before-members',
  'provisioning-fails',
  'upgrade-fails',
  'switchover-cancelled',
  'switchover-times-out',
  'replication-degraded',
  'snapshot-fails',
];

const members: Record<FaultRule['kind'], string[]> = {
  call: ['kind', 'operation', 'effect', 'when', 'call', 'times'],
  course: ['kind', 'effect', 'reason', 'times', 'minutes'],
};

/** A fault rule, checked; `kind` may be left out. What a rule does not have is refused: misspelt, it would never strike. */
export function faultRule(body: Record<string, unknown>): FaultRule {
  const effect = String(body.effect);
  const kind = callEffects.includes(effect) ? 'call' : courseEffects.includes(effect) ? 'course' : undefined;
  if (kind === undefined || (body.kind !== undefined && body.kind !== kind)) {
    throw new ControlError(
      `A fault's effect is one of ${[...callEffects, ...courseEffects].join(', ')}; ${effect} is not.`,
    );
  }
  const unknown = Object.keys(body).find((name) => !members[kind].includes(name));
  if (unknown !== undefined) {
    throw new ControlError(`A fault of the effect ${effect} takes ${members[kind].join(', ')}, not ${unknown}.`);
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
  const when = body.when ?? 'before';
  if (when !== 'before' && when !== 'after')
    throw new ControlError('A fault strikes before or after the call takes effect.');
  return {
    kind,
    operation: body.operation,
    effect: effect as never,
    when,
    call: number('call'),
    times: number('times'),
  };
}
