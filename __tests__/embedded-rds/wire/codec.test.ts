import * as rds from '@aws-sdk/client-rds';
import { HttpResponse } from '@smithy/core/protocols';
import { actions } from '../../../scripts/embedded-rds/actions/registry';
import { decodeInput } from '../../../scripts/embedded-rds/wire/decode';
import { encodeFault, encodeOutput } from '../../../scripts/embedded-rds/wire/encode';
import { operationSchema } from '../../../scripts/embedded-rds/wire/schemas';
import { fault, invalidParameterValue } from '../../../scripts/embedded-rds/wire/service-fault';
import { sdkExamples } from '../support/examples';

const schemaOf = (name: string) => operationSchema(name)!;
const decode = (name: string, form: string) => decodeInput(schemaOf(name), new URLSearchParams(form));

/** Sends an input through the real SDK's serializer and gives `output`, as we encode it, to its deserializer. */
async function throughSdk(operation: string, input: object, output: object) {
  let form = '';
  const client = new rds.RDSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async (request: { body?: unknown }) => {
        form = String(request.body);
        const body = Buffer.from(encodeOutput(schemaOf(operation), output, 'the-request'));
        return {
          response: new HttpResponse({
            statusCode: 200,
            headers: {},
            body: require('node:stream').Readable.from([body]),
          }),
        };
      },
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    },
  });
  const Command = (rds as never as Record<string, new (input: object) => never>)[`${operation}Command`]!;
  const { $metadata: _, ...received } = (await client.send(new Command(input))) as unknown as Record<string, unknown>;
  return { form, received };
}

/** Timestamps to the form in which AWS's samples print them, and what is undefined left out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, text) =>
    typeof text === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? new Date(text).toISOString() : text,
  );
}

/** The samples give timestamps as strings; the schemas want dates. */
function withDates(value: unknown): never {
  if (Array.isArray(value)) return value.map(withDates) as never;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDates(item)])) as never;
  }
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/.test(value);
  return (isTime ? new Date(value as string) : value) as never;
}

const examples = sdkExamples().filter(({ operation }) => Object.hasOwn(actions, operation));

describe("AWS's samples of the operations that are played", () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(40);
  });

  it.each(examples.map((example) => [`${example.operation}: ${example.title}`, example] as const))(
    '%s: the input arrives as the SDK sends it',
    async (_title, { operation, input }) => {
      const { form } = await throughSdk(operation, withDates(input), {});
      expect(plain(decode(operation, form))).toEqual(plain(input));
    },
  );

  it.each(
    examples
      .filter(({ output }) => output)
      .map((example) => [`${example.operation}: ${example.title}`, example] as const),
  )('%s: the SDK reads the output that was encoded', async (_title, { operation, input, output }) => {
    const { received } = await throughSdk(operation, withDates(input), withDates(output));
    expect(plain(received)).toEqual(plain(withDates(output)));
  });
});

describe('decodeInput', () => {
  it.each([
    [
      'members by their modelled name',
      'DescribeDBClusters',
      'Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=a&Filters.Filter.1.Values.Value.2=b',
      { Filters: [{ Name: 'engine', Values: ['a', 'b'] }] },
    ],
    [
      'members by the name `member`',
      'DescribeDBClusters',
      'Filters.member.1.Name=engine&Filters.member.1.Values.member.1=a',
      { Filters: [{ Name: 'engine', Values: ['a'] }] },
    ],
    [
      'plus signs and escapes as spaces',
      'DescribeDBClusters',
      'DBClusterIdentifier=a+b%20c',
      { DBClusterIdentifier: 'a b c' },
    ],
    [
      'an empty list',
      'CreateDBParameterGroup',
      'DBParameterGroupName=n&DBParameterGroupFamily=f&Description=d&Tags=',
      { DBParameterGroupName: 'n', DBParameterGroupFamily: 'f', Description: 'd', Tags: [] },
    ],
    [
      'an empty value',
      'CreateDBParameterGroup',
      'DBParameterGroupName=n&DBParameterGroupFamily=f&Description=&Tags.Tag.1.Key=k&Tags.Tag.1.Value=',
      { DBParameterGroupName: 'n', DBParameterGroupFamily: 'f', Description: '', Tags: [{ Key: 'k', Value: '' }] },
    ],
    [
      'more than nine members in order',
      'RemoveTagsFromResource',
      `ResourceName=r${Array.from({ length: 11 }, (_, i) => `&TagKeys.member.${i + 1}=k${i + 1}`).join('')}`,
      { ResourceName: 'r', TagKeys: Array.from({ length: 11 }, (_, i) => `k${i + 1}`) },
    ],
    [
      'booleans and numbers',
      'DescribeDBEngineVersions',
      'IncludeAll=true&DefaultOnly=False&MaxRecords=20',
      { IncludeAll: true, DefaultOnly: false, MaxRecords: 20 },
    ],
    ['timestamps', 'DescribeEvents', 'StartTime=2026-01-31T12:00:00Z', { StartTime: new Date('2026-01-31T12:00:00Z') }],
    [
      'nothing of what the operation does not know',
      'DescribeEvents',
      'Action=DescribeEvents&Version=2014-10-31&Nonsense.1=x&__proto__.x=1',
      {},
    ],
  ])('reads %s', (_what, operation, form, input) => {
    expect(decode(operation, form)).toEqual(input);
  });

  it.each([
    ['a missing member', 'DescribeDBParameters', '', 'MissingParameter'],
    ['a boolean that is none', 'DescribeDBEngineVersions', 'IncludeAll=yes', 'InvalidParameterValue'],
    ['a number that is none', 'DescribeDBClusters', 'MaxRecords=many', 'InvalidParameterValue'],
    ['a timestamp that is none', 'DescribeEvents', 'StartTime=yesterday', 'InvalidParameterValue'],
  ])('refuses %s', (_what, operation, form, code) => {
    expect(() => decode(operation, form)).toThrow(expect.objectContaining({ code, httpStatus: 400 }));
  });
});

describe('encodeOutput', () => {
  it('names the root after the operation, with the request in the metadata', () => {
    expect(
      encodeOutput(
        schemaOf('DescribeDBClusters'),
        { DBClusters: [{ TagList: [], MultiAZ: false, Engine: 'a<&>"\'' }] },
        'id',
      ),
    ).toBe(
      '<DescribeDBClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBClustersResult><DBClusters>' +
        '<DBCluster><MultiAZ>false</MultiAZ><Engine>a&lt;&amp;&gt;&quot;&apos;</Engine><TagList/></DBCluster></DBClusters>' +
        '</DescribeDBClustersResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DescribeDBClustersResponse>',
    );
  });

  it.each([
    ['an operation without an output has no Result', 'AddTagsToResource', undefined, ''],
    [
      'an output without members has an empty one',
      'DescribeDBClusters',
      {},
      '<DescribeDBClustersResult></DescribeDBClustersResult>',
    ],
    [
      'an empty list is an empty element',
      'DescribeDBClusters',
      { DBClusters: [] },
      '<DescribeDBClustersResult><DBClusters/></DescribeDBClustersResult>',
    ],
    [
      'timestamps keep their milliseconds',
      'DescribeEvents',
      { Events: [{ Date: new Date('2023-01-10T18:42:09.330Z') }] },
      '<DescribeEventsResult><Events><Event><Date>2023-01-10T18:42:09.330Z</Date></Event></Events></DescribeEventsResult>',
    ],
  ])('%s', (_what, operation, output, xml) => {
    expect(encodeOutput(schemaOf(operation), output, 'id')).toContain(`2014-10-31/">${xml}<ResponseMetadata>`);
  });
});

describe('encodeFault', () => {
  it('has code, type and an escaped message', () => {
    expect(encodeFault(fault('DBInstanceNotFoundFault', 'DBInstance <a&b> not found.'), 'id')).toBe(
      '<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>' +
        '<Code>DBInstanceNotFound</Code><Message>DBInstance &lt;a&amp;b&gt; not found.</Message></Error>' +
        '<RequestId>id</RequestId></ErrorResponse>',
    );
  });

  it('drops what XML cannot hold', () => {
    expect(encodeFault(invalidParameterValue('a\u0000b\u0008c\n'), 'id')).toContain('<Message>abc\n</Message>');
  });
});
