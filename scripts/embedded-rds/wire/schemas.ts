import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as rds from '@aws-sdk/client-rds';
import * as sts from '@aws-sdk/client-sts';
import type { NormalizedSchema } from '@smithy/core/schema';

/**
 * The runtime schemas that the SDK's clients export beside their commands, as `<Name>$`. No shape of an API is written by
 * hand in this server. The tuples' layout is not documented: schemas.test.ts asserts what is used of it. Services have the
 * names that stand in a signature's credential scope.
 */
const services = {
  rds: { schemas: exportsOf(rds), namespace: 'com.amazonaws.rds', xmlns: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  sts: { schemas: exportsOf(sts), namespace: 'com.amazonaws.sts', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  'application-autoscaling': {
    schemas: exportsOf(autoScaling),
    namespace: 'com.amazonaws.applicationautoscaling',
    // It speaks JSON only; this is what errors in another protocol carry.
    xmlns: 'http://autoscaling.amazonaws.com/doc/2016-02-06/',
  },
  monitoring: {
    schemas: exportsOf(cloudWatch),
    namespace: 'com.amazonaws.cloudwatch',
    xmlns: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  },
};

export type ServiceName = keyof typeof services;

/** A schema as the SDK hands it to its own codecs; only `@smithy/core/schema` looks inside. */
type Schema = Parameters<typeof NormalizedSchema.of>[0];

export interface OperationSchema {
  service: ServiceName;
  name: string;
  input: Schema;
  output: Schema;
}

interface ErrorSchema {
  /** On the wire of AWS Query; in JSON it is the exception's name. */
  code: string;
  httpStatus: number;
  /** `message` or `Message`: what the model calls it decides how JSON spells it. */
  messageMember: string;
}

const operationTuple = 9;
const errorTuple = -3;

/** An operation by its name on the wire; undefined when this version of the SDK does not know it. */
export function operationSchema(name: string, service: ServiceName = 'rds'): OperationSchema | undefined {
  const tuple = tupleOf(service, name);
  return tuple?.[0] === operationTuple
    ? { service, name, input: tuple[4] as Schema, output: tuple[5] as Schema }
    : undefined;
}

/** Wire code and HTTP status of a modelled exception; undefined when the service's SDK has none of that name. */
export function errorSchema(name: string, service: ServiceName = 'rds'): ErrorSchema | undefined {
  const tuple = tupleOf(service, name);
  if (tuple?.[0] !== errorTuple) return undefined;
  const traits = tuple[3] as { awsQueryError?: [string, number]; httpError?: number } | number;
  const messageMember = ((tuple[4] ?? []) as string[]).find((member) => /^message$/i.test(member)) ?? 'message';
  if (typeof traits === 'number') return { code: name, httpStatus: 400, messageMember };
  const [code, httpStatus] = traits.awsQueryError ?? [name, traits.httpError ?? 400];
  return { code, httpStatus, messageMember };
}

/** Required members come first in a structure's tuple, and its last element counts them. */
export function requiredMembers(reference: Schema): string[] {
  const tuple = (typeof reference === 'function' ? (reference as () => unknown)() : reference) as unknown;
  if (!Array.isArray(tuple)) return [];
  const [members, count] = [tuple[4], tuple[6]] as [string[] | undefined, number | undefined];
  return (members ?? []).slice(0, count ?? 0);
}

/** The namespace of a service's XML. */
export function xmlNamespaceOf(service: ServiceName): string {
  return services[service].xmlns;
}

/** The namespace of a service's model, `com.amazonaws.rds`. */
export function namespaceOf(service: ServiceName): string {
  return services[service].namespace;
}

function tupleOf(service: ServiceName, name: string): unknown[] | undefined {
  const { schemas } = services[service];
  // A request decides the name: only the module's own exports count.
  const tuple = Object.hasOwn(schemas, `${name}$`) ? schemas[`${name}$`] : undefined;
  return Array.isArray(tuple) ? tuple : undefined;
}

function exportsOf(client: object): Record<string, unknown> {
  return client as Record<string, unknown>;
}
