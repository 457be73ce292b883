/** One of `parameters` of ExecuteStatement, as JSON. */
export interface SqlParameter {
  name?: string;
  value?: Record<string, unknown>;
  typeHint?: string;
}

/** Texts, comments, names and casts are passed over; `:name` is not. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|::|:([A-Za-z_]\w*)/g;

const casts: Record<string, string> = {
  DATE: '::date',
  DECIMAL: '::numeric',
  JSON: '::jsonb',
  TIME: '::time',
  TIMESTAMP: '::timestamp',
  UUID: '::uuid',
};

/** `WHERE id = :id` with `$1`, and the values in that order. Throws Error for a parameter that was not given. */
export function withPositions(sql: string, parameters: readonly SqlParameter[]): { text: string; values: unknown[] } {
  const positions: string[] = [];
  const text = sql.replace(tokens, (token: string, _quote: string | undefined, name: string | undefined) => {
    if (name === undefined) return token;
    const parameter = parameters.find((each) => each.name === name);
    if (parameter === undefined) throw new Error(`Cannot find parameter: ${name}`);
    if (!positions.includes(name)) positions.push(name);
    return `$${positions.indexOf(name) + 1}${casts[parameter.typeHint ?? ''] ?? ''}`;
  });
  const values = positions.map((name) => sqlValue(parameters.find((each) => each.name === name)?.value ?? {}));
  return { text, values };
}

function sqlValue(value: Record<string, unknown>): unknown {
  if (value.isNull === true) return null;
  if (typeof value.blobValue === 'string') return Buffer.from(value.blobValue, 'base64');
  return value.stringValue ?? value.longValue ?? value.doubleValue ?? value.booleanValue ?? null;
}
