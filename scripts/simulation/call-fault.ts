import { isRead } from '../embedded-rds/server/read-faults';
import { isReadEffect } from '../embedded-rds/world/on-demand/effects';
import type { CallFault } from '../embedded-rds/world/on-demand/faults';
import type { World } from '../embedded-rds/world/world';

/** Seconds that a stale or torn answer is old by, at the most. */
const oldest = 120;

/**
 * The embedded RDS remembers what was only while a rule may ask for it. This one never strikes; it costs a copy of the region
 * with every change.
 */
export function rememberPast(world: World): void {
  world.faults.push({ kind: 'call', operation: 'DescribeDBClusters', effect: 'stale', call: never, seconds: oldest });
}

const never = 1_000_000_000;

/** Lets it strike the call of that operation that comes next; undefined: whichever comes. */
export function strikeNext(
  world: World,
  operation: string | undefined,
  fault: Pick<CallFault, 'effect' | 'when' | 'times' | 'seconds' | 'newer'>,
): void {
  const { when, ...ofRead } = fault;
  const reads = isReadEffect(fault.effect);
  const any = operation === undefined || (reads && !isRead(operation));
  world.faults.push({
    kind: 'call',
    operation: any ? '*' : operation,
    ...(reads ? ofRead : { ...ofRead, when }),
  });
}

/** Rules that an actor's own calls leave alone and must not take away. */
export const isForNobody = ({ call }: CallFault): boolean => call === never;
