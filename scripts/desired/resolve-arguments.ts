import { isRecord } from '../runtime/is-record';
import { isExpression, type ResourceJson, type StackJson } from './stack-json';

const metaArguments = new Set([
  '//',
  'lifecycle',
  'provider',
  'depends_on',
  'count',
  'for_each',
  'provisioner',
  'connection',
]);

/** A whole value that is one reference: `${aws_rds_cluster.orders.id}`, `${var.password}`. */
const reference = /^\$\{([a-z_][a-z0-9_]*)\.([A-Za-z0-9_-]+)(?:\.([a-z_]+))?\}$/;

/** What the provider uses as `id`, for the types that refer to each other here. */
const idArgument: Record<string, string> = {
  aws_rds_cluster: 'cluster_identifier',
  aws_rds_cluster_instance: 'identifier',
  aws_rds_cluster_parameter_group: 'name',
  aws_db_parameter_group: 'name',
  aws_db_subnet_group: 'name',
  aws_rds_cluster_endpoint: 'cluster_endpoint_identifier',
  aws_appautoscaling_target: 'resource_id',
};

interface ResolvedArguments {
  attributes: Record<string, unknown>;
  unresolved: string[];
}

/**
 * A resource's arguments, with references to literals and locals of the same stack and to defaults of variables resolved. What cannot
 * be resolved is omitted and named.
 */
export function resolveArguments(json: StackJson, resource: ResourceJson): ResolvedArguments {
  const attributes: Record<string, unknown> = {};
  const unresolved: string[] = [];
  for (const [name, value] of Object.entries(resource)) {
    if (metaArguments.has(name)) continue;
    const resolved = resolve(json, value, 0);
    if (resolved === unknown) unresolved.push(name);
    else if (resolved !== null && resolved !== undefined) attributes[name] = resolved;
  }
  return { attributes, unresolved };
}

const unknown = Symbol('only Terraform knows');

/** References of references are followed, but not for ever. */
const deepest = 10;

function resolve(json: StackJson, value: unknown, depth: number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => resolve(json, item, depth));
    return items.includes(unknown) ? unknown : items;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(json, item, depth)] as const);
    return entries.some(([, item]) => item === unknown) ? unknown : Object.fromEntries(entries);
  }
  if (!isExpression(value)) return value;
  if (depth > deepest) return unknown;
  const match = reference.exec(value as string);
  if (!match) return resolveTemplate(json, value as string, depth);
  const target = followed(json, match[1]!, match[2]!, match[3]);
  return target === undefined ? unknown : resolve(json, target, depth + 1);
}

/** References within a text: `cluster:${aws_rds_cluster.orders.id}`. */
function resolveTemplate(json: StackJson, text: string, depth: number): unknown {
  // Escapes and directives are Terraform's own business.
  if (/\$\$\{|%\{/.test(text)) return unknown;
  let known = true;
  const resolved = text.replace(/\$\{[^{}]*\}/g, (part) => {
    const value = reference.test(part) ? resolve(json, part, depth + 1) : unknown;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    known = false;
    return part;
  });
  return known && !isExpression(resolved) ? resolved : unknown;
}

/** Undefined when nothing in the stack says it. */
function followed(json: StackJson, type: string, name: string, attribute: string | undefined): unknown {
  if (type === 'var') return attribute === undefined ? json.variable?.[name]?.default : undefined;
  if (type === 'local') return attribute === undefined && isRecord(json.locals) ? json.locals[name] : undefined;
  const target = json.resource?.[type]?.[name];
  if (!target || attribute === undefined) return undefined;
  return target[attribute === 'id' ? (idArgument[type] ?? 'id') : attribute];
}
