import { type Effect, effects, isCourseEffect, isEffect, isReadEffect, newerParts } from '../world/on-demand/effects';
import type { CallFault, FaultRule } from '../world/on-demand/faults';
import { ControlError } from './control-error';
import { isRead, servicesWithRegions } from './read-faults';
import { isOperation } from './services';

/** `DescribeDBClusters`, `monitoring:*`: whether a rule of that name can hit a read. */
function isReadOfRegion(operation: string): boolean {
  const [name = '', service] = operation.split(':').reverse();
  return (
    (name === '*' || isRead(name)) &&
    servicesWithRegions.some((each) => (service ?? each) === each && isOperation(`${each}:${name}`))
  );
}

function kindOf(effect: Effect): FaultRule['kind'] {
  return isCourseEffect(effect) ? 'course' : 'call';
}

/** A fault rule, checked; `kind` may be left out. What a rule does not have is refused: misspelt, it would never strike. */
export function faultRule(body: Record<string, unknown>): FaultRule {
  const effect = String(body.effect);
  if (!isEffect(effect) || (body.kind ?? kindOf(effect)) !== kindOf(effect)) {
    throw new ControlError(`A fault's effect is one of ${Object.keys(effects).join(', ')}; ${effect} is not.`);
  }
  const known: readonly string[] = effects[effect].takes;
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ControlError(`A fault of the effect ${effect} takes ${known.join(', ')}, not ${unknown}.`);
  }
  const number = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= 0) return value;
    throw new ControlError(`A fault's ${name} must be a number, 0 or more.`);
  };
  if (isCourseEffect(effect)) {
    const reason = body.reason === undefined ? undefined : String(body.reason);
    return { kind: 'course', effect, reason, times: number('times'), minutes: number('minutes') };
  }
  if (typeof body.operation !== 'string' || body.operation === '') {
    throw new ControlError('A fault on calls names an operation, or * for all of them.');
  }
  if (!isOperation(body.operation)) {
    throw new ControlError(`There is no operation ${body.operation}, so this fault would never occur.`);
  }
  const rule = { kind: 'call' as const, operation: body.operation, call: number('call'), times: number('times') };
  if (isReadEffect(effect)) {
    if (!isReadOfRegion(body.operation)) {
      throw new ControlError(`${body.operation} is not a read, so this fault would never occur.`);
    }
    const newer = body.newer as CallFault['newer'];
    if (newer !== undefined && !newerParts.includes(newer)) {
      throw new ControlError(`What is newer in a torn answer is one of ${newerParts.join(', ')}.`);
    }
    return { ...rule, effect, seconds: number('seconds'), newer };
  }
  const when = body.when ?? 'before';
  if (when !== 'before' && when !== 'after')
    throw new ControlError('A fault occurs before or after the call takes effect.');
  if (effect !== 'refusal') return { ...rule, effect, when };
  const word = (name: string) => (body[name] === undefined ? undefined : String(body[name]));
  return { ...rule, effect, when, code: word('code'), text: word('text') };
}
