/** Every place where two JSON values differ: `shop./terraform/version: "0.21.0" → "0.24.0"`. */
export function differences(left: unknown, right: unknown, path = ''): string[] {
  if (isObject(left) && isObject(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => differences(left[key], right[key], path === '' ? key : `${path}.${key}`));
  }
  const [before, after] = [JSON.stringify(left), JSON.stringify(right)];
  return before === after ? [] : [`${path}: ${before} → ${after}`];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
