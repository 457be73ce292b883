import { NormalizedSchema } from '@smithy/core/schema';
import { type OperationSchema, requiredMembers } from './schemas';
import { invalidParameterValue, missingParameter } from './service-fault';

/**
 * The form of an AWS Query call as the operation's input: `Filters.Filter.1.Values.Value.1=x` becomes
 * `{ Filters: [{ Values: ['x'] }] }`. What the operation does not know is ignored, as AWS does (`Action`, `Version`, and
 * members newer than this SDK). Throws MissingParameter and InvalidParameterValue.
 */
export function decodeInput(operation: OperationSchema, form: URLSearchParams): Record<string, unknown> {
  const schema = NormalizedSchema.of(operation.input as never);
  const names = new FormNames(form);
  const input = schema.isUnitSchema() ? {} : structure(schema, names, '');
  for (const name of requiredMembers(operation.input)) {
    if (input[name] === undefined) {
      throw missingParameter(`The request must contain the parameter ${name}.`);
    }
  }
  return input;
}

/** Which names begin with a prefix: without it, every absent nested structure would cost a walk through the whole form. */
class FormNames {
  private readonly prefixes = new Set<string>();

  constructor(private readonly form: URLSearchParams) {
    for (const name of form.keys()) {
      for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) this.prefixes.add(name.slice(0, end));
    }
  }

  has(name: string): boolean {
    return this.prefixes.has(name);
  }

  value(name: string): string | undefined {
    return this.form.get(name) ?? undefined;
  }
}

function structure(schema: NormalizedSchema, names: FormNames, prefix: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const name = prefix + String(memberSchema.getMergedTraits().xmlName ?? member);
    if (names.has(name)) result[member] = value(memberSchema, names, name);
  }
  return result;
}

function value(schema: NormalizedSchema, names: FormNames, name: string): unknown {
  if (schema.isListSchema()) return list(schema, names, name);
  if (schema.isStructSchema()) return structure(schema, names, `${name}.`);
  const text = names.value(name);
  if (text === undefined) return undefined;
  if (schema.isBooleanSchema()) return boolean(text, name);
  if (schema.isNumericSchema()) return number(text, name);
  if (schema.isTimestampSchema()) return timestamp(text, name);
  return text;
}

/** Members are named by the model (`Tag`), or `member` as in plain AWS Query: botocore and older tools differ in that. */
function list(schema: NormalizedSchema, names: FormNames, name: string): unknown[] {
  const item = schema.getValueSchema();
  const modelled = String(item.getMergedTraits().xmlName ?? 'member');
  for (const prefix of [`${name}.${modelled}`, `${name}.member`]) {
    const result: unknown[] = [];
    for (let n = 1; names.has(`${prefix}.${n}`); n++) result.push(value(item, names, `${prefix}.${n}`));
    if (result.length > 0) return result;
  }
  // The SDK sends an empty list as `Tags=`.
  return [];
}

function boolean(text: string, name: string): boolean {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw invalidParameterValue(`Invalid value ${text} for ${name}. Must be true or false`);
}

function number(text: string, name: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw invalidParameterValue(`Invalid value ${text} for ${name}. Must be a number`);
}

function timestamp(text: string, name: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw invalidParameterValue(`Invalid value ${text} for ${name}. Must be a timestamp`);
  return date;
}
