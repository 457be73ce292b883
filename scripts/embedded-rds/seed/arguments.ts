import type { Tag } from '@aws-sdk/client-rds';

/** One resource's arguments under Terraform's names. Blocks are lists of objects, or one object. */
export type TerraformArguments = Record<string, unknown>;

export function tags({ tags: values }: TerraformArguments): Tag[] {
  return Object.entries((values ?? {}) as Record<string, unknown>).map(([Key, Value]) => ({
    Key,
    Value: String(Value),
  }));
}

export function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

export function number(value: unknown): number | undefined {
  return value === undefined || value === null || value === '' ? undefined : Number(value);
}

export function bool(value: unknown): boolean | undefined {
  return value === undefined || value === null ? undefined : value === true || value === 'true';
}

export function list(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}

export function texts(value: unknown): string[] | undefined {
  const items = list(value).map(String);
  return items.length === 0 ? undefined : items;
}

/** A block that is there at most once. */
export function block(value: unknown): TerraformArguments | undefined {
  return list(value)[0] as TerraformArguments | undefined;
}
