/**
 * What the wire makes of values, in one place: members that are undefined do not arrive, times lose what is finer than the
 * protocol says, and nothing that is received is part of the world.
 */
export function asSent(value: unknown): unknown {
  return copy(value, (date) => date);
}

export function asReceived(value: unknown): unknown {
  return copy(value, (date) => date);
}

function copy(value: unknown, time: (date: Date) => Date): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return time(value);
  if (Array.isArray(value)) return value.map((item) => copy(item, time));
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) result[name] = copy(member, time);
  return result;
}
