import { isRecord } from '../runtime/is-record';
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

/** Terraform takes one block as an object or several as a list. */
export function blocks(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** Whether a value holds an expression that only Terraform can evaluate. `$${` is an escaped `${`. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /(^|[^$])(\$\$)*\$\{|(^|[^%])(%%)*%\{/.test(value);
}
