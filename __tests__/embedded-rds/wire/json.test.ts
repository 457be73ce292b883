import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import { HttpResponse } from '@smithy/core/protocols';
import { autoScalingActions } from '../../../scripts/embedded-rds/actions/application-auto-scaling/registry';
import { decodeJson } from '../../../scripts/embedded-rds/wire/decode-json';
import { encodeJson } from '../../../scripts/embedded-rds/wire/encode-json';
import { jsonProtocol } from '../../../scripts/embedded-rds/wire/protocol';
import { operationSchema } from '../../../scripts/embedded-rds/wire/schemas';
import { cloudWatchFault, ServiceFault } from '../../../scripts/embedded-rds/wire/service-fault';
import { sdkExamples } from '../support/examples';

const schemaOf = (name: string) => operationSchema(name, 'application-autoscaling')!;

/** Sends an input through the real SDK's serializer and gives `output`, as we encode it, to its deserializer. */
async function throughSdk(operation: string, input: object, output: object) {
  let sent = '';
  const client = new autoScaling.ApplicationAutoScalingClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async ({ body }: { body?: string | Uint8Array }) => {
        sent = typeof body === 'string' ? body : new TextDecoder().decode(body);
        const bytes = Buffer.from(encodeJson(schemaOf(operation), output));
        const stream = require('node:stream').Readable.from([bytes]);
        return { response: new HttpResponse({ statusCode: 200, headers: {}, body: stream }) };
      },
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    },
  });
  const Command = (autoScaling as never as Record<string, new (input: object) => never>)[`${operation}Command`]!;
  const { $metadata: _, ...received } = (await client.send(new Command(input))) as unknown as Record<string, unknown>;
  return { sent, received };
}

/** The samples give timestamps as text, or as the seconds of the wire; the schemas want dates. */
const withDates = (value: unknown): never => {
  if (Array.isArray(value)) return value.map(withDates) as never;
  if (typeof value !== 'object' || value === null) return value as never;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    /Time$/.test(key) ? new Date(typeof item === 'number' ? item * 1000 : item) : withDates(item),
  ]);
  return Object.fromEntries(entries) as never;
};

const examples = sdkExamples('@aws-sdk/client-application-auto-scaling')
  .filter(({ operation }) => Object.hasOwn(autoScalingActions, operation))
  .map((example) => [`${example.operation}: ${example.title}`, example] as const);

describe("AWS's samples of Application Auto Scaling", () => {
  it('are there for every operation that is played', () => {
    expect([...new Set(examples.map(([, { operation }]) => operation))].sort()).toEqual(
      Object.keys(autoScalingActions).sort(),
    );
  });

  it.each(examples)('%s: the input arrives as the SDK sends it', async (_title, { operation, input }) => {
    const { sent } = await throughSdk(operation, input, {});
    expect(decodeJson(schemaOf(operation), sent)).toEqual(input);
  });

  it.each(examples)(
    '%s: the SDK reads the output that was encoded',
    async (_title, { operation, input, output = {} }) => {
      const dated = withDates(output);
      expect((await throughSdk(operation, input, dated)).received).toEqual(dated);
    },
  );
});

describe('decodeJson', () => {
  it('ignores what the operation does not know, and null', () => {
    const body =
      '{"ServiceNamespace": "rds", "ResourceIds": null, "Nonsense": 1, "__proto__": {"ScalableDimension": "x"}}';
    expect(decodeJson(schemaOf('DescribeScalableTargets'), body)).toEqual({ ServiceNamespace: 'rds' });
  });

  it.each([
    ['what is no JSON', '{', 'SerializationException', 'The body is not JSON.'],
    ['a list for an object', '[]', 'SerializationException', 'The body is not an object.'],
    ['a number for a text', '{"ServiceNamespace": 1}', 'SerializationException', 'ServiceNamespace is not a string.'],
    [
      'a text in a list of texts',
      '{"ServiceNamespace": "rds", "ResourceIds": "x"}',
      'SerializationException',
      'ResourceIds is not a list.',
    ],
    [
      'a missing member',
      '{}',
      'ValidationException',
      "1 validation error detected: Value null at 'serviceNamespace' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses %s', (_what, body, code, message) => {
    expect(() => decodeJson(schemaOf('DescribeScalableTargets'), body)).toThrow(
      expect.objectContaining({ code, message }),
    );
  });
});

describe('a fault in JSON', () => {
  const faultOf = (fault: ServiceFault, service: 'application-autoscaling' | 'monitoring') =>
    jsonProtocol('X.Y', 'application/x-amz-json-1.0; charset=utf-8', '{}').fault(fault, service, 'id');

  it('has the name that JSON services use for it', () => {
    expect(faultOf(new ServiceFault('Throttling', 400, 'Rate exceeded'), 'application-autoscaling')).toEqual({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: '{"__type":"ThrottlingException","message":"Rate exceeded"}',
    });
  });

  it("of CloudWatch has the exception's name, and the code of AWS Query in a header", () => {
    expect(faultOf(cloudWatchFault('InvalidParameterValueException', 'no'), 'monitoring')).toEqual({
      status: 400,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-query-error': 'InvalidParameterValue;Sender',
      },
      body: '{"__type":"InvalidParameterValueException","message":"no"}',
    });
  });
});
