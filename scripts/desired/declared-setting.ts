import { isDeepStrictEqual } from 'node:util';
import type { Setting } from '../aws/rds/settings';
import { isRecord } from '../runtime/is-record';
import type { Declaration } from './declarations';

/** What the code says about one argument. */
export type DeclaredSetting =
  | { kind: 'value'; value: Setting }
  /** Left out, or null. */
  | { kind: 'absent' }
  /** An expression that only Terraform evaluates. */
  | { kind: 'unknown' };

export function declaredSetting(declaration: Declaration, argument: string): DeclaredSetting {
  if (declaration.unresolved.includes(argument)) return { kind: 'unknown' };
  const value = normalized(argument, declaration.attributes[argument]);
  return value === undefined ? { kind: 'absent' } : { kind: 'value', value };
}

/** Whether Terraform treats the two as the same. */
export function sameSetting(a: Setting | undefined, b: Setting | undefined): boolean {
  if (isNumbers(a) && isNumbers(b)) {
    // Of a block only what the code writes is compared: the rest is computed.
    return Object.entries(a).every(([name, value]) => b[name] === undefined || b[name] === value);
  }
  return isDeepStrictEqual(a, b);
}

const isNumbers = (value: Setting | undefined): value is Readonly<Record<string, number>> => isRecord(value);

/** As the provider stores it: sets have no order, windows are lower-cased, texts may stand for numbers and booleans. */
function normalized(argument: string, value: unknown): Setting | undefined {
  if (value === undefined || value === null) return undefined;
  const block = Array.isArray(value) ? value.find(isRecord) : isRecord(value) ? value : undefined;
  if (block !== undefined) {
    const numbers = Object.entries(block).filter(([, each]) => each !== null && each !== undefined);
    return Object.fromEntries(numbers.map(([name, each]) => [name, Number(each)]));
  }
  if (Array.isArray(value)) return value.map(String).sort();
  if (typeof value !== 'string') return value as Setting;
  if (argument.endsWith('_window')) return value.toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  if (numeric.has(argument) && /^\d+(\.\d+)?$/.test(value)) return Number(value);
  // Standard storage is `aurora` in the code and nothing in RDS (the provider's CustomizeDiff).
  return argument === 'storage_type' && value === 'aurora' ? '' : value;
}

const numeric = new Set([
  'backtrack_window',
  'backup_retention_period',
  'monitoring_interval',
  'performance_insights_retention_period',
  'port',
  'promotion_tier',
]);
