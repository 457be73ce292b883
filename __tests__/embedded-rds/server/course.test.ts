import { CreateDBClusterCommand, DescribeDBClustersCommand, type RDSClient } from '@aws-sdk/client-rds';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { rdsClient } from '../support/clients';

const create = (client: RDSClient, EngineVersion = '15.6') =>
  client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'orders',
      Engine: 'aurora-postgresql',
      EngineVersion,
      MasterUsername: 'postgres',
      MasterUserPassword: 'correct-horse',
    }),
  );
const read = async (client: RDSClient) => {
  const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'orders' }));
  return [DBClusters?.[0]?.Status, DBClusters?.[0]?.EngineVersion];
};

describe('the course of things', () => {
  it('on a stepped clock goes on when the clock does', async () => {
    const rds = openEmbeddedRds({ speed: 0 });
    const client = rdsClient(rds);
    await create(client);
    expect(await read(client)).toEqual(['creating', '15.6']);
    expect(await read(client)).toEqual(['creating', '15.6']);
    rds.control('POST clock', { advanceMinutes: 30 });
    expect(await read(client)).toEqual(['available', '15.6']);
  });

  it('on an instant clock is over when one looks again', async () => {
    const rds = openEmbeddedRds({ speed: Number.POSITIVE_INFINITY });
    const client = rdsClient(rds);
    expect((await create(client)).DBCluster?.Status).toBe('creating');
    expect(await read(client)).toEqual(['available', '15.6']);
  });

  it('may be that RDS moves a cluster to a later minor version by itself', async () => {
    const rds: EmbeddedRds = openEmbeddedRds({ speed: 0 });
    const client = rdsClient(rds);
    await create(client);
    rds.control('POST clock', { advanceMinutes: 30 });
    rds.control('POST auto-minor-upgrade', { cluster: 'orders', version: '15.7' });
    expect(await read(client)).toEqual(['upgrading', '15.6']);
    rds.control('POST clock', { advanceMinutes: 60 });
    expect(await read(client)).toEqual(['available', '15.7']);
    const to = (version: string) => () => rds.control('POST auto-minor-upgrade', { cluster: 'orders', version });
    expect(to('15.6')).toThrow(/InvalidParameter/);
    expect(to('16.6')).toThrow(/to another major version automatically/);
  });
});

describe('choices', () => {
  const change = (choices: Record<string, unknown>) => () => openEmbeddedRds().control('POST choices', choices);

  it('begin with what is most likely', () => {
    expect(openEmbeddedRds().control('GET choices')).toMatchObject({
      cancelledSwitchover: 'AVAILABLE',
      eventDelaySeconds: 0,
      switchoverEvents: 'told',
      deletionWhileProvisioning: 'accepted',
      deletedGreenInstance: 'invalidates',
    });
  });

  it('are changed one by one', () => {
    expect(change({ cancelledSwitchover: 'SWITCHOVER_FAILED', eventDelaySeconds: 90.5 })()).toMatchObject({
      cancelledSwitchover: 'SWITCHOVER_FAILED',
      eventDelaySeconds: 90.5,
      switchoverEvents: 'told',
    });
  });

  it.each([
    [{ eventDelaySeconds: '90' }, 'eventDelaySeconds must be a number, 0 or more.'],
    [{ eventDelaySeconds: -1 }, 'eventDelaySeconds must be a number, 0 or more.'],
    [{ eventDelaySeconds: Number.POSITIVE_INFINITY }, 'eventDelaySeconds must be a number, 0 or more.'],
    [{ cancelledSwitchover: 'PROVISIONING' }, 'cancelledSwitchover must be one of AVAILABLE, SWITCHOVER_FAILED.'],
    [{ switchoverEvents: ['told'] }, 'switchoverEvents must be one of told, missing.'],
  ])('%j is refused', (choices, message) => {
    expect(change(choices)).toThrow(message);
  });
});
