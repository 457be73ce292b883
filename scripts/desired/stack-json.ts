import { isRecord } from '../runtime/is-record';
import { ResourceAddress } from './resource-address';

/** A synthesized `cdk.tf.json`, as far as it is read here (Terraform's JSON configuration syntax). */
export interface StackJson {
  provider?: Record<string, unknown>;
  /** By type, then by name. */
  resource?: Record<string, Record<string, ResourceJson>>;
  variable?: Record<string, { default?: unknown }>;
  terraform?: Record<string, unknown>;
  [block: string]: unknown;
}

/** Arguments under Terraform's names; `//` is the comment that cdktf and our construct write into. */
export type ResourceJson = Record<string, unknown>;

/** The resource of that address as the stack itself declares it; without arguments where it does not. */
export function resourceAt(json: StackJson, address: string): ResourceJson {
  const { modules = [], mode, type = '', name = '' } = ResourceAddress.parse(address) ?? {};
  const found = mode === 'managed' && modules.length === 0 ? json.resource?.[type]?.[name] : undefined;
  return isRecord(found) ? found : {};
}

/** Terraform takes one block as an object or several as a list. */
export function blocks(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** Whether a value contains an expression that only Terraform can evaluate. `$${` is an escaped `${`. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /(^|[^$])(\$\$)*\$\{|(^|[^%])(%%)*%\{/.test(value);
}
