import { createHash } from 'node:crypto';
import { isRecord } from '../../runtime/is-record';

/** SHA-256 of plain data, whatever the order of its keys, in hexadecimal digits. */
export const digest = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}
