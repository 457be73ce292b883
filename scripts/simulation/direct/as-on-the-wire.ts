/**
 * What the wire makes of a value: members that are undefined do not arrive, and nothing that arrives is part of
 * the world that it was taken from. Times keep their milliseconds both ways; a test compares every answer with the SDK's.
 */
export function asOnTheWire(value: unknown): unknown {
  // The world itself holds no dates: each is made for its answer.
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(asOnTheWire);
  const result: Record<string, unknown> = {};
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) result[name] = asOnTheWire(member);
  }
  return result;
}
