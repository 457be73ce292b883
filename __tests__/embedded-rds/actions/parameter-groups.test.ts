import {
  CopyDBClusterParameterGroupCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBParameterGroupCommand,
  DeleteDBClusterParameterGroupCommand,
  DeleteDBParameterGroupCommand,
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBParametersCommand,
  DescribeEngineDefaultClusterParametersCommand,
  DescribeEngineDefaultParametersCommand,
  DescribeEventsCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBParameterGroupCommand,
  type Parameter,
  paginateDescribeDBClusterParameters,
  type RDSClient,
  ResetDBClusterParameterGroupCommand,
  ResetDBParameterGroupCommand,
} from '@aws-sdk/client-rds';
import { parametersOf as familyParametersOf } from '../../../scripts/embedded-rds/data/parameters';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { regionOf } from '../../../scripts/embedded-rds/world/new-world';
import { effectiveValue, findParameterGroup } from '../../../scripts/embedded-rds/world/parameters/parameter-groups';
import type { ClusterRecord, InstanceRecord } from '../../../scripts/embedded-rds/world/world';
import { rdsClient, refusalOf } from '../support/clients';

let rds: EmbeddedRds;
let client: RDSClient;
const region = () => regionOf(rds.world, 'ap-northeast-1');

beforeEach(async () => {
  rds = openEmbeddedRds({ speed: 0 });
  client = rdsClient(rds);
  const of = { DBParameterGroupFamily: 'aurora-postgresql15', Description: 'd' };
  await client.send(new CreateDBClusterParameterGroupCommand({ DBClusterParameterGroupName: 'c15', ...of }));
  await client.send(new CreateDBParameterGroupCommand({ DBParameterGroupName: 'i15', ...of }));
});

describe('a method that alone changes', () => {
  const set = (ParameterName: string, ParameterValue: string, ApplyMethod: Parameter['ApplyMethod']) =>
    client.send(
      new ModifyDBParameterGroupCommand({
        DBParameterGroupName: 'i15',
        Parameters: [{ ParameterName, ParameterValue, ApplyMethod }],
      }),
    );
  const methodOf = async (name: string) => {
    const input = { DBParameterGroupName: 'i15', Source: 'user' };
    const { Parameters = [] } = await client.send(new DescribeDBParametersCommand(input));
    return Parameters.find(({ ParameterName }) => ParameterName === name)?.ApplyMethod;
  };

  it('is not taken, until the value changes too', async () => {
    await set('log_min_duration_statement', '100', 'immediate');
    await set('log_min_duration_statement', '100', 'pending-reboot');
    expect(await methodOf('log_min_duration_statement')).toBe('immediate');
    await set('log_min_duration_statement', '200', 'pending-reboot');
    expect(await methodOf('log_min_duration_statement')).toBe('pending-reboot');
  });

  it("is that of the family for the family's own value", async () => {
    const [own] = familyParametersOf('aurora-postgresql15').filter(
      (each) =>
        each.applyType === 'dynamic' && each.default !== undefined && each.level !== 'cluster' && each.modifiable,
    );
    await set(own!.name, own!.default!, 'immediate');
    expect(await methodOf(own!.name)).toBe('pending-reboot');
  });
});

/** A cluster with one instance, in the two groups. */
function useGroups(identifier = 'orders'): InstanceRecord {
  const common = {
    engineVersion: '15.6',
    status: 'available',
    createdAt: 0,
    tags: [],
    pendingModifiedValues: {},
    settings: {},
  };
  const cluster: ClusterRecord = {
    ...common,
    resourceId: `cluster-${identifier}`,
    identifier,
    engine: 'aurora-postgresql',
    parameterGroup: 'c15',
    subnetGroup: 'default',
    deletionProtection: false,
    readOnly: false,
  };
  const instance: InstanceRecord = {
    ...common,
    resourceId: `db-${identifier}`,
    identifier: `${identifier}-1`,
    cluster: cluster.resourceId,
    parameterGroup: 'i15',
    parameterApplyStatus: 'in-sync',
    clusterParameterGroupStatus: 'in-sync',
    promotionTier: 1,
  };
  region().clusters[cluster.resourceId] = cluster;
  region().instances[instance.resourceId] = instance;
  return instance;
}

const modify = (...Parameters: Parameter[]) =>
  client.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: 'c15', Parameters }));
const logical = (value: string, ApplyMethod: Parameter['ApplyMethod'] = 'pending-reboot'): Parameter => ({
  ParameterName: 'rds.logical_replication',
  ParameterValue: value,
  ApplyMethod,
});

async function parametersOf(name: string, Source?: string): Promise<Parameter[]> {
  const pages = paginateDescribeDBClusterParameters(
    { client, pageSize: 50 },
    { DBClusterParameterGroupName: name, Source },
  );
  const parameters: Parameter[] = [];
  for await (const page of pages) parameters.push(...(page.Parameters ?? []));
  return parameters;
}

describe('setting parameters', () => {
  it("shows them as the user's, over the family's own", async () => {
    await modify(logical('1'), { ParameterName: 'log_min_messages', ParameterValue: 'info', ApplyMethod: 'immediate' });
    expect(await parametersOf('c15', 'user')).toMatchObject([
      { ParameterName: 'log_min_messages', ParameterValue: 'info', ApplyMethod: 'immediate', Source: 'user' },
      {
        ParameterName: 'rds.logical_replication',
        ParameterValue: '1',
        ApplyMethod: 'pending-reboot',
        ApplyType: 'static',
      },
    ]);
    const all = await parametersOf('c15');
    expect(all.length).toBeGreaterThan(350);
    expect(new Set(all.map(({ ParameterName }) => ParameterName)).size).toBe(all.length);
    expect(effectiveValue(findParameterGroup(region(), 'cluster', 'c15')!, 'rds.logical_replication')).toBe('1');
  });

  it('leaves the members of the clusters that use the group waiting for a reboot', async () => {
    const instance = useGroups();
    await modify({ ParameterName: 'log_min_messages', ParameterValue: 'info', ApplyMethod: 'immediate' });
    expect(instance.clusterParameterGroupStatus).toBe('in-sync');
    await modify(logical('1'));
    const { clusterParameterGroupStatus, parameterApplyStatus } = region().instances[instance.resourceId]!;
    expect([clusterParameterGroupStatus, parameterApplyStatus]).toEqual(['pending-reboot', 'in-sync']);
  });

  it('leaves them in sync when the value is what it was', async () => {
    const instance = useGroups();
    await modify(logical('0'));
    expect(region().instances[instance.resourceId]?.clusterParameterGroupStatus).toBe('in-sync');
  });

  it('of an instance group leaves its instances waiting', async () => {
    const instance = useGroups();
    const Parameters: Parameter[] = [
      { ParameterName: 'max_connections', ParameterValue: '200', ApplyMethod: 'pending-reboot' },
    ];
    await client.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: 'i15', Parameters }));
    expect(region().instances[instance.resourceId]?.parameterApplyStatus).toBe('pending-reboot');
  });

  it('is an event of the group', async () => {
    await modify(logical('1'));
    const { Events } = await client.send(
      new DescribeEventsCommand({ SourceType: 'db-parameter-group', SourceIdentifier: 'c15' }),
    );
    expect(Events?.map(({ Message }) => Message)).toEqual([
      'Updated parameter rds.logical_replication to 1 with apply method pending-reboot',
    ]);
  });

  it("takes names that no source knows: no family's list is complete", async () => {
    await modify({ ParameterName: 'my_extension.level', ParameterValue: '3', ApplyMethod: 'immediate' });
    expect(await parametersOf('c15', 'user')).toMatchObject([
      { ParameterName: 'my_extension.level', ParameterValue: '3' },
    ]);
  });

  it.each<[string, Parameter, string, string]>([
    [
      'a static parameter at once',
      logical('1', 'immediate'),
      'InvalidParameterCombination',
      'cannot use immediate apply method for static parameter',
    ],
    [
      'a value that is not allowed',
      logical('2'),
      'InvalidParameterValue',
      'Invalid parameter value: 2 for: rds.logical_replication allowed values are: 0,1',
    ],
    [
      'a number out of range',
      { ParameterName: 'max_replication_slots', ParameterValue: '4', ApplyMethod: 'pending-reboot' },
      'InvalidParameterValue',
      'Invalid parameter value: 4 for: max_replication_slots allowed values are: 5-262143',
    ],
    [
      'a parameter that the family no longer has',
      { ParameterName: 'rds.pg_stat_ramdisk_size', ParameterValue: '1' },
      'InvalidParameterValue',
      'Could not find parameter with name: rds.pg_stat_ramdisk_size',
    ],
    [
      'a parameter that nobody may change',
      { ParameterName: 'port', ParameterValue: '1' },
      'InvalidParameterValue',
      'The parameter port cannot be modified.',
    ],
    [
      'a name that is none',
      { ParameterName: 'drop table', ParameterValue: '1' },
      'InvalidParameterValue',
      'Could not find parameter with name: drop table',
    ],
  ])('refuses %s, and sets nothing', async (_what, parameter, code, message) => {
    const fine: Parameter = { ParameterName: 'log_min_messages', ParameterValue: 'info', ApplyMethod: 'immediate' };
    expect(await refusalOf(modify(fine, parameter))).toMatchObject({ code, message });
    expect(await parametersOf('c15', 'user')).toEqual([]);
  });

  it('takes formulas where numbers are allowed', async () => {
    await modify({
      ParameterName: 'max_connections',
      ParameterValue: 'LEAST({DBInstanceClassMemory/9531392},400)',
      ApplyMethod: 'pending-reboot',
    });
    expect(await parametersOf('c15', 'user')).toHaveLength(1);
  });

  it('refuses cluster parameters in an instance group', async () => {
    const call = client.send(
      new ModifyDBParameterGroupCommand({ DBParameterGroupName: 'i15', Parameters: [logical('1')] }),
    );
    expect(await refusalOf(call)).toMatchObject({
      message: 'Could not find parameter with name: rds.logical_replication',
    });
  });

  it('refuses more than twenty, a default group, and a group that is not there', async () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ ParameterName: `x.p${i}`, ParameterValue: '1' }));
    expect(await refusalOf(modify(...many))).toMatchObject({ code: 'InvalidParameterValue' });
    const to = (DBClusterParameterGroupName: string) =>
      client.send(
        new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters: [logical('1')] }),
      );
    expect(await refusalOf(to('default.aurora-postgresql15'))).toMatchObject({
      message: 'Cannot modify a default parameter group.',
    });
    expect(await refusalOf(to('none'))).toMatchObject({ code: 'DBParameterGroupNotFound', status: 404 });
  });
});

describe('resetting parameters', () => {
  const reset = (input: { ResetAllParameters?: boolean; Parameters?: Parameter[] }) =>
    client.send(new ResetDBClusterParameterGroupCommand({ DBClusterParameterGroupName: 'c15', ...input }));

  it('gives the named ones back to the family, and needs a reboot where setting them did', async () => {
    const instance = useGroups();
    await modify(logical('1'), { ParameterName: 'log_min_messages', ParameterValue: 'info', ApplyMethod: 'immediate' });
    region().instances[instance.resourceId]!.clusterParameterGroupStatus = 'in-sync';
    await reset({ Parameters: [{ ParameterName: 'rds.logical_replication', ApplyMethod: 'pending-reboot' }] });
    expect((await parametersOf('c15', 'user')).map(({ ParameterName }) => ParameterName)).toEqual(['log_min_messages']);
    expect(region().instances[instance.resourceId]?.clusterParameterGroupStatus).toBe('pending-reboot');
  });

  it('gives all back', async () => {
    await modify(logical('1'), { ParameterName: 'my.own', ParameterValue: 'x' });
    await reset({ ResetAllParameters: true });
    expect(await parametersOf('c15', 'user')).toEqual([]);
  });

  it.each([[{}], [{ ResetAllParameters: true, Parameters: [logical('1')] }]])('refuses %p', async (input) => {
    expect(await refusalOf(reset(input))).toMatchObject({ code: 'InvalidParameterCombination' });
  });

  it('works for instance groups', async () => {
    const Parameters: Parameter[] = [
      { ParameterName: 'log_statement', ParameterValue: 'ddl', ApplyMethod: 'immediate' },
    ];
    await client.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: 'i15', Parameters }));
    await client.send(new ResetDBParameterGroupCommand({ DBParameterGroupName: 'i15', ResetAllParameters: true }));
    const { Parameters: left } = await client.send(
      new DescribeDBParametersCommand({ DBParameterGroupName: 'i15', Source: 'user' }),
    );
    expect(left).toEqual([]);
  });
});

describe('groups', () => {
  it('are kept in lower case, listed with the default groups that are used, and copied with what is set in them', async () => {
    await modify(logical('1'));
    const { DBClusterParameterGroup: copy } = await client.send(
      new CopyDBClusterParameterGroupCommand({
        SourceDBClusterParameterGroupIdentifier: 'arn:aws:rds:ap-northeast-1:123456789012:cluster-pg:c15',
        TargetDBClusterParameterGroupIdentifier: 'C15-Copy',
        TargetDBClusterParameterGroupDescription: 'copy',
      }),
    );
    expect(copy).toEqual({
      DBClusterParameterGroupName: 'c15-copy',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'copy',
      DBClusterParameterGroupArn: 'arn:aws:rds:ap-northeast-1:123456789012:cluster-pg:c15-copy',
    });
    expect(await parametersOf('c15-copy', 'user')).toHaveLength(1);
    useGroups().parameterGroup = 'default.aurora-postgresql15';
    region().clusters['cluster-orders']!.parameterGroup = 'default.aurora-postgresql15';
    const { DBClusterParameterGroups } = await client.send(new DescribeDBClusterParameterGroupsCommand({}));
    expect(DBClusterParameterGroups?.map(({ DBClusterParameterGroupName }) => DBClusterParameterGroupName)).toEqual([
      'c15',
      'c15-copy',
      'default.aurora-postgresql15',
    ]);
  });

  it.each([
    ['a family that does not exist', { DBParameterGroupFamily: 'aurora-postgresql99' }, 'InvalidParameterValue'],
    ['a name that is taken', { DBClusterParameterGroupName: 'C15' }, 'DBParameterGroupAlreadyExists'],
    [
      'a name that begins as the default groups do',
      { DBClusterParameterGroupName: 'default.mine' },
      'InvalidParameterValue',
    ],
    ['a name that is no identifier', { DBClusterParameterGroupName: '1 group' }, 'InvalidParameterValue'],
    ['tags that are reserved', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidParameterValue'],
  ])('are refused for %s', async (_what, input, code) => {
    const fine = {
      DBClusterParameterGroupName: 'new',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'd',
    };
    expect(await refusalOf(client.send(new CreateDBClusterParameterGroupCommand({ ...fine, ...input })))).toMatchObject(
      { code },
    );
  });

  it('that anything uses cannot be deleted, old and green clusters included', async () => {
    const instance = useGroups('orders-old1');
    const drop = () => client.send(new DeleteDBClusterParameterGroupCommand({ DBClusterParameterGroupName: 'c15' }));
    expect(await refusalOf(drop())).toMatchObject({
      code: 'InvalidDBParameterGroupState',
      message:
        'One or more database instances are still members of this parameter group c15, so the group cannot be deleted',
    });
    const dropInstances = () => client.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName: 'i15' }));
    expect(await refusalOf(dropInstances())).toMatchObject({ code: 'InvalidDBParameterGroupState' });
    delete region().clusters[instance.cluster];
    delete region().instances[instance.resourceId];
    await drop();
    await dropInstances();
    expect(await refusalOf(drop())).toMatchObject({ code: 'DBParameterGroupNotFound', status: 404 });
  });
});

describe('engine defaults', () => {
  it("page through the family's parameters, by level", async () => {
    const input = { DBParameterGroupFamily: 'aurora-postgresql15' };
    const first = await client.send(new DescribeEngineDefaultClusterParametersCommand(input));
    expect(first.EngineDefaults?.Parameters).toHaveLength(100);
    expect(first.EngineDefaults?.Marker).toBeDefined();
    const one = await client.send(
      new DescribeEngineDefaultParametersCommand({
        ...input,
        Filters: [{ Name: 'parameter-name', Values: ['rds.logical_replication'] }],
      }),
    );
    expect(one.EngineDefaults?.Parameters).toEqual([]);
  });

  it.each([
    ['aurora-postgresql14', 'rds.pg_stat_ramdisk_size', true],
    ['aurora-postgresql15', 'rds.pg_stat_ramdisk_size', false],
    ['aurora-postgresql17', 'work_mem', true],
    ['aurora-mysql8.0', 'binlog_format', false],
  ])('tell whether %s knows %s: %p', async (family, name, isKnown) => {
    const input = { DBParameterGroupFamily: family, Filters: [{ Name: 'parameter-name', Values: [name] }] };
    const { EngineDefaults } = await client.send(new DescribeEngineDefaultClusterParametersCommand(input));
    expect(EngineDefaults?.Parameters?.length).toBe(isKnown ? 1 : 0);
  });

  it('of the MySQL families are nothing at all: only fragments of their lists are known', async () => {
    for (const family of ['aurora-mysql5.7', 'aurora-mysql8.0', 'aurora-mysql8.4']) {
      const input = { DBParameterGroupFamily: family };
      const cluster = await client.send(new DescribeEngineDefaultClusterParametersCommand(input));
      const instance = await client.send(new DescribeEngineDefaultParametersCommand(input));
      expect([cluster.EngineDefaults?.Parameters, instance.EngineDefaults?.Parameters]).toEqual([[], []]);
    }
  });

  it('of a family that does not exist are refused', async () => {
    const call = client.send(new DescribeEngineDefaultParametersCommand({ DBParameterGroupFamily: 'oracle-ee-19' }));
    expect(await refusalOf(call)).toMatchObject({ code: 'InvalidParameterValue' });
  });
});
