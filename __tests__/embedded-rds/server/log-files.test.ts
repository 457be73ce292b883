import {
  DescribeDBLogFilesCommand,
  DownloadDBLogFilePortionCommand,
  ModifyDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { over } from '../../../scripts/aws/connection';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { readPrecheckLog } from '../../../scripts/preflight/prechecks/read-log';
import {
  clusterName,
  createCluster,
  createGroups,
  groupNames,
  instanceNames,
  region,
} from '../../support/created-cluster';
import { refusalOf } from '../support/clients';

const [writer = ''] = instanceNames;
const to = '8.0.mysql_aurora.3.04.0';
const file = 'upgrade-prechecks.log';

let rds: EmbeddedRdsServer;
let client: RDSClient;
let sts: STSClient;

beforeAll(async () => {
  rds = await startEmbeddedRds({ speed: 0 });
  const options = { endpoint: rds.endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'any' } };
  client = new RDSClient(options);
  sts = new STSClient(options);
  await createCluster(client, '5.7.mysql_aurora.2.11.2');
  await createGroups(client, to);
  rds.control('POST clock', { advanceMinutes: 12 });
});
afterAll(async () => {
  client.destroy();
  sts.destroy();
  await rds.close();
});

const problems = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    check: 'routinesSyntaxCheck',
    level: 'Error',
    object: `shop.ルーチン${i}`,
    description: `at line 2,18: unexpected token 'except'${' '.repeat(200)}`,
  }));

/** An upgrade in place, which is prechecked on the writer. */
async function upgrade(found: object[]): Promise<number> {
  rds.control('POST prechecks', { cluster: clusterName, problems: found });
  const begun = rds.clock.now();
  await client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: clusterName,
      EngineVersion: to,
      AllowMajorVersionUpgrade: true,
      DBClusterParameterGroupName: groupNames(to).cluster,
      DBInstanceParameterGroupName: groupNames(to).instance,
      ApplyImmediately: true,
    }),
  );
  rds.control('POST clock', { advanceMinutes: 30 });
  return begun;
}

test('an upgrade of two megabytes of errors: the port reads the log in portions, and whole', async () => {
  const begun = await upgrade(problems(6000));
  const { rds: port } = await over(client, sts, { cloudWatch: undefined as never, autoscaling: undefined as never });
  const log = await port.logFile(writer, file, begun);
  expect(log?.whole).toBe(true);
  expect(log?.text.length).toBeGreaterThan(2_000_000);
  const { problems: read } = readPrecheckLog(log!.text)!;
  expect(read).toHaveLength(6000);
  expect(read.at(-1)?.object).toBe('shop.ルーチン5999');
  const portions = rds.calls().filter(({ operation }) => operation === 'DownloadDBLogFilePortion').length;
  expect(portions).toBeGreaterThan(2);
  // One of another upgrade is none.
  expect(await port.logFile(writer, file, rds.clock.now())).toBeUndefined();
  expect(await port.logFile(writer, 'prechecks', begun)).toBeUndefined();
});

test('markers go on where the last answer ended; without one the end is answered', async () => {
  const portion = (more: object) =>
    client.send(new DownloadDBLogFilePortionCommand({ DBInstanceIdentifier: writer, LogFileName: file, ...more }));
  const first = await portion({ Marker: '0', NumberOfLines: 3 });
  expect(first.LogFileData?.split('\n')).toHaveLength(4);
  expect(first.LogFileData).toMatch(/^\{\n/);
  expect(first.AdditionalDataPending).toBe(true);
  const second = await portion({ Marker: first.Marker, NumberOfLines: 1 });
  expect(second.LogFileData).toContain('"targetVersion"');
  const end = await portion({ NumberOfLines: 2 });
  expect(end.LogFileData).toMatch(/"Summary": .*\n\}\n$/);
  expect(end.AdditionalDataPending).toBe(false);
  expect(await refusalOf(portion({ Marker: 'x' }))).toMatchObject({ code: 'InvalidParameterValue' });
  expect(await refusalOf(portion({ LogFileName: 'error/other.log' }))).toMatchObject({
    code: 'DBLogFileNotFoundFault',
  });
  const { DescribeDBLogFiles: files } = await client.send(
    new DescribeDBLogFilesCommand({ DBInstanceIdentifier: writer, FilenameContains: 'prechecks' }),
  );
  expect(files).toEqual([{ LogFileName: file, LastWritten: expect.any(Number), Size: expect.any(Number) }]);
});
