/**
 * What is kept under names that clients choose. It inherits nothing, so that `constructor` is there only when somebody has
 * put it there, and `__proto__` is a name as any other.
 */
export function byName<Value>(entries: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return Object.assign(Object.create(null), entries);
}
