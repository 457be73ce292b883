import { NormalizedSchema } from '@smithy/core/schema';
import { type OperationSchema, requiredMembers } from './schemas';
import { autoScalingFault, cloudWatchFault, ServiceFault } from './service-fault';

/**
 * The body of a JSON call as the operation's input. What the operation does not know is ignored, and so is `null`, as AWS
 * does. Throws SerializationException for what is no JSON or of another type than the model's, and the service's own fault
 * for a required member that is missing.
 */
export function decodeJson(operation: OperationSchema, body: string): Record<string, unknown> {
  const schema = NormalizedSchema.of(operation.input as never);
  const json = parsed(body);
  return schema.isUnitSchema() ? {} : structure(operation, schema, json, '');
}

function parsed(body: string): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw serialization('The body is not JSON.');
  }
}

function structure(
  operation: OperationSchema,
  schema: NormalizedSchema,
  json: unknown,
  path: string,
): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw unexpected(path, 'an object');
  const given = json as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const item = Object.hasOwn(given, member) ? given[member] : undefined;
    if (item === undefined || item === null) continue;
    result[member] = value(operation, memberSchema, item, path === '' ? member : `${path}.${member}`);
  }
  for (const name of requiredMembers(schema.getSchema() as never)) {
    if (result[name] === undefined) throw missing(operation, path === '' ? name : `${path}.${name}`);
  }
  return result;
}

function value(operation: OperationSchema, schema: NormalizedSchema, json: unknown, path: string): unknown {
  if (schema.isStructSchema()) return structure(operation, schema, json, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(json)) throw unexpected(path, 'a list');
    return json.map((item, i) => value(operation, schema.getValueSchema(), item, `${path}.${i + 1}`));
  }
  if (schema.isMapSchema()) {
    if (typeof json !== 'object' || Array.isArray(json)) throw unexpected(path, 'a map');
    const entries = Object.entries(json as object);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, value(operation, schema.getValueSchema(), item, `${path}.${key}`)]),
    );
  }
  if (schema.isTimestampSchema()) return timestamp(json, path);
  if (schema.isBooleanSchema()) return typed(json, 'boolean', path);
  if (schema.isNumericSchema()) return typed(json, 'number', path);
  return typed(json, 'string', path);
}

function typed(json: unknown, type: 'boolean' | 'number' | 'string', path: string): unknown {
  if (typeof json !== type) throw unexpected(path, `a ${type}`);
  return json;
}

/** Seconds since the epoch; the AWS CLI sends the same as ISO 8601 in some versions. */
function timestamp(json: unknown, path: string): Date {
  const date = typeof json === 'number' ? new Date(json * 1000) : new Date(String(json));
  if (Number.isNaN(date.getTime())) throw unexpected(path, 'a timestamp');
  return date;
}

function unexpected(path: string, what: string): ServiceFault {
  return serialization(`${path === '' ? 'The body' : path} is not ${what}.`);
}

function serialization(message: string): ServiceFault {
  return new ServiceFault('SerializationException', 400, message);
}

function missing({ service }: OperationSchema, path: string): ServiceFault {
  if (service === 'monitoring') {
    return cloudWatchFault('MissingRequiredParameterException', `The parameter ${path} is required.`);
  }
  const member = path.replace(/(^|\.)[A-Z]/g, (letter) => letter.toLowerCase());
  return autoScalingFault(
    'ValidationException',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
