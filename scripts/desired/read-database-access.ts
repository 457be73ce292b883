import type { DatabaseAccess } from '../../constructs/props/access-props';
import { isRecord } from '../runtime/is-record';

const kinds: Readonly<Record<keyof DatabaseAccess, (value: unknown) => boolean>> = {
  access: (value) => value === 'connection' || value === 'data-api',
  user: isText,
  name: isText,
  secretArn: isText,
  password: (value) =>
    isRecord(value) ? isText(value.command) : value === 'iam' || value === 'environment' || value === 'secret',
  host: isText,
  port: (value) => typeof value === 'number',
};

/** `database` of an annotation, without fields of later releases; undefined if it is not what the construct writes. */
export function readDatabaseAccess(value: unknown): DatabaseAccess | undefined {
  if (!isRecord(value)) return undefined;
  const known = Object.entries(kinds).filter(([name]) => value[name] !== undefined);
  if (known.some(([name, fits]) => !fits(value[name]))) return undefined;
  return Object.fromEntries(known.map(([name]) => [name, value[name]]));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
