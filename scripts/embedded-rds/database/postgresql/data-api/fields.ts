import { types } from 'pg';

// Numbers of `pg_type`, which never change.
const integers = new Set([20, 21, 23, 26]);
const decimals = new Set([700, 701]);
const boolean = 16;
const bytes = 17;
const arrays: Record<number, string> = {
  1000: 'booleanValues',
  1005: 'longValues',
  1007: 'longValues',
  1016: 'longValues',
  1021: 'doubleValues',
  1022: 'doubleValues',
  1009: 'stringValues',
  1015: 'stringValues',
  1231: 'stringValues',
  2951: 'stringValues',
};

/** A value of a row, which PostgreSQL has sent as text, as the Data API's Field. */
export function fieldOf(text: string | null, type: number): Record<string, unknown> {
  if (text === null) return { isNull: true };
  if (integers.has(type)) return { longValue: Number(text) };
  if (decimals.has(type)) return { doubleValue: Number(text) };
  if (type === boolean) return { booleanValue: text === 't' };
  if (type === bytes) return { blobValue: Buffer.from(text.slice(2), 'hex').toString('base64') };
  const array = arrays[type];
  if (array === undefined) return { stringValue: text };
  const values = types.getTypeParser(type, 'text')(text) as unknown[];
  return { arrayValue: { [array]: array === 'longValues' ? values.map(Number) : values } };
}

/** The same for `formatRecordsAs: JSON`. */
export function jsonOf(text: string | null, type: number): unknown {
  const field = fieldOf(text, type);
  if (field.isNull) return null;
  const [value] = Object.values(field);
  return type in arrays ? Object.values(value as object)[0] : value;
}

/** Texts as PostgreSQL sends them. */
export const unparsed = { getTypeParser: () => (text: unknown) => text };
