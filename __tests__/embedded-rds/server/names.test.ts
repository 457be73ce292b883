import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NormalizedSchema } from '@smithy/core/schema';
import { actions } from '../../../scripts/embedded-rds/actions/registry';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { operationSchema } from '../../../scripts/embedded-rds/wire/schemas';
import { clusterArn, clusterId, instance1, regionName, runbookSpec } from '../clusters/cluster-world';

/** What every object of JavaScript inherits. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=LOCAL/20260115/${regionName}/${service}/aws4_request, SignedHeaders=host, Signature=x`;

function seeded(stateFile?: string): EmbeddedRds {
  const rds = openEmbeddedRds({ speed: 0, stateFile });
  seedClusters(rds.world, regionName, runbookSpec(), rds.clock.now());
  rds.settle();
  return rds;
}

/** Status and body of a call in AWS Query, as it is on the wire. */
function call(rds: EmbeddedRds, Action: string, input: Record<string, string> = {}) {
  const body = new URLSearchParams({ Action, ...input }).toString();
  const answer = rds.handle({ method: 'POST', path: '/', headers: { authorization: authorization('rds') }, body });
  if (answer.kind === 'reset') throw new Error('The connection was cut.');
  return { status: answer.status, body: answer.body };
}

function scaling(rds: EmbeddedRds, operation: string, body: string) {
  const headers = {
    authorization: authorization('application-autoscaling'),
    'x-amz-target': `AnyScaleFrontendService.${operation}`,
    'content-type': 'application/x-amz-json-1.1',
  };
  const answer = rds.handle({ method: 'POST', path: '/', headers, body });
  return answer.kind === 'reset' ? undefined : { status: answer.status, body: JSON.parse(answer.body) };
}

/** Every text and every list of texts that an operation takes, as that name. */
function everythingNamed(operation: string, name: string): Record<string, string> {
  const schema = NormalizedSchema.of(operationSchema(operation)!.input as never);
  if (schema.isUnitSchema()) return {};
  const texts = [...schema.structIterator()].filter(([, member]) => member.isStringSchema());
  return Object.fromEntries(texts.map(([member]) => [member, name]));
}

test.each(inherited)('no operation falls over the name %s', (name) => {
  const rds = seeded();
  for (const operation of Object.keys(actions)) {
    const all = everythingNamed(operation, name);
    const alone = Object.entries(all).map(([member, value]) => ({ [member]: value }));
    const known = { DBClusterIdentifier: clusterId, DBInstanceIdentifier: instance1, Source: clusterArn };
    const arn = { ResourceName: clusterArn.replace('cluster:', `${name.toLowerCase()}:`) };
    for (const input of [all, ...alone, { ...known, ...all }, ...alone.map((one) => ({ ...known, ...one })), arn]) {
      const { status, body } = call(rds, operation, input as Record<string, string>);
      if (status >= 500) throw new Error(`${operation} ${JSON.stringify(input)}: ${body.slice(0, 600)}`);
    }
  }
  expect(call(rds, name).status).toBe(400);
  expect(JSON.parse(JSON.stringify(rds.world.calls))[name] ?? 1).toBe(1);
});

describe('names that objects inherit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-rds-names-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each(['constructor', 'toString', 'valueOf'])('%s is a name as any other, also after a restart', async (name) => {
    const stateFile = join(folder, 'state.json');
    const first = seeded(stateFile);
    const family = { DBParameterGroupFamily: 'aurora-postgresql15', Description: 'd' };
    const things: [string, Record<string, string>, string][] = [
      ['CreateDBParameterGroup', { DBParameterGroupName: name, ...family }, 'DescribeDBParameterGroups'],
      [
        'CreateDBClusterParameterGroup',
        { DBClusterParameterGroupName: name, ...family },
        'DescribeDBClusterParameterGroups',
      ],
      [
        'CreateDBSubnetGroup',
        {
          DBSubnetGroupName: name,
          DBSubnetGroupDescription: 'd',
          'SubnetIds.member.1': 'subnet-1',
          'SubnetIds.member.2': 'subnet-2',
        },
        'DescribeDBSubnetGroups',
      ],
      [
        'CreateDBClusterEndpoint',
        { DBClusterEndpointIdentifier: name, DBClusterIdentifier: clusterId, EndpointType: 'ANY' },
        'DescribeDBClusterEndpoints',
      ],
      ['CreateGlobalCluster', { GlobalClusterIdentifier: name, Engine: 'aurora-postgresql' }, 'DescribeGlobalClusters'],
      [
        'CreateDBClusterSnapshot',
        { DBClusterSnapshotIdentifier: name, DBClusterIdentifier: clusterId },
        'DescribeDBClusterSnapshots',
      ],
    ];
    for (const [create, input, describe] of things) {
      expect({ create, ...call(first, create, input) }).toMatchObject({ create, status: 200 });
      expect(call(first, describe).body).toContain(`>${name.toLowerCase()}<`);
    }
    const parameter = { 'Parameters.member.1.ParameterName': name, 'Parameters.member.1.ParameterValue': '1' };
    expect(call(first, 'ModifyDBParameterGroup', { DBParameterGroupName: name, ...parameter }).status).toBe(200);
    const seen = things.map(([, , describe]) => call(first, describe).body.replace(/<RequestId>.*/, ''));
    await first.close();
    const second = openEmbeddedRds({ speed: 0, stateFile });
    expect(things.map(([, , describe]) => call(second, describe).body.replace(/<RequestId>.*/, ''))).toEqual(seen);
    expect(call(second, 'DescribeDBParameters', { DBParameterGroupName: name, Source: 'user' }).body).toContain(
      `>${name}<`,
    );
    await second.close();
  });

  test('tags and parameters of the name __proto__', async () => {
    const stateFile = join(folder, 'state.json');
    const first = seeded(stateFile);
    const tag = { 'Tags.member.1.Key': '__proto__', 'Tags.member.1.Value': 'kept' };
    expect(call(first, 'AddTagsToResource', { ResourceName: clusterArn, ...tag }).status).toBe(200);
    const group = { DBParameterGroupName: 'aurora-bg-params' };
    const parameter = { 'Parameters.member.1.ParameterName': '__proto__', 'Parameters.member.1.ParameterValue': '1' };
    expect(call(first, 'ModifyDBParameterGroup', { ...group, ...parameter }).status).toBe(200);
    const target = {
      ServiceNamespace: 'rds',
      ScalableDimension: 'rds:cluster:ReadReplicaCount',
      ResourceId: `cluster:${clusterId}`,
    };
    const registered = scaling(
      first,
      'RegisterScalableTarget',
      JSON.stringify({ ...target, MinCapacity: 1, MaxCapacity: 2 }),
    );
    const ResourceARN = registered?.body.ScalableTargetARN;
    const tags = `{"ResourceARN":"${ResourceARN}","Tags":{"__proto__":"kept","constructor":"too"}}`;
    expect(scaling(first, 'TagResource', tags)?.status).toBe(200);
    await first.close();
    const second = openEmbeddedRds({ speed: 0, stateFile });
    expect(call(second, 'ListTagsForResource', { ResourceName: clusterArn }).body).toContain(
      '<Key>__proto__</Key><Value>kept</Value>',
    );
    expect(call(second, 'DescribeDBParameters', { ...group, Source: 'user' }).body).toContain('>__proto__<');
    const [stored] = Object.values(second.world.regions[regionName]!.scalableTargets);
    expect(Object.entries(stored!.tags)).toEqual([
      ['__proto__', 'kept'],
      ['constructor', 'too'],
    ]);
    expect(({} as Record<string, unknown>).kept).toBeUndefined();
    await second.close();
  });
});
