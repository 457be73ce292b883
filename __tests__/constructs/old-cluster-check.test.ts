import { synthCluster } from './synth';

interface Check {
  lifecycle: { postcondition: [{ condition: string }] };
}

function condition(props: object): string {
  const [check] = Object.values(synthCluster(props).json.data.aws_rds_cluster) as [Check];
  return check.lifecycle.postcondition[0].condition;
}

describe('the look for old clusters', () => {
  it('lists the families that the code declares, and knows its own groups by their names', () => {
    expect(condition({ engineVersion: '15.5', previousEngineVersion: '14.10', upgradeTo: '16.4' })).toBe(
      '${contains(["aurora-postgresql14","aurora-postgresql15","aurora-postgresql16"], ' +
        'join("", [self.engine, regex("^[0-9]+", self.engine_version)])) || ' +
        '!can(regex("^orders-pg[0-9]+-cluster-params$", self.db_cluster_parameter_group_name))}',
    );
    expect(condition({ engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' })).toBe(
      '${contains(["aurora-mysql8.0"], join("", [self.engine, regex("^[0-9]+[.][0-9]+", self.engine_version)])) || ' +
        '!can(regex("^orders-mysql[0-9]+-cluster-params$", self.db_cluster_parameter_group_name))}',
    );
  });

  it.each<[string, object]>([
    ['a name without a family', { name: 'orders-params' }],
    ['names by family', { name: { 'aurora-postgresql15': 'orders-params' } }],
    ['a group that exists, while that of the instances is declared', { existing: 'x', family: 'aurora-postgresql15' }],
  ])('goes by the version alone with %s', (_, clusterParameterGroup) => {
    expect(condition({ clusterParameterGroup })).toBe(
      '${contains(["aurora-postgresql15"], join("", [self.engine, regex("^[0-9]+", self.engine_version)]))}',
    );
  });

  it.each<[string, object]>([
    ['Terraform upgrades in place', { upgradePolicy: 'in-place' }],
    ['no name of an old cluster has room', { clusterIdentifier: 'o'.repeat(59) }],
    ['the code says so', { checkOldClusters: false }],
    [
      'no group is declared',
      {
        clusterParameterGroup: { existing: 'x', family: 'aurora-postgresql15' },
        instanceParameterGroup: 'engine-default',
      },
    ],
  ])('is not there where %s', (_, props) => {
    expect(synthCluster(props).json).not.toHaveProperty('data');
  });
});
