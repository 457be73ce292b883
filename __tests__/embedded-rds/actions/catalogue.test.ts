import {
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeAccountAttributesCommand,
  DescribeCertificatesCommand,
  DescribeDBEngineVersionsCommand,
  type DescribeDBEngineVersionsMessage,
  DescribeDBProxiesCommand,
  DescribeDBSubnetGroupsCommand,
  DescribeEventsCommand,
  type DescribeEventsMessage,
  DescribeIntegrationsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  DescribePendingMaintenanceActionsCommand,
  ModifyDBSubnetGroupCommand,
  paginateDescribeDBEngineVersions,
  paginateDescribeEvents,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { emit } from '../../../scripts/embedded-rds/world/events';
import { regionOf } from '../../../scripts/embedded-rds/world/new-world';
import { rdsClient, refusalOf } from '../support/clients';

let rds: EmbeddedRds;
let client: RDSClient;
beforeEach(() => {
  rds = openEmbeddedRds({ speed: 0 });
  client = rdsClient(rds);
});

describe('DescribeDBEngineVersions', () => {
  const versions = async (input: DescribeDBEngineVersionsMessage) =>
    (await client.send(new DescribeDBEngineVersionsCommand(input))).DBEngineVersions ?? [];
  const named = async (input: DescribeDBEngineVersionsMessage) =>
    (await versions(input)).map(({ EngineVersion }) => EngineVersion);
  const Engine = 'aurora-postgresql';

  it.each<[string, DescribeDBEngineVersionsMessage, string[]]>([
    ['one version', { Engine, EngineVersion: '15.10' }, ['15.10']],
    [
      'the available versions of a major',
      { Engine, EngineVersion: '15' },
      ['15.10', '15.12', '15.13', '15.14', '15.15', '15.17', '15.18'],
    ],
    ['no deprecated version', { Engine, EngineVersion: '15.6' }, []],
    ['a deprecated version when all are asked for', { Engine, EngineVersion: '15.6', IncludeAll: true }, ['15.6']],
    ['the default version', { Engine, DefaultOnly: true }, ['17.7']],
    ['the default of a major that is not known', { Engine, EngineVersion: '15', DefaultOnly: true }, []],
    ['a family', { DBParameterGroupFamily: 'aurora-mysql8.4' }, ['8.4.mysql_aurora.8.4.7']],
    [
      'what filters say',
      {
        Filters: [
          { Name: 'engine', Values: [Engine] },
          { Name: 'db-parameter-group-family', Values: ['aurora-postgresql18'] },
        ],
      },
      ['18.3', '18.4'],
    ],
    ["nothing of an engine that is not Aurora's", { Engine: 'mysql' }, []],
  ])('lists %s', async (_what, input, expected) => {
    expect((await named(input)).sort()).toEqual([...expected].sort());
  });

  it('tells status, family and upgrade targets', async () => {
    const [version] = await versions({ Engine, EngineVersion: '15.6', IncludeAll: true });
    expect(version).toMatchObject({
      Status: 'deprecated',
      MajorEngineVersion: '15',
      DBParameterGroupFamily: 'aurora-postgresql15',
    });
    expect(version?.ValidUpgradeTarget).toContainEqual({
      Engine,
      EngineVersion: '15.10',
      Description: 'Aurora PostgreSQL (Compatible with PostgreSQL 15.10)',
      AutoUpgrade: false,
      IsMajorVersionUpgrade: false,
      SupportedEngineModes: ['provisioned'],
    });
    expect(version?.ValidUpgradeTarget).toContainEqual(
      expect.objectContaining({ EngineVersion: '16.6', IsMajorVersionUpgrade: true }),
    );
  });

  it('lists all of an engine in pages, each with its targets: enough to find a way in several hops', async () => {
    const all = new Map<string | undefined, (string | undefined)[]>();
    let pages = 0;
    for await (const page of paginateDescribeDBEngineVersions({ client, pageSize: 20 }, { Engine, IncludeAll: true })) {
      pages += 1;
      for (const { EngineVersion, ValidUpgradeTarget = [] } of page.DBEngineVersions ?? []) {
        all.set(
          EngineVersion,
          ValidUpgradeTarget.map((target) => target.EngineVersion),
        );
      }
    }
    expect([all.size, pages]).toEqual([104, 6]);
    expect(all.get('14.10')).not.toContain('17.7');
    expect(all.get('14.10')?.filter((version) => all.get(version)?.includes('17.7'))).toContain('17.6');
  });

  it('knows no target where no source names one', async () => {
    const [version] = await versions({ Engine, EngineVersion: '15.18' });
    expect(version?.ValidUpgradeTarget).toEqual([]);
  });
});

describe('DescribeEvents', () => {
  const minutes = (n: number) => n * 60_000;
  let start: number;
  beforeEach(() => {
    start = rds.clock.now();
    const scene = (offset: number) => ({
      world: rds.world,
      region: regionOf(rds.world, 'ap-northeast-1'),
      now: start + minutes(offset),
    });
    const event = { sourceType: 'db-cluster', sourceIdentifier: 'orders', categories: ['maintenance'] } as const;
    emit(scene(0), { ...event, categories: ['creation'], message: 'first' });
    emit(scene(50), { ...event, categories: ['maintenance'], message: 'second' });
    emit(scene(50), {
      ...event,
      sourceType: 'blue-green-deployment',
      sourceIdentifier: 'bgd-a',
      categories: [],
      message: 'third',
    });
    rds.clock.advance(minutes(70));
  });
  const messages = async (input: DescribeEventsMessage) =>
    (await client.send(new DescribeEventsCommand(input))).Events?.map(({ Message }) => Message);
  const at = (offset: number) => new Date(start + minutes(offset));

  it.each<[string, () => DescribeEventsMessage, string[]]>([
    ['the last hour by default', () => ({}), ['second', 'third']],
    ['a longer time when asked', () => ({ Duration: 120 }), ['first', 'second', 'third']],
    ['a source', () => ({ SourceType: 'blue-green-deployment', SourceIdentifier: 'bgd-a' }), ['third']],
    ['a kind of source', () => ({ SourceType: 'db-cluster', Duration: 120 }), ['first', 'second']],
    ['a category', () => ({ EventCategories: ['creation'], Duration: 120 }), ['first']],
    ['from a time to now', () => ({ StartTime: at(-1) }), ['first', 'second', 'third']],
    ['between two times', () => ({ StartTime: at(-1), EndTime: at(10) }), ['first']],
    ['a duration from a time', () => ({ StartTime: at(-1), Duration: 10 }), ['first']],
    ['the hour before a time', () => ({ EndTime: at(40) }), ['first']],
  ])('shows %s', async (_what, input, expected) => {
    expect(await messages(input())).toEqual(expected);
  });

  it('shows names, ARN and time as they were', async () => {
    const { Events } = await client.send(new DescribeEventsCommand({ SourceType: 'db-cluster' }));
    expect(Events).toEqual([
      {
        SourceIdentifier: 'orders',
        SourceType: 'db-cluster',
        SourceArn: 'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders',
        EventCategories: ['maintenance'],
        Message: 'second',
        Date: at(50),
      },
    ]);
  });

  it('forgets after 14 days', async () => {
    rds.clock.advance(minutes(14 * 24 * 60));
    expect(await messages({ StartTime: at(-10) })).toEqual([]);
  });

  it('pages in order of time', async () => {
    const region = regionOf(rds.world, 'ap-northeast-1');
    for (let n = 0; n < 130; n++) {
      const now = rds.clock.now();
      emit(
        { world: rds.world, region, now },
        { sourceType: 'db-instance', sourceIdentifier: 'i', categories: [], message: String(n) },
      );
    }
    const seen: (string | undefined)[] = [];
    for await (const page of paginateDescribeEvents({ client, pageSize: 50 }, { SourceType: 'db-instance' })) {
      seen.push(...(page.Events ?? []).map(({ Message }) => Message));
    }
    expect(seen).toEqual(Array.from({ length: 130 }, (_, n) => String(n)));
  });

  it.each<[string, DescribeEventsMessage, string]>([
    ['a source without its type', { SourceIdentifier: 'orders' }, 'InvalidParameterCombination'],
    ['a type that is none', { SourceType: 'table' as never }, 'InvalidParameterValue'],
    ['more than 14 days', { Duration: 20_161 }, 'InvalidParameterValue'],
    [
      'times the wrong way round',
      { StartTime: new Date(2000), EndTime: new Date(1000) },
      'InvalidParameterCombination',
    ],
    ['a filter', { Filters: [{ Name: 'x', Values: ['y'] }] }, 'InvalidParameterValue'],
  ])('refuses %s', async (_what, input, code) => {
    expect(await refusalOf(client.send(new DescribeEventsCommand(input)))).toMatchObject({ code, status: 400 });
  });
});

describe('subnet groups', () => {
  const create = (input: object = {}) =>
    client.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: 'Orders',
        DBSubnetGroupDescription: 'd',
        SubnetIds: ['subnet-1', 'subnet-2'],
        ...input,
      }),
    );

  it('are created, changed, listed beside the default one, and deleted', async () => {
    const { DBSubnetGroup } = await create();
    expect(DBSubnetGroup).toMatchObject({
      DBSubnetGroupName: 'orders',
      SubnetGroupStatus: 'Complete',
      Subnets: [
        { SubnetIdentifier: 'subnet-1', SubnetAvailabilityZone: { Name: 'ap-northeast-1a' } },
        { SubnetIdentifier: 'subnet-2', SubnetAvailabilityZone: { Name: 'ap-northeast-1c' } },
      ],
      DBSubnetGroupArn: 'arn:aws:rds:ap-northeast-1:123456789012:subgrp:orders',
    });
    await client.send(
      new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: 'orders', SubnetIds: ['subnet-2', 'subnet-3'] }),
    );
    const { DBSubnetGroups } = await client.send(new DescribeDBSubnetGroupsCommand({}));
    expect(DBSubnetGroups?.map(({ DBSubnetGroupName }) => DBSubnetGroupName)).toEqual(['default', 'orders']);
    await client.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: 'orders' }));
    const gone = client.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: 'orders' }));
    expect(await refusalOf(gone)).toEqual({
      code: 'DBSubnetGroupNotFoundFault',
      status: 404,
      message: "DB subnet group 'orders' does not exist.",
    });
  });

  it.each([
    ['one subnet', { SubnetIds: ['subnet-1', 'subnet-1'] }, 'DBSubnetGroupDoesNotCoverEnoughAZs'],
    ['a subnet that is none', { SubnetIds: ['subnet-1', 'vpc-2'] }, 'InvalidParameterValue'],
    ['the name default', { DBSubnetGroupName: 'Default' }, 'InvalidParameterValue'],
  ])('are refused for %s', async (_what, input, code) => {
    expect(await refusalOf(create(input))).toMatchObject({ code });
  });

  it('are refused twice, and deleted neither as the default nor while in use', async () => {
    await create();
    expect(await refusalOf(create())).toMatchObject({ code: 'DBSubnetGroupAlreadyExists' });
    const drop = (DBSubnetGroupName: string) => client.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName }));
    expect(await refusalOf(drop('default'))).toMatchObject({ code: 'InvalidDBSubnetGroupStateFault' });
    regionOf(rds.world, 'ap-northeast-1').clusters.x = {
      resourceId: 'x',
      identifier: 'x',
      subnetGroup: 'orders',
    } as never;
    expect(await refusalOf(drop('orders'))).toMatchObject({ code: 'InvalidDBSubnetGroupStateFault' });
  });
});

describe('what else is asked', () => {
  it('has an answer', async () => {
    expect((await client.send(new DescribeDBProxiesCommand({}))).DBProxies).toEqual([]);
    expect((await client.send(new DescribeIntegrationsCommand({}))).Integrations).toEqual([]);
    expect((await client.send(new DescribePendingMaintenanceActionsCommand({}))).PendingMaintenanceActions).toEqual([]);
    expect((await client.send(new DescribeCertificatesCommand({}))).DefaultCertificateForNewLaunches).toBe(
      'rds-ca-rsa2048-g1',
    );
    expect((await client.send(new DescribeAccountAttributesCommand({}))).AccountQuotas).toContainEqual({
      AccountQuotaName: 'DBClusters',
      Used: 0,
      Max: 40,
    });
  });

  it('lists the classes that a version has', async () => {
    const { OrderableDBInstanceOptions } = await client.send(
      new DescribeOrderableDBInstanceOptionsCommand({
        Engine: 'aurora-postgresql',
        EngineVersion: '15.10',
        DBInstanceClass: 'db.r6g.large',
      }),
    );
    expect(OrderableDBInstanceOptions?.map(({ StorageType }) => StorageType)).toEqual(['aurora', 'aurora-iopt1']);
  });
});
