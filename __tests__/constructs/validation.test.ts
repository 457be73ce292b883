import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformVariable } from 'cdktf';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import { AuroraClusterError } from '../../constructs/problem';
import { greenNameWarning } from '../../constructs/validation/validate-identifiers';
import { minimal, synth, synthCluster } from './synth';

const one = { instanceClass: 'db.r6g.large' };

describe('wrong props are refused', () => {
  it.each<[string, object, RegExp]>([
    ['a version prefix', { engineVersion: '15' }, /engineVersion: "15" is a prefix.*Write the exact version/],
    ['a MySQL prefix', { engine: 'aurora-mysql', engineVersion: '8.0' }, /engineVersion: "8\.0" is a prefix/],
    [
      'an instance engine',
      { engine: 'postgres' },
      /engine: "postgres" is not an Aurora engine\. Write "aurora-postgresql"/,
    ],
    ['an unknown engine', { engine: 'db2' }, /engine: "db2" is not an Aurora engine/],
    [
      'a version that only Terraform knows',
      { engineVersion: '${var.v}' },
      /engineVersion: Only Terraform knows the version/,
    ],
    [
      'availability zones',
      { availabilityZones: ['eu-west-1a'] },
      /availabilityZones: .*replace the database\. Remove it/,
    ],
    ['a managed password', { manageMasterUserPassword: true }, /Secrets Manager\. Use masterPasswordWo/],
    ['major upgrades in place', { allowMajorVersionUpgrade: true }, /upgradePolicy: 'in-place'/],
    ['an identifier prefix', { clusterIdentifierPrefix: 'o' }, /exact name\. Write clusterIdentifier/],
    ['an engine mode', { engineMode: 'serverless' }, /engineMode: /],
    ['an unknown policy', { upgradePolicy: 'blue/green' }, /upgradePolicy: "blue\/green" is not an upgrade policy/],
    ['no instance', { instances: {} }, /instances: The cluster has no instance/],
    ['capitals', { clusterIdentifier: 'Orders' }, /"Orders" has upper-case letters.*Write "orders"/],
    ['an underscore', { clusterIdentifier: 'my_orders' }, /other than letters.*Write "my-orders"/],
    ['a leading digit', { clusterIdentifier: '1orders' }, /does not start with a letter.*Write "orders"/],
    ['a trailing hyphen', { clusterIdentifier: 'orders-' }, /ends with a hyphen.*Write "orders"/],
    ['two hyphens', { clusterIdentifier: 'or--ders' }, /two hyphens in a row.*Write "or-ders"/],
    ['64 characters', { clusterIdentifier: 'a'.repeat(64) }, /longer than the 63 characters/],
    ['an empty identifier', { clusterIdentifier: '' }, /A name is missing/],
    [
      'an unresolved identifier',
      { clusterIdentifier: '${var.name}' },
      /clusterIdentifier: Only Terraform knows the name/,
    ],
    ['an unresolved instance', { instances: [{ identifier: '${local.i}', ...one }] }, /Only Terraform knows/],
    ['an instance in capitals', { instances: { 'Orders-1': one } }, /instances\["Orders-1"\]: .*Write "orders-1"/],
    [
      'two instances of one name',
      {
        instances: [
          { identifier: 'orders-1', ...one },
          { identifier: 'orders-1', ...one },
        ],
      },
      /instances\["orders-1"\]: Two instances have this identifier\./,
    ],
    [
      'names that differ by case',
      { instances: { 'orders-1': one, 'ORDERS-1': one } },
      /\(written as "orders-1" before\)/,
    ],
    [
      'an instance version',
      { instances: { i: { ...one, engineVersion: '15.6' } } },
      /instances\["i"\]\.engineVersion: /,
    ],
    [
      'an instance zone',
      { instances: { i: { ...one, availabilityZone: 'eu-west-1a' } } },
      /availabilityZone: .*replace it/,
    ],
    [
      'a group per instance',
      { instances: { i: { ...one, dbParameterGroupName: 'g' } } },
      /instanceParameterGroup on the cluster/,
    ],
    ['no class', { instances: { i: {} } }, /instances\["i"\]\.instanceClass: An instance needs a class/],
    ['tier 16', { instances: { i: { ...one, promotionTier: 16 } } }, /16 is not a failover tier/],
    ['a password in clear', { masterPassword: 'hunter22' }, /masterPassword: The password is in the code/],
    ['a write-only password without version', { masterPasswordWo: '${var.p}' }, /Write masterPasswordWoVersion: 1/],
    [
      'a version without password',
      { masterPasswordWoVersion: 1 },
      /It is the version of masterPasswordWo, which is missing/,
    ],
    [
      'two passwords',
      { masterPassword: '${var.p}', masterPasswordWo: '${var.p}', masterPasswordWoVersion: 1 },
      /either masterPassword or masterPasswordWo/,
    ],
    ['monitoring without a role', { monitoringInterval: 60 }, /monitoringRoleArn: Enhanced monitoring needs a role/],
    [
      'an odd interval',
      { monitoringInterval: 7, monitoringRoleArn: 'arn' },
      /RDS does not support an interval of 7 seconds/,
    ],
    ['a default group', { clusterParameterGroup: { name: 'default.aurora-postgresql15' } }, /belongs to AWS/],
    [
      'a group name in capitals',
      { instanceParameterGroup: { name: 'PG15' } },
      /instanceParameterGroup\.name: .*Write "pg15"/,
    ],
    [
      'a group of another family',
      { clusterParameterGroup: { existing: 'shared', family: 'aurora-postgresql14' } },
      /clusterParameterGroup\.family: .* of family aurora-postgresql14, but the cluster needs one of aurora-postgresql15/,
    ],
    [
      'a default group of another family',
      { instanceParameterGroup: { existing: 'default.aurora-postgresql14', family: 'aurora-postgresql15' } },
      /of family aurora-postgresql14/,
    ],
    [
      'a cluster group without replication',
      { clusterParameterGroup: { existing: 'default.aurora-postgresql15', family: 'aurora-postgresql15' } },
      /nobody can turn on the replication/,
    ],
    [
      'replication turned off',
      { clusterParameterGroup: { parameters: { 'rds.logical_replication': 0 } } },
      /\["rds\.logical_replication"\]: With rds\.logical_replication = 0 RDS refuses blue\/green/,
    ],
    [
      'the binary log turned off',
      {
        engine: 'aurora-mysql',
        engineVersion: '8.0.mysql_aurora.3.08.0',
        clusterParameterGroup: { parameters: { binlog_format: { value: 'OFF', applyMethod: 'pending-reboot' } } },
      },
      /With binlog_format = off RDS refuses/,
    ],
  ])('%s', (_, props, message) => {
    expect(() => synthCluster(props)).toThrow(message);
    expect(() => synthCluster(props)).toThrow(/^AuroraCluster "app-stack\/orders" has /);
  });

  it('all at once, with the path of the construct', () => {
    const attempt = () => synthCluster({ engineVersion: '15', availabilityZones: ['a'], masterPassword: 'x' });
    expect(attempt).toThrow(AuroraClusterError);
    expect(attempt).toThrow(/^AuroraCluster "app-stack\/orders" has 3 wrong props:\n {2}- availabilityZones: /);
  });

  it('tokens of variables in names', () => {
    const attempt = () =>
      synth((stack) => {
        const clusterIdentifier = new TerraformVariable(stack, 'name', {}).stringValue;
        new AuroraCluster(stack, 'orders', { ...minimal, clusterIdentifier });
      });
    expect(attempt).toThrow(/Only Terraform knows/);
  });

  it('in-place clusters may turn replication off', () => {
    const clusterParameterGroup = { parameters: { 'rds.logical_replication': 0 } };
    expect(() => synthCluster({ clusterParameterGroup, upgradePolicy: 'in-place' })).not.toThrow();
  });
});

describe('names across constructs of a stack', () => {
  const two = (second: object) => () =>
    synth((stack) => {
      new AuroraCluster(stack, 'a', minimal);
      const provider = new AwsProvider(stack, 'other', { alias: 'other', region: 'us-east-1' });
      const extra = 'elsewhere' in second ? { provider } : second;
      new AuroraCluster(stack, 'b', { ...minimal, ...extra });
    });

  it('refuses a second cluster, instance or group of one name, and names the first', () => {
    expect(two({})).toThrow(/AuroraCluster "app-stack\/a" already declares the cluster "orders"/);
    expect(two({ clusterIdentifier: 'b' })).toThrow(/already declares the instance "orders-1"/);
    const params = {
      clusterIdentifier: 'b',
      instances: { b: one },
      instanceParameterGroup: { name: 'orders-pg15-params' },
    };
    expect(two(params)).toThrow(/already declares the instance parameter group "orders-pg15-params".*existing:/);
  });

  it('allows the same names with another provider', () => {
    expect(two({ elsewhere: true })).not.toThrow();
  });
});

describe('warnings', () => {
  it.each([
    [50, false],
    [51, true],
    [63, true],
  ])('an identifier of %i characters leaves too little room for green: %s', (length, warned) => {
    expect(greenNameWarning('cluster', 'a'.repeat(length)) !== undefined).toBe(warned);
  });

  it('are written for cdktf to show', () => {
    const { warnings } = synthCluster({
      clusterIdentifier: 'o'.repeat(51),
      instances: { ['i'.repeat(52)]: one },
      clusterParameterGroup: { name: 'orders-pg14-cluster-params' },
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^The cluster identifier "o+" has 51 characters/),
      expect.stringMatching(/^The instance identifier "i+" has 52 characters/),
      expect.stringMatching(
        /"orders-pg14-cluster-params" says pg14, so the group of aurora-postgresql15 is called "orders-pg15-/,
      ),
    ]);
  });

  it('are silent about names that agree or say nothing', () => {
    for (const name of ['orders-pg15-params', 'orders-params', 'orders-postgres15', 'top100']) {
      expect(synthCluster({ instanceParameterGroup: { name } }).warnings).toEqual([]);
    }
  });
});
