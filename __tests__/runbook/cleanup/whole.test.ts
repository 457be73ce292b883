import { DescribeDBClusterSnapshotsCommand, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { provenNow } from '../../../scripts/runbook/upgrade/prove-plan';
import { tagKey } from '../../../scripts/view/tag-key';
import {
  clean,
  cleaned,
  oldInstances,
  oldName,
  productionOf,
  remnants,
  upgraded,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { clusterName, region } from '../../support/created-cluster';
import { around } from '../../support/ports';

test('everything that a minor upgrade has left is gone, and production is as it was', async () => {
  const it = await upgraded();
  const before = productionOf(it.rds);
  const said = it.code.versions;
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
  expect(productionOf(it.rds)).toEqual(before);
  expect(it.code.versions).toEqual(said);
});

test('after a major upgrade the code forgets the former version, and the plan is asked about its groups', async () => {
  const it = await upgradedToNextMajor();
  expect(it.code.versions).toMatchObject({ engineVersion: '16.6', previousEngineVersion: '15.10' });
  const before = productionOf(it.rds);
  const asked: unknown[] = [];
  const groups = ['aws_rds_cluster_parameter_group.cluster-params-pg15', 'aws_db_parameter_group.params-pg15'];
  const last = await clean(it, {
    plan: {
      async prove(cluster, expected = () => false) {
        const addresses = [...groups, 'aws_db_parameter_group.params-pg16', 'aws_db_parameter_group.other-pg15'].filter(
          expected,
        );
        asked.push(cluster.annotation.previous, addresses);
        return { kind: 'only-expected', addresses };
      },
    },
  });
  expect(it.code.versions).toEqual({ engineVersion: '16.6', upgradeTo: undefined, previousEngineVersion: undefined });
  expect(asked).toEqual([undefined, groups]);
  expect(provenNow(last)).toMatchObject({ kind: 'only-expected', addresses: groups });
  expect(remnants(it.rds)).toEqual(cleaned);
  expect(productionOf(it.rds)).toEqual(before);
});

test('the order: proof, snapshot, tags, protection, proof again, record, instances, cluster', async () => {
  const it = await upgraded(25, 1);
  const calls: string[] = [];
  const changing = new Set([
    'createClusterSnapshot',
    'addTags',
    'liftDeletionProtection',
    'deleteDeployment',
    'deleteInstance',
    'deleteCluster',
  ]);
  await clean(it, {
    wrap: (port) =>
      around(port, {
        before(method, args) {
          if (changing.has(method)) calls.push(`${method} ${JSON.stringify(args).replace(/bgd-\w+/g, 'bgd')}`);
        },
      }),
  });
  expect(calls.map((call) => call.replace(/"(arn:[^"]*:)?([^":]*)".*$/, '$2'))).toEqual([
    expect.stringMatching(/^createClusterSnapshot/),
    ...[...oldInstances, oldName].map((name) => `addTags [${name}`),
    `liftDeletionProtection [${oldName}`,
    'deleteDeployment [bgd',
    ...oldInstances.map((name) => `deleteInstance [${name}`),
    `deleteCluster [${oldName}`,
  ]);
  expect(calls.find((call) => call.startsWith('deleteDeployment'))).toBe(
    'deleteDeployment ["bgd",{"deleteTarget":false}]',
  );
  const steps = it.events.flatMap((event) => (event.code === 'STEP_ACT' ? [event.step] : []));
  const own = steps.slice(steps.indexOf('final-snapshot'));
  expect(own).toEqual([
    'final-snapshot',
    'tag-old',
    'lift-old-protection',
    'delete-record',
    'delete-instances',
    'delete-cluster',
    'prove-plan',
  ]);
});

test('the final snapshot is of the old cluster, and its tags say so', async () => {
  const it = await upgraded();
  const { DBClusters } = await it.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: oldName }));
  const resourceId = DBClusters?.[0]?.DbClusterResourceId;
  await clean(it);
  const { DBClusterSnapshots = [] } = await it.client.send(new DescribeDBClusterSnapshotsCommand({}));
  const [snapshot] = DBClusterSnapshots.filter((each) => /-final-/.test(each.DBClusterSnapshotIdentifier!));
  expect(snapshot).toMatchObject({
    DBClusterSnapshotIdentifier: expect.stringMatching(/^aurora-bg-aurora-cluster-15-6-final-[0-9a-f]{10}$/),
    DBClusterIdentifier: oldName,
    DbClusterResourceId: resourceId,
    EngineVersion: '15.6',
    Status: 'available',
    TagList: expect.arrayContaining([{ Key: tagKey.oldResourceId, Value: resourceId }]),
  });
});

test('before the record goes, old cluster and instances carry what proves their identity, one fact a tag', async () => {
  const it = await upgraded();
  const before = await it.client.send(new DescribeDBClustersCommand({}));
  const idOf = (name: string) =>
    before.DBClusters?.find((each) => each.DBClusterIdentifier === name)?.DbClusterResourceId;
  const completed = it.rds.world.regions[region]!.events.filter(({ message }) =>
    /^Switchover .*completed/.test(message),
  );
  const switchedAt = completed.at(-1)?.at;
  const begun = it.clock.now();
  let seen: Record<string, string>[] = [];
  await clean(it, {
    wrap: (port) =>
      around(port, {
        async before(method) {
          if (method !== 'deleteDeployment') return;
          const { rds } = await it.sources();
          const cluster = await rds.cluster(oldName);
          seen = [cluster!, ...(await rds.instances(oldName))].map(({ tags }) => ({ ...tags }));
        },
      }),
  });
  expect(seen).toHaveLength(3);
  for (const tags of seen) {
    expect(tags).toEqual({
      team: 'payments',
      [tagKey.format]: '1',
      [tagKey.oldResourceId]: idOf(oldName),
      [tagKey.replacedBy]: idOf(clusterName),
      [tagKey.deployment]: expect.stringMatching(/^bgd-/),
      [tagKey.fromVersion]: '15.6',
      [tagKey.toVersion]: '15.10',
      [tagKey.switchedOverAt]: new Date(switchedAt!).toISOString(),
      [tagKey.finalSnapshot]: expect.stringMatching(/-final-/),
      [tagKey.provenUnusedAt]: expect.any(String),
    });
    expect(Date.parse(tags[tagKey.provenUnusedAt]!)).toBeGreaterThan(begun);
  }
});

test('it is asked once, before anything is changed; a "no" leaves everything as it was', async () => {
  const it = await upgraded();
  const before = structuredClone(it.rds.world.regions);
  const questions: string[] = [];
  const ask =
    (answer: boolean) =>
    async ({ question }: { question: string }) => {
      questions.push(question);
      return answer;
    };
  await expect(clean(it, { ask: ask(false) })).rejects.toMatchObject({ code: 'NOT_CONFIRMED', exitCode: 3 });
  expect(it.rds.world.regions).toEqual(before);
  await clean(it, { ask: ask(true) });
  expect(questions).toHaveLength(2);
  expect(questions[1]).toMatch(
    /^Remove aurora-bg-aurora-cluster-old1 \(cluster-\w+, runs 15\.6\), the old environment of aurora-bg-aurora-cluster\? It cannot be undone; its final snapshots stay\./,
  );
  expect(remnants(it.rds)).toEqual(cleaned);
});

test('run again, nothing is done, and the plan is proven again', async () => {
  const it = await upgradedToNextMajor();
  await clean(it);
  const before = structuredClone(it.rds.world.regions);
  const last = await clean(it);
  expect(provenNow(last)).toEqual({ kind: 'no-changes' });
  expect(it.rds.world.regions).toEqual(before);
});

test('--skip-final-snapshot: none is made, and the question says so', async () => {
  const it = await upgraded();
  let question = '';
  await clean(it, {
    request: { skipFinalSnapshot: true },
    ask: async (confirmation) => {
      question = confirmation.question;
      return true;
    },
  });
  expect(question).toContain('and no final snapshot is created');
  expect(remnants(it.rds)).toEqual({ ...cleaned, finalSnapshots: [] });
});

test('--soak: shorter, and longer', async () => {
  const it = await upgraded(3);
  await expect(clean(it)).rejects.toMatchObject({ code: 'SOAK_NOT_OVER' });
  await clean(it, { request: { soakHours: 2 } });
  expect(remnants(it.rds)).toEqual(cleaned);
  const other = await upgraded(25);
  await expect(clean(other, { request: { soakHours: 48 } })).rejects.toMatchObject({ code: 'SOAK_NOT_OVER' });
});

test('weeks later, when RDS has forgotten the switchover', async () => {
  const it = await upgraded(20 * 24);
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
  expect(it.events).toContainEqual(
    expect.objectContaining({
      step: 'soak',
      because: expect.stringMatching(/^switched over at least 480 h \d\d min ago$/),
    }),
  );
});
