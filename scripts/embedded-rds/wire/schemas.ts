import * as rds from '@aws-sdk/client-rds';
import * as sts from '@aws-sdk/client-sts';
import type { NormalizedSchema } from '@smithy/core/schema';

/**
 * The runtime schemas that the SDK's clients export beside their commands, as `<Name>$`. No shape of an API is written by
 * hand in this server. The tuples' layout is not documented: schemas.test.ts asserts what is used of it.
 */
const services = {
  rds: { schemas: rds as unknown as Record<string, unknown>, xmlns: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  sts: { schemas: sts as unknown as Record<string, unknown>, xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
};

export type ServiceName = keyof typeof services;

/** A schema as the SDK hands it to its own codecs; only `@smithy/core/schema` looks inside. */
export type Schema = Parameters<typeof NormalizedSchema.of>[0];

export interface OperationSchema {
  service: ServiceName;
  name: string;
  input: Schema;
  output: Schema;
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

/** Wire code and HTTP status of a modelled exception of RDS; undefined when the SDK has none of that name. */
export function errorSchema(name: string): { code: string; httpStatus: number } | undefined {
  const tuple = tupleOf('rds', name);
  if (tuple?.[0] !== errorTuple) return undefined;
  const traits = tuple[3] as { awsQueryError?: [string, number]; httpError?: number } | number;
  if (typeof traits === 'number') return { code: name, httpStatus: 400 };
  const [code, httpStatus] = traits.awsQueryError ?? [name, traits.httpError ?? 400];
  return { code, httpStatus };
}

/** The namespace of a service's XML. */
export function namespaceOf(service: ServiceName): string {
  return services[service].xmlns;
}

function tupleOf(service: ServiceName, name: string): unknown[] | undefined {
  const { schemas } = services[service];
  // A field of the form decides the name: only the module's own exports count.
  const tuple = Object.hasOwn(schemas, `${name}$`) ? schemas[`${name}$`] : undefined;
  return Array.isArray(tuple) ? tuple : undefined;
}
