import * as rds from '@aws-sdk/client-rds';

/**
 * The runtime schemas that @aws-sdk/client-rds exports beside its commands, as `<Name>$`. No shape of the RDS API is
 * written by hand in this server. The tuples' layout is not documented: schemas.test.ts asserts what is used of it.
 */
const schemas = rds as unknown as Record<string, unknown>;

/** A schema as the SDK hands it to its own codecs; only `@smithy/core/schema` looks inside. */
export type Schema = Parameters<typeof import('@smithy/core/schema').NormalizedSchema.of>[0];

export interface OperationSchema {
  name: string;
  input: Schema;
  output: Schema;
}

const operationTuple = 9;
const errorTuple = -3;

/** An operation of the RDS API by its name on the wire; undefined when this version of the SDK does not know it. */
export function operationSchema(name: string): OperationSchema | undefined {
  // A form field decides the name: look only at own exports, and only at operations.
  const tuple = Object.hasOwn(schemas, `${name}$`) ? schemas[`${name}$`] : undefined;
  if (!Array.isArray(tuple) || tuple[0] !== operationTuple) return undefined;
  return { name, input: tuple[4] as Schema, output: tuple[5] as Schema };
}

/** Wire code and HTTP status of a modelled exception; undefined when the SDK has none of that name. */
export function errorSchema(name: string): { code: string; httpStatus: number } | undefined {
  const tuple = Object.hasOwn(schemas, `${name}$`) ? schemas[`${name}$`] : undefined;
  if (!Array.isArray(tuple) || tuple[0] !== errorTuple) return undefined;
  const traits = tuple[3] as { awsQueryError?: [string, number]; httpError?: number } | number;
  if (typeof traits === 'number') return { code: name, httpStatus: 400 };
  const [code, httpStatus] = traits.awsQueryError ?? [name, traits.httpError ?? 400];
  return { code, httpStatus };
}
