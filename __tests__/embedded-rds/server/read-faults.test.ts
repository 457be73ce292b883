import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddTagsToResourceCommand,
  CreateDBClusterCommand,
  DeleteBlueGreenDeploymentCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClusterEndpointsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  ListTagsForResourceCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import type { EmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import type { CallFault } from '../../../scripts/embedded-rds/world/on-demand/faults';
import { clusterArn, clusterId, instance1, instance2, nameIn } from '../clusters/cluster-world';
import { autoScalingClient, cloudWatchClient, rdsClient, refusalOf } from '../support/clients';
import { deployed, pass, seededRds } from '../support/seeded-rds';

let rds: EmbeddedRds;
beforeEach(() => {
  rds = seededRds();
});

const strike = (fault: Partial<CallFault> & Pick<CallFault, 'effect'>) =>
  rds.control('POST faults', { operation: '*', times: 0, ...fault });
const seconds = (count: number) => rds.control('POST clock', { advanceSeconds: count });
const cluster = async (DBClusterIdentifier = clusterId) => {
  const { DBClusters } = await rdsClient(rds).send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
  return DBClusters?.[0];
};
const clusterNames = async () => {
  const { DBClusters = [] } = await rdsClient(rds).send(new DescribeDBClustersCommand({}));
  return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
};
const deployment = async () => {
  const { BlueGreenDeployments } = await rdsClient(rds).send(new DescribeBlueGreenDeploymentsCommand({}));
  const [found] = BlueGreenDeployments ?? [];
  return [found?.Status, nameIn(found?.Source), nameIn(found?.Target).replace(/green-.*/, 'green')];
};
const modify = (input: object) =>
  rdsClient(rds).send(new ModifyDBClusterCommand({ DBClusterIdentifier: clusterId, ...input }));

describe('stale', () => {
  it('shows the world as it was 30 seconds ago, until those are over', async () => {
    strike({ effect: 'stale' });
    await modify({ DeletionProtection: true });
    expect((await cluster())?.DeletionProtection).toBe(false);
    seconds(29);
    expect((await cluster())?.DeletionProtection).toBe(false);
    seconds(1);
    expect((await cluster())?.DeletionProtection).toBe(true);
  });

  it('is as old as the rule says, and hits the calls that it says', async () => {
    strike({ effect: 'stale', operation: 'DescribeDBClusters', seconds: 600, call: 2, times: 1 });
    await modify({ BackupRetentionPeriod: 7 });
    pass(rds, 5);
    await modify({ BackupRetentionPeriod: 9 });
    const seen = [await cluster(), await cluster(), await cluster()].map((each) => each?.BackupRetentionPeriod);
    expect(seen).toEqual([9, 1, 9]);
  });

  it('knows the moments between two changes', async () => {
    strike({ effect: 'stale', seconds: 60 });
    for (const BackupRetentionPeriod of [7, 8, 9]) {
      await modify({ BackupRetentionPeriod });
      seconds(40);
    }
    // 120 seconds in: 7 came at 0, 8 at 40, 9 at 80.
    expect((await cluster())?.BackupRetentionPeriod).toBe(8);
  });

  it('covers what RDS does by itself, tags, events and scaling alike', async () => {
    const { switchOver } = await deployed(rds);
    strike({ effect: 'stale', seconds: 600 });
    await switchOver();
    await rdsClient(rds).send(
      new AddTagsToResourceCommand({ ResourceName: clusterArn, Tags: [{ Key: 'late', Value: '1' }] }),
    );
    expect(await deployment()).toEqual(['AVAILABLE', clusterId, `${clusterId}-green`]);
    expect(await clusterNames()).not.toContain(`${clusterId}-old1`);
    const { TagList } = await rdsClient(rds).send(new ListTagsForResourceCommand({ ResourceName: clusterArn }));
    expect(TagList?.map(({ Key }) => Key)).toEqual(['team']);
    const { Events } = await rdsClient(rds).send(new DescribeEventsCommand({ Duration: 1440 }));
    expect(Events?.some(({ Message }) => Message?.includes('Switchover'))).toBe(false);
    pass(rds, 10);
    expect(await deployment()).toEqual(['SWITCHOVER_COMPLETED', `${clusterId}-old1`, clusterId]);
  });

  it('does not find yet what was just made, and no change ever sees it', async () => {
    strike({ effect: 'stale' });
    const create = () =>
      rdsClient(rds).send(
        new CreateDBClusterCommand({
          DBClusterIdentifier: 'orders',
          Engine: 'aurora-postgresql',
          EngineVersion: '15.6',
          MasterUsername: 'postgres',
          MasterUserPassword: 'correct-horse',
        }),
      );
    await create();
    expect(await refusalOf(cluster('orders'))).toMatchObject({ code: 'DBClusterNotFoundFault', status: 404 });
    expect(await refusalOf(create())).toMatchObject({ code: 'DBClusterAlreadyExistsFault' });
    seconds(30);
    expect((await cluster('orders'))?.Status).toBe('creating');
  });

  it('of a rule that is added late begins with the first change after it', async () => {
    await modify({ BackupRetentionPeriod: 7 });
    strike({ effect: 'stale' });
    expect((await cluster())?.BackupRetentionPeriod).toBe(7);
    await modify({ BackupRetentionPeriod: 9 });
    expect((await cluster())?.BackupRetentionPeriod).toBe(7);
  });

  it('remembers nothing of a world that was replaced', async () => {
    strike({ effect: 'stale' });
    await modify({ DeletionProtection: true });
    const world = structuredClone(rds.world);
    rds.control('POST world', world as never);
    expect((await cluster())?.DeletionProtection).toBe(true);
  });
});

describe('torn', () => {
  it.each([
    ['deployments', ['SWITCHOVER_COMPLETED', clusterId, `${clusterId}-green`]],
    ['clusters', ['AVAILABLE', `${clusterId}-old1`, clusterId]],
    ['instances', ['AVAILABLE', clusterId, `${clusterId}-green`]],
  ] as const)('with newer %s: a deployment, and the names of its ends, of two moments', async (newer, expected) => {
    const { switchOver } = await deployed(rds);
    strike({ effect: 'torn', seconds: 600, newer });
    await switchOver();
    expect(await deployment()).toEqual(expected);
    pass(rds, 10);
    expect(await deployment()).toEqual(['SWITCHOVER_COMPLETED', `${clusterId}-old1`, clusterId]);
  });

  it('with newer clusters: the new version, and the members of the old one', async () => {
    const { switchOver } = await deployed(rds);
    strike({ effect: 'torn', seconds: 600, newer: 'clusters' });
    await switchOver();
    const production = await cluster();
    expect(production?.EngineVersion).toBe('15.10');
    expect(production?.DBClusterMembers?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
      expect.stringMatching(/instance-1-green-/),
      expect.stringMatching(/instance-2-green-/),
    ]);
  });

  it('in halves: a list of which every second item is old, the same ones each time', async () => {
    const { green, switchOver } = await deployed(rds);
    strike({ effect: 'torn', seconds: 600, newer: 'half' });
    await switchOver();
    const half = await clusterNames();
    expect(await clusterNames()).toEqual(half);
    const [rule] = rds.world.faults as CallFault[];
    Object.assign(rule ?? {}, { newer: 'other-half' });
    const otherHalf = await clusterNames();
    // Both old and new bear production's name, or neither does.
    expect([half, otherHalf].map((names) => names.toSorted()).toSorted()).toEqual([
      [clusterId, clusterId],
      [green, `${clusterId}-old1`],
    ]);
  });

  it.each(['deployments', 'clusters', 'instances', 'half', 'other-half'] as const)(
    'with newer %s breaks no read, whatever moment of an upgrade and its cleanup is the older one',
    async (newer) => {
      strike({ effect: 'stale', operation: 'DescribeCertificates', seconds: 5000 });
      const client = rdsClient(rds);
      const { id, switchOver } = await deployed(rds);
      await switchOver();
      await client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
      for (const instance of [instance1, instance2]) {
        await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: `${instance}-old1` }));
      }
      const old = { DBClusterIdentifier: `${clusterId}-old1`, FinalDBSnapshotIdentifier: 'final' };
      await client.send(new DeleteDBClusterCommand(old));
      pass(rds, 15);
      expect(await clusterNames()).toEqual([clusterId]);
      for (let age = 0; age <= 5000; age += 170) {
        const [keeper] = rds.world.faults;
        rds.world.faults = [keeper as CallFault];
        strike({ effect: 'torn', seconds: age, newer });
        await client.send(new DescribeBlueGreenDeploymentsCommand({}));
        await client.send(new DescribeDBClustersCommand({}));
        await client.send(new DescribeDBInstancesCommand({}));
        await client.send(new DescribeDBClusterEndpointsCommand({}));
        await client.send(new DescribeEventsCommand({}));
      }
      expect(rds.calls().filter(({ status }) => status !== 200)).toEqual([]);
    },
  );
});

describe('empty-once', () => {
  it('is an empty list, and not found where one thing is asked for', async () => {
    strike({ effect: 'empty-once', operation: 'DescribeDBClusters', times: 2 });
    expect(await clusterNames()).toEqual([]);
    expect(await refusalOf(cluster())).toEqual({
      code: 'DBClusterNotFoundFault',
      status: 404,
      message: `DBCluster ${clusterId} not found.`,
    });
    expect(await clusterNames()).toEqual([clusterId]);
  });

  it('hits every list of every service', async () => {
    strike({ effect: 'empty-once' });
    const client = rdsClient(rds);
    expect((await client.send(new DescribeDBInstancesCommand({}))).DBInstances).toEqual([]);
    expect((await client.send(new DescribeEventsCommand({}))).Events).toEqual([]);
    expect((await client.send(new ListTagsForResourceCommand({ ResourceName: clusterArn }))).TagList).toEqual([]);
    const targets = new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' });
    expect((await autoScalingClient(rds).send(targets)).ScalableTargets).toEqual([]);
    pass(rds, 10);
    const { MetricDataResults } = await cloudWatchClient(rds).send(
      new GetMetricDataCommand({
        StartTime: new Date(rds.clock.now() - 600_000),
        EndTime: new Date(rds.clock.now()),
        MetricDataQueries: [
          {
            Id: 'connections',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/RDS',
                MetricName: 'DatabaseConnections',
                Dimensions: [{ Name: 'DBInstanceIdentifier', Value: instance1 }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    expect(MetricDataResults).toMatchObject([{ Values: [] }]);
    await modify({ DeletionProtection: true });
    rds.control('DELETE faults');
    expect((await cluster())?.DeletionProtection).toBe(true);
  });
});

describe('a rule on reads', () => {
  it.each([
    [{ effect: 'stale', operation: 'ModifyDBCluster' }, /ModifyDBCluster is not a read/],
    [{ effect: 'torn', operation: 'sts:*' }, /sts:\* is not a read/],
    [{ effect: 'stale', operation: 'GetUser' }, /GetUser is not a read/],
    [{ effect: 'stale', newer: 'clusters' }, /takes kind, operation, effect, call, times, seconds, not newer/],
    [{ effect: 'torn', newer: 'names' }, /one of deployments, clusters, instances, half, other-half/],
    [{ effect: 'empty-once', when: 'after' }, /not when/],
  ])('%j is refused', (fault, message) => {
    expect(() => rds.control('POST faults', { operation: '*', ...fault })).toThrow(message);
  });

  it('costs no copy of the world where there is none, or none is left', async () => {
    const clone = jest.spyOn(globalThis, 'structuredClone');
    const copiesOf = async (run: () => unknown): Promise<number> => {
      const before = clone.mock.calls.length;
      await run();
      return clone.mock.calls.length - before;
    };
    try {
      const idle = await copiesOf(() => modify({ BackupRetentionPeriod: 7 }));
      expect(await copiesOf(() => pass(rds, 5))).toBe(0);
      strike({ effect: 'stale', operation: 'DescribeDBClusters', times: 1 });
      await cluster();
      expect(await copiesOf(() => modify({ BackupRetentionPeriod: 8 }))).toBe(idle);
    } finally {
      clone.mockRestore();
    }
  });
});
