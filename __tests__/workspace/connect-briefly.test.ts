import { startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { connectBriefly } from '../../scripts/workspace/connect-briefly';

test('a look passes over a blip', async () => {
  const rds = await startEmbeddedRds();
  const endpoints = { rds: rds.endpoint, sts: rds.endpoint };
  const connection = await connectBriefly({ region: 'eu-west-1', accessKey: 'a', secretKey: 'b', endpoints });
  rds.addFault({ kind: 'call', operation: 'GetCallerIdentity', effect: 'bad-gateway' });
  rds.addFault({ kind: 'call', operation: 'DescribeBlueGreenDeployments', effect: 'throttling', times: 2 });
  expect(await connection.rds.identity()).toMatchObject({ account: '123456789012' });
  expect(await connection.rds.deployments()).toEqual([]);
  connection.close();
  await rds.close();
});
