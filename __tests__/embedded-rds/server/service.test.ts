import {
  AddTagsToResourceCommand,
  CreateDBClusterParameterGroupCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-rds';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type EmbeddedRds, embeddedRequestHandler, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import type { CallFault } from '../../../scripts/embedded-rds/world/on-demand/faults';
import { rdsClient, refusalOf, stsClient } from '../support/clients';

let rds: EmbeddedRds;
beforeEach(() => {
  rds = openEmbeddedRds({ speed: 0 });
});

const group = {
  DBClusterParameterGroupName: 'orders',
  DBParameterGroupFamily: 'aurora-postgresql15',
  Description: 'd',
};
const authorization = (scope: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/${scope}/aws4_request, SignedHeaders=host, Signature=0`;
const post = (
  body: string,
  headers: Record<string, string | undefined> = { authorization: authorization('20260101/eu-west-1/rds') },
) =>
  rds.handle({ method: 'POST', path: '/', headers, body }) as {
    status: number;
    headers: Record<string, string>;
    body: string;
  };

describe('a request', () => {
  it.each([
    ['without a signature', 'Action=DescribeDBClusters', {}, 403, 'MissingAuthenticationToken'],
    [
      'with half a signature',
      'Action=DescribeDBClusters',
      { authorization: 'AWS4-HMAC-SHA256 Credential=x' },
      400,
      'IncompleteSignature',
    ],
    ['without an action', 'Version=2014-10-31', undefined, 400, 'MissingParameter'],
    ['with an action that RDS does not have', 'Action=LaunchRocket', undefined, 400, 'InvalidAction'],
    ['with an action that is not played here', 'Action=CreateDBProxyEndpoint', undefined, 400, 'InvalidAction'],
    ['with an action named after a property', 'Action=constructor', undefined, 400, 'InvalidAction'],
    [
      'of a region that cannot be',
      'Action=DescribeDBClusters',
      { authorization: authorization('20260101/__proto__/rds') },
      400,
      'IncompleteSignature',
    ],
    [
      'of a region that is none',
      'Action=DescribeDBClusters',
      { authorization: authorization('20260101/nowhere/rds') },
      403,
      'SignatureDoesNotMatch',
    ],
  ])('%s is refused', (_what, body, headers, status, code) => {
    const answer = post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });

  it('may come as GET with a query', () => {
    const headers = { authorization: authorization('20260101/eu-west-1/rds') };
    const answer = rds.handle({
      method: 'GET',
      path: '/?Action=DescribeDBClusters&Version=2014-10-31',
      headers,
      body: '',
    });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<DBClusters/>') });
  });

  it('is answered with the names of the request, the server and its clock', () => {
    const answer = post('Action=DescribeDBClusters');
    const requestId = /<RequestId>(.+)<\/RequestId>/.exec(answer.body)?.[1];
    expect(answer.headers).toEqual({
      'content-type': 'text/xml',
      'x-amzn-requestid': requestId,
      'x-embedded-rds': '1; speed=0',
      'x-embedded-rds-clock': new Date(rds.clock.now()).toISOString(),
    });
  });

  it('sees the region of its signature, and no other', async () => {
    await rdsClient(rds, 'ap-northeast-1').send(new CreateDBClusterParameterGroupCommand(group));
    const seen = async (region: string) =>
      (await rdsClient(rds, region).send(new DescribeDBClusterParameterGroupsCommand({}))).DBClusterParameterGroups;
    expect(await seen('ap-northeast-1')).toHaveLength(1);
    expect(await seen('us-east-1')).toEqual([]);
  });

  it('that is refused leaves the world as it was', async () => {
    await rdsClient(rds).send(new CreateDBClusterParameterGroupCommand(group));
    const before = structuredClone(rds.world.regions);
    await refusalOf(rdsClient(rds).send(new CreateDBClusterParameterGroupCommand(group)));
    expect(rds.world.regions).toEqual(before);
  });

  it('is counted, with the tries of its client', async () => {
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'throttling' });
    await rdsClient(rds).send(new DescribeDBClustersCommand({}));
    await refusalOf(
      rdsClient(rds).send(new DescribeBlueGreenDeploymentsCommand({ BlueGreenDeploymentIdentifier: 'bgd-none' })),
    );
    expect(rds.calls().map(({ operation, attempt, status, code }) => [operation, attempt, status, code])).toEqual([
      ['DescribeDBClusters', 1, 400, 'Throttling'],
      ['DescribeDBClusters', 2, 200, undefined],
      ['DescribeBlueGreenDeployments', 1, 404, 'BlueGreenDeploymentNotFoundFault'],
    ]);
    expect(rds.world.calls).toEqual({ DescribeDBClusters: 2, DescribeBlueGreenDeployments: 1 });
  });
});

describe('identity', () => {
  it('of a user comes from the access key', async () => {
    expect(await stsClient(rds).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/local',
    });
  });

  it("of a role that was assumed is the role's session", async () => {
    const { Credentials } = await stsClient(rds).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/ci/deploy', RoleSessionName: 'run-1' }),
    );
    const assumed = new STSClient({
      region: 'ap-northeast-1',
      requestHandler: embeddedRequestHandler(rds),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      },
    });
    const { Arn } = await assumed.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/deploy/run-1');
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('of a role in another account is refused', async () => {
    const call = stsClient(rds).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::999999999999:role/deploy', RoleSessionName: 'run-1' }),
    );
    expect(await refusalOf(call)).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it('is told by IAM too, as the Terraform provider asks it', () => {
    const iam = { authorization: authorization('20260101/us-east-1/iam') };
    expect(post('Action=GetUser', iam).body).toContain('<Arn>arn:aws:iam::123456789012:user/akid</Arn>');
    expect(post('Action=ListRoles', iam).body).toContain('arn:aws:iam::123456789012:role/');
    expect(post('Action=GetRole', iam)).toMatchObject({
      status: 400,
      body: expect.stringContaining(
        '<Code>InvalidAction</Code><Message>The embedded RDS does not emulate iam:GetRole.',
      ),
    });
  });
});

describe('faults on calls', () => {
  const strike = (fault: Partial<CallFault>) =>
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'throttling', ...fault });

  it.each<[CallFault['effect'], number, string]>([
    ['throttling', 400, '<Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message>'],
    ['internal-failure', 500, '<Type>Receiver</Type><Code>InternalFailure</Code>'],
    ['service-unavailable', 503, '<Code>ServiceUnavailable</Code>'],
    ['bad-gateway', 502, '<html>'],
    [
      'expired-token',
      403,
      '<Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message>',
    ],
    ['invalid-client-token', 403, '<Code>InvalidClientTokenId</Code>'],
    ['access-denied', 403, 'user/akid is not authorized to perform: rds:DescribeDBClusters'],
    ['not-found-yet', 200, '<DBClusters/>'],
  ])('%s answers %i', (effect, status, text) => {
    strike({ effect });
    const answer = post('Action=DescribeDBClusters');
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
    expect(post('Action=DescribeDBClusters').status).toBe(200);
  });

  it('not-found-yet is the fault of the operation when one resource is asked for', () => {
    strike({ effect: 'not-found-yet' });
    const answer = post('Action=DescribeDBClusters&DBClusterIdentifier=orders');
    expect([answer.status, answer.body]).toEqual([404, expect.stringContaining('<Code>DBClusterNotFoundFault</Code>')]);
  });

  it('not-found-yet refuses a tag on what its ARN names, and takes no change that it then loses', async () => {
    rds.addFault({ kind: 'call', operation: '*', effect: 'not-found-yet' });
    const arn = 'arn:aws:rds:eu-west-1:123456789012:deployment:bgd-0123456789abcdef';
    const tag = `Action=AddTagsToResource&ResourceName=${arn}&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b`;
    expect(post(tag)).toMatchObject({ status: 404, body: expect.stringContaining('BlueGreenDeploymentNotFoundFault') });

    rds.addFault({ kind: 'call', operation: 'CreateDBClusterParameterGroup', effect: 'not-found-yet', when: 'after' });
    await rdsClient(rds).send(new CreateDBClusterParameterGroupCommand(group));
    expect(Object.keys(rds.world.regions['ap-northeast-1']!.clusterParameterGroups)).toHaveLength(1);
  });

  it('connection-reset cuts the connection', () => {
    strike({ effect: 'connection-reset' });
    expect(post('Action=DescribeDBClusters')).toEqual({ kind: 'reset' });
    expect(rds.calls().at(-1)).toMatchObject({ operation: 'DescribeDBClusters', status: 0 });
  });

  it.each<[string, Partial<CallFault>, number[]]>([
    ['the first call', {}, [1]],
    ['two calls from the second', { call: 2, times: 2 }, [2, 3]],
    ['all calls from the third', { call: 3, times: 0 }, [3, 4, 5]],
    ['calls of any operation', { operation: '*', call: 2 }, [2]],
    ['no call of another operation', { operation: 'DescribeDBInstances' }, []],
  ])('hit %s', (_what, fault, hit) => {
    strike(fault);
    const statuses = [1, 2, 3, 4, 5].map((call) => [call, post('Action=DescribeDBClusters').status]);
    expect(statuses.filter(([, status]) => status === 400).map(([call]) => call)).toEqual(hit);
  });

  it('before the call: it has no effect', async () => {
    rds.addFault({ kind: 'call', operation: 'CreateDBClusterParameterGroup', effect: 'expired-token' });
    const call = rdsClient(rds).send(new CreateDBClusterParameterGroupCommand(group));
    expect(await refusalOf(call)).toMatchObject({ code: 'ExpiredToken', status: 403 });
    expect(rds.world.regions['ap-northeast-1']?.clusterParameterGroups ?? {}).toEqual({});
  });

  it("after the call: it takes effect, and the SDK's second try meets it", async () => {
    rds.addFault({
      kind: 'call',
      operation: 'CreateDBClusterParameterGroup',
      effect: 'connection-reset',
      when: 'after',
    });
    const call = rdsClient(rds).send(new CreateDBClusterParameterGroupCommand(group));
    expect(await refusalOf(call)).toMatchObject({ code: 'DBParameterGroupAlreadyExists', status: 400 });
    expect(rds.calls().map(({ status }) => status)).toEqual([0, 400]);
  });

  it('after the call: what RDS itself refuses is refused', async () => {
    rds.addFault({ kind: 'call', operation: 'AddTagsToResource', effect: 'connection-reset', when: 'after' });
    const ResourceName = 'arn:aws:rds:ap-northeast-1:123456789012:cluster:none';
    const call = rdsClient(rds).send(new AddTagsToResourceCommand({ ResourceName, Tags: [] }));
    expect(await refusalOf(call)).toMatchObject({ code: 'DBClusterNotFoundFault', status: 404 });
  });

  it('hit identity too', async () => {
    rds.addFault({ kind: 'call', operation: '*', effect: 'expired-token', times: 0 });
    expect(await refusalOf(stsClient(rds).send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'ExpiredToken',
    });
  });
});

describe('tags and events of the world', () => {
  it('are found by ARN, for what exists in this region and account', async () => {
    const client = rdsClient(rds);
    await client.send(new CreateDBClusterParameterGroupCommand({ ...group, Tags: [{ Key: 'a', Value: '1' }] }));
    const ResourceName = 'arn:aws:rds:ap-northeast-1:123456789012:cluster-pg:orders';
    await client.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'b', Value: '2' }] }));
    const { TagList } = await client.send(new ListTagsForResourceCommand({ ResourceName }));
    expect(TagList).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    for (const wrong of [
      'orders',
      ResourceName.replace('ap-northeast-1', 'us-east-1'),
      ResourceName.replace('cluster-pg', 'secgrp'),
    ]) {
      const call = client.send(new ListTagsForResourceCommand({ ResourceName: wrong }));
      expect(await refusalOf(call)).toMatchObject({ code: 'InvalidParameterValue' });
    }
  });

  it.each([
    ['cluster', 'DBClusterNotFoundFault'],
    ['db', 'DBInstanceNotFound'],
    ['deployment', 'BlueGreenDeploymentNotFoundFault'],
    ['cluster-snapshot', 'DBClusterSnapshotNotFoundFault'],
    ['cluster-pg', 'DBParameterGroupNotFound'],
    ['subgrp', 'DBSubnetGroupNotFoundFault'],
    ['cluster-endpoint', 'DBClusterEndpointNotFoundFault'],
  ])('of a %s that is not there are refused with %s', async (kind, code) => {
    const ResourceName = `arn:aws:rds:ap-northeast-1:123456789012:${kind}:constructor`;
    expect(await refusalOf(rdsClient(rds).send(new ListTagsForResourceCommand({ ResourceName })))).toMatchObject({
      code,
    });
  });

  it('are empty where nothing has happened', async () => {
    expect((await rdsClient(rds).send(new DescribeEventsCommand({}))).Events).toEqual([]);
  });
});
