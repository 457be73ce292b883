import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { DataPlane } from '../../../scripts/embedded-rds/database/data-plane';
import { HeldWall } from '../../../scripts/embedded-rds/database/held-wall';
import { embeddedRequestHandler, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';

const request = {
  method: 'POST',
  path: '/',
  headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20261128/eu-west-1/rds/aws4_request' },
  body: 'Action=DescribeDBClusters&Version=2014-10-31',
};

/** A defect of ours: its world has no regions. */
function broken(told: string[] = []) {
  const rds = openEmbeddedRds({ tell: (sentence) => told.push(sentence) });
  Object.assign(rds.world, { regions: null });
  return rds;
}

test('a failure of the server is RDS’s own 500, which the SDK shows with its reason', async () => {
  const told: string[] = [];
  const client = new RDSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: embeddedRequestHandler(broken(told)) as never,
  });
  await expect(client.send(new DescribeDBClustersCommand({}))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: expect.stringMatching(/^The embedded RDS failed: .*null/),
    $metadata: { httpStatusCode: 500, requestId: expect.any(String) },
  });
  expect(told).toEqual([expect.stringMatching(/^The embedded RDS failed: .*\n +at /)]);
});

test('its control API answers in JSON', () => {
  const answer = broken().handle({ ...request, path: '/_embedded/clock', body: '{"advanceMinutes":1}' });
  expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'application/json' } });
  expect(JSON.parse((answer as { body: string }).body).error).toMatch(/^The embedded RDS failed: /);
});

test('so is a failure of the databases behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-failure-'));
  const wall = new HeldWall();
  const rds = openEmbeddedRds({ wall: wall.now, settles: false });
  const failing = {
    ...rds,
    keep() {
      throw new Error('the database of orders does not start');
    },
  };
  const plane = new DataPlane(failing, wall, folder, () => {});
  try {
    expect(await plane.handle(request)).toMatchObject({
      status: 500,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': expect.any(String) },
      body: expect.stringMatching(
        /^<ErrorResponse .*<Type>Receiver<\/Type><Code>InternalFailure<\/Code><Message>The embedded RDS failed: the database of orders does not start<\/Message><\/Error><RequestId>/,
      ),
    });
  } finally {
    await plane.close();
    await rds.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
