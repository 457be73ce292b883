/**
 * The services of which any test declares something. The AWS provider describes 1,500 kinds of resources, and Terraform decodes
 * them all at each start, which is nine tenths of what a plan costs it. A kind that is missing here is refused by Terraform by name.
 */
const services = /^aws_(rds_|db_|appautoscaling_|iam_|cloudwatch_|security_group|vpc|subnet|kms_|ssm_|sns_|region)/;

/** Fields of GetProviderSchema.Response that are maps by kind: resources, data sources, functions, ephemeral resources. */
const maps = new Set([2, 3, 7, 8]);

/**
 * @param message  `GetProviderSchema.Response` of tfplugin5.proto
 *     (https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.9.proto), or of tfplugin6
 * @returns the same without the kinds of other services
 */
export function trimmedSchema(message: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (const { field, whole, content } of fieldsOf(message)) {
    if (!maps.has(field) || services.test(keyOf(content))) kept.push(whole);
  }
  return Buffer.concat(kept);
}

/** An entry of a map is a message whose field 1 is the key. */
function keyOf(entry: Buffer): string {
  for (const { field, content } of fieldsOf(entry)) if (field === 1) return content.toString('utf8');
  return '';
}

interface Field {
  field: number;
  /** With its tag and length. */
  whole: Buffer;
  content: Buffer;
}

/** Of the wire format (https://protobuf.dev/programming-guides/encoding/) what these messages have: numbers, and what has a length. */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message.readUInt8(at++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const from = at;
    const tag = varint();
    const type = tag & 7;
    if (type !== 0 && type !== 2) throw new Error(`Wire type ${type} in the schema of the provider is not known here.`);
    const size = varint();
    const start = at;
    if (type === 2) at += size;
    yield { field: tag >>> 3, whole: message.subarray(from, at), content: message.subarray(start, at) };
  }
}
