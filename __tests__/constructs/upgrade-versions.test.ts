import type { ParameterGroupAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import { synthCluster } from './synth';

type Props = Record<string, unknown>;

/** The groups by address, as Terraform sees them. */
function groups(props: Props): Record<string, unknown> {
  const { resource } = synthCluster(props).json;
  return { ...resource.aws_rds_cluster_parameter_group, ...resource.aws_db_parameter_group };
}

const namesOf = (props: Props) => Object.values(groups(props)).map((group) => (group as { name: string }).name);
const addressesOf = (json: { resource: Record<string, object> }) =>
  Object.entries(json.resource).flatMap(([type, resources]) => Object.keys(resources).map((id) => `${type}.${id}`));

const explicit = {
  clusterParameterGroup: { name: 'shop-pg14-cluster-params', parameters: { work_mem: 65536 } },
  instanceParameterGroup: { name: 'shop-pg14-params' },
};
const byFamily = {
  clusterParameterGroup: { name: { 'aurora-postgresql14': 'shop', 'aurora-postgresql15': 'shop-15' } },
  instanceParameterGroup: { name: { 'aurora-postgresql14': 'shop-i', 'aurora-postgresql15': 'shop-i15' } },
};
const existing = {
  clusterParameterGroup: { existing: { 'aurora-postgresql14': 'shared-14', 'aurora-postgresql15': 'shared-15' } },
  instanceParameterGroup: 'engine-default',
};

describe.each<[string, Props, number]>([
  ['derived names', {}, 2],
  ['names that say a family', explicit, 2],
  ['names by family', byFamily, 2],
  ['groups that exist', existing, 0],
])('a declared major upgrade, with %s', (_, props, added) => {
  const before = synthCluster({ ...props, engineVersion: '14.10' }).json;
  const declared = synthCluster({ ...props, engineVersion: '14.10', upgradeTo: '15.5' }).json;
  const after = synthCluster({ ...props, engineVersion: '15.5', previousEngineVersion: '14.10' }).json;
  const cleaned = synthCluster({ ...props, engineVersion: '15.5' }).json;

  it('adds the groups of the target family and nothing else', () => {
    const old = addressesOf(before);
    const fresh = addressesOf(declared).filter((address) => !old.includes(address));
    expect(fresh).toHaveLength(added);
    const { resource } = structuredClone(declared);
    for (const address of fresh) {
      const [type, id] = address.split('.') as [string, string];
      expect(type).toMatch(/parameter_group$/);
      expect(resource[type][id].family).toBe('aurora-postgresql15');
      delete resource[type][id];
    }
    delete resource.aws_rds_cluster.orders['//'];
    const { '//': _comment, ...cluster } = before.resource.aws_rds_cluster.orders;
    expect(resource).toEqual({ ...before.resource, aws_rds_cluster: { orders: cluster } });
  });

  it('changes no address and no group when the keys are renamed, only what the cluster uses', () => {
    expect(addressesOf(after)).toEqual(addressesOf(declared));
    for (const type of ['aws_rds_cluster_parameter_group', 'aws_db_parameter_group']) {
      expect(after.resource[type]).toEqual(declared.resource[type]);
    }
    expect(after.data).toEqual(declared.data);
    expect(after.resource.aws_rds_cluster.orders.engine_version).toBe('15.5');
    const { upgradeTo } = declared.resource.aws_rds_cluster.orders['//'].aurora;
    const used = after.resource.aws_rds_cluster.orders['//'].aurora;
    expect({
      engineVersion: used.engineVersion,
      clusterParameterGroup: used.clusterParameterGroup,
      ...(used.instanceParameterGroup && { instanceParameterGroup: used.instanceParameterGroup }),
    }).toEqual(upgradeTo);
    expect(used.previous.engineVersion).toBe('14.10');
    expect(used).not.toHaveProperty('upgradeTo');
  });

  it('loses only the groups of the old family at the end', () => {
    const gone = addressesOf(after).filter((address) => !addressesOf(cleaned).includes(address));
    expect(gone).toEqual(addressesOf(before).filter((address) => !addressesOf(cleaned).includes(address)));
    expect(gone).toHaveLength(added);
  });
});

describe('upgradeTo and previousEngineVersion', () => {
  it('give the groups of both families the same parameters', () => {
    const [pg14, pg15] = Object.values(
      synthCluster({ ...explicit, engineVersion: '14.10', upgradeTo: '15.5' }).json.resource
        .aws_rds_cluster_parameter_group,
    ) as { name: string; family: string; parameter: unknown }[];
    expect([pg14!.name, pg15!.name]).toEqual(['shop-pg14-cluster-params', 'shop-pg15-cluster-params']);
    expect(pg15!.parameter).toEqual(pg14!.parameter);
    expect(pg15!.parameter).toHaveLength(2);
  });

  it('need no groups of their own within a major version', () => {
    const plain = synthCluster().json;
    const both = synthCluster({ upgradeTo: '15.10', previousEngineVersion: '15.4' }).json;
    expect(addressesOf(both)).toEqual(addressesOf(plain));
    expect(both.data).toEqual(plain.data);
    const { aurora } = both.resource.aws_rds_cluster.orders['//'];
    const { clusterParameterGroup, instanceParameterGroup } = aurora;
    expect(aurora.upgradeTo).toEqual({ engineVersion: '15.10', clusterParameterGroup, instanceParameterGroup });
    expect(aurora.previous).toEqual({ engineVersion: '15.4', clusterParameterGroup, instanceParameterGroup });
  });

  it('may stand together, for three families', () => {
    const { json } = synthCluster({ previousEngineVersion: '14.10', upgradeTo: '16.4' });
    const { aurora } = json.resource.aws_rds_cluster.orders['//'];
    const families = [aurora.previous, aurora, aurora.upgradeTo].map(
      (version: { clusterParameterGroup: ParameterGroupAnnotation }) => version.clusterParameterGroup.family,
    );
    expect(families).toEqual(['aurora-postgresql14', 'aurora-postgresql15', 'aurora-postgresql16']);
    expect(namesOf({ previousEngineVersion: '14.10', upgradeTo: '16.4' })).toHaveLength(6);
  });

  it('work for MySQL', () => {
    const versions = { engineVersion: '8.0.mysql_aurora.3.08.0', upgradeTo: '8.4.mysql_aurora.8.4.7' };
    const clusterParameterGroup = { name: 'shop-mysql8-0' };
    expect(namesOf({ engine: 'aurora-mysql', clusterParameterGroup, ...versions })).toEqual([
      'shop-mysql8-0',
      'shop-mysql8-4',
      'orders-mysql80-params',
      'orders-mysql84-params',
    ]);
  });

  it('a name that says the former family is that of the current one after cleanup, with a word about it', () => {
    const { json, warnings } = synthCluster({ engineVersion: '16.4', ...explicit });
    expect(Object.values(json.resource.aws_db_parameter_group)).toMatchObject([{ name: 'shop-pg16-params' }]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /"shop-pg14-cluster-params" says pg14, so the group of aurora-postgresql16 is called "shop-pg16-/,
      ),
      expect.stringMatching(
        /Write that, or \{ 'aurora-postgresql16': 'shop-pg14-params' \} to keep the name as it is\.$/,
      ),
    ]);
    expect(synthCluster({ engineVersion: '16.4', previousEngineVersion: '14.10', ...explicit }).warnings).toEqual([]);
  });
});

describe('parameters by family', () => {
  const clusterParameterGroup = {
    parameters: { work_mem: 65536, old_snapshot_threshold: 60 },
    parametersByFamily: {
      'aurora-postgresql17': { old_snapshot_threshold: null, work_mem: 131072, summarize_wal: 1 },
      'aurora-postgresql18': { work_mem: 1 },
    },
  };

  it('stand over the shared ones, and null leaves one out', () => {
    const all = synthCluster({ engineVersion: '16.4', upgradeTo: '17.4', clusterParameterGroup }).json.resource
      .aws_rds_cluster_parameter_group;
    const parameters = Object.values(all).map((group) =>
      (group as { parameter: { name: string; value: string }[] }).parameter.map(
        ({ name, value }) => `${name}=${value}`,
      ),
    );
    expect(parameters).toEqual([
      ['rds.logical_replication=1', 'work_mem=65536', 'old_snapshot_threshold=60'],
      ['rds.logical_replication=1', 'work_mem=131072', 'summarize_wal=1'],
    ]);
  });
});

describe('refused at synth', () => {
  const two = { engineVersion: '14.10', upgradeTo: '15.5' };
  it.each<[string, Props, RegExp]>([
    ['a prefix to upgrade to', { upgradeTo: '16' }, /upgradeTo: "16" is a prefix/],
    ['a prefix to come from', { previousEngineVersion: '14' }, /previousEngineVersion: "14" is a prefix/],
    ['a token', { upgradeTo: '${var.v}' }, /upgradeTo: Only Terraform knows the version/],
    ['an upgrade to the same', { upgradeTo: '15.6' }, /upgradeTo: 15\.6 is not later than engineVersion 15\.6/],
    [
      'an upgrade backwards',
      { upgradeTo: '14.10' },
      /RDS has no way back\. Write a later version, or remove upgradeTo/,
    ],
    ['a previous that is later', { previousEngineVersion: '16.4' }, /previousEngineVersion: 16\.4 is not earlier/],
    [
      'a version of MySQL',
      { upgradeTo: '8.0.mysql_aurora.3.08.0' },
      /upgradeTo: .* not an exact version of aurora-pos/,
    ],
    [
      'upgradeTo in place',
      { upgradeTo: '16.4', upgradePolicy: 'in-place' },
      /upgradeTo: With upgradePolicy 'in-place'/,
    ],
    [
      'one name for two families',
      { ...two, instanceParameterGroup: { name: 'params' } },
      /instanceParameterGroup\.name: "params" is one name.*\{ 'aurora-postgresql14': 'params', 'aurora-postgresql15': 'params-pg15' \}/,
    ],
    [
      'a family without a name',
      { ...two, clusterParameterGroup: { name: { 'aurora-postgresql14': 'a' } } },
      /clusterParameterGroup\.name: It has no name for aurora-postgresql15\. Add 'aurora-postgresql15'/,
    ],
    [
      'one name twice',
      { ...two, clusterParameterGroup: { name: { 'aurora-postgresql14': 'a', 'aurora-postgresql15': 'a' } } },
      /name\["aurora-postgresql15"\]: "a" is already the name for aurora-postgresql14/,
    ],
    [
      'a family that is none',
      { clusterParameterGroup: { name: { pg15: 'a', 'aurora-postgresql15': 'b' } } },
      /name\["pg15"\]: "pg15" is not a parameter group family of aurora-postgresql\. Write it as AWS does/,
    ],
    [
      'parameters of a family that is none',
      { instanceParameterGroup: { parametersByFamily: { 'aurora-mysql8.0': {} } } },
      /instanceParameterGroup\.parametersByFamily\["aurora-mysql8\.0"\]/,
    ],
    [
      'a name in a map that RDS would refuse',
      { clusterParameterGroup: { name: { 'aurora-postgresql15': 'A' } } },
      /name\["aurora-postgresql15"\]: "A" has upper-case/,
    ],
    [
      'a group that exists, for two families',
      { ...two, clusterParameterGroup: { existing: 'shared', family: 'aurora-postgresql14' } },
      /existing: "shared" is of family aurora-postgresql14, but .*\{ existing: \{ 'aurora-postgresql14': 'shared', 'aurora-postgresql15': '\.\.\.' \} \}/,
    ],
    [
      'no group that exists',
      { ...two, clusterParameterGroup: { existing: { 'aurora-postgresql14': 'shared' } } },
      /clusterParameterGroup\.existing: It has no name for aurora-postgresql15/,
    ],
    [
      'a default group among those that exist',
      { clusterParameterGroup: { existing: { 'aurora-postgresql15': 'default.aurora-postgresql15' } } },
      /nobody can turn on the replication/,
    ],
    [
      'replication left out in one family',
      { clusterParameterGroup: { parametersByFamily: { 'aurora-postgresql16': { 'rds.logical_replication': null } } } },
      /parametersByFamily\["aurora-postgresql16"\]\["rds\.logical_replication"\]: With rds\.logical_replication left out/,
    ],
  ])('%s', (_, props, message) => {
    expect(() => synthCluster(props)).toThrow(message);
    expect(() => synthCluster(props)).toThrow(/^AuroraCluster "app-stack\/orders" has /);
  });
});
