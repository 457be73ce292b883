import { AuroraCluster } from '../../constructs/aurora-cluster';
import { minimal, synth, synthCluster } from './synth';

const one = { instanceClass: 'db.r6g.large' };
const serverless = { instanceClass: 'db.serverless' };
const scaling = { minCapacity: 0.5, maxCapacity: 8 };
const readers = { minCapacity: 1, maxCapacity: 5, targetCpuUtilization: 60 };
const role = { featureName: 's3Import', roleArn: 'arn:aws:iam::123456789012:role/s3' };

describe('refused at synth', () => {
  it.each<[string, object, RegExp]>([
    // Instances
    ['a writer beside instances', { writer: { identifier: 'w', ...one } }, /writer: Instances are written either as/],
    ['readers alone', { instances: undefined, readers: { r: one } }, /readers: They have no writer/],
    ['neither', { instances: undefined }, /instances: The cluster has no instance/],
    [
      'a writer that is a reader too',
      { instances: undefined, writer: { identifier: 'w', ...one }, readers: { w: one } },
      /instances\["w"\]: Two instances have this identifier/,
    ],
    // Serverless
    [
      'serverless without capacity',
      { instances: { i: serverless } },
      /serverlessV2Scaling: The instance "i" is db\.serv/,
    ],
    [
      'capacity without serverless',
      { serverlessV2Scaling: scaling },
      /No instance scales: none is of class db\.serverl/,
    ],
    [
      'a quarter of an ACU',
      { instances: { i: serverless }, serverlessV2Scaling: { minCapacity: 0.25, maxCapacity: 8 } },
      /minCapacity: 0\.25 is not a capacity\. Write ACUs in steps of 0\.5, from 0 to 256/,
    ],
    [
      'no maximum to speak of',
      { instances: { i: serverless }, serverlessV2Scaling: { minCapacity: 0, maxCapacity: 0.5 } },
      /maxCapacity: 0\.5 is not a capacity\. .* from 1 to 256/,
    ],
    [
      'a minimum above the maximum',
      { instances: { i: serverless }, serverlessV2Scaling: { minCapacity: 9, maxCapacity: 8 } },
      /minCapacity: 9 is more than maxCapacity, 8/,
    ],
    [
      'a pause that never comes',
      { instances: { i: serverless }, serverlessV2Scaling: { ...scaling, secondsUntilAutoPause: 300 } },
      /secondsUntilAutoPause: An instance pauses only with a minCapacity of 0, but it is 0\.5/,
    ],
    [
      'a pause after a minute',
      {
        instances: { i: serverless },
        serverlessV2Scaling: { minCapacity: 0, maxCapacity: 8, secondsUntilAutoPause: 60 },
      },
      /RDS does not pause after 60 seconds\. Write a whole number from 300/,
    ],
    ["the provider's name for it", { serverlessv2ScalingConfiguration: scaling }, /Write serverlessV2Scaling/],
    // Autoscaling
    [
      'no metric',
      { autoscaling: { minCapacity: 1, maxCapacity: 5 } },
      /autoscaling: No target says when to add a reader/,
    ],
    ['sixteen readers', { autoscaling: { ...readers, maxCapacity: 16 } }, /cannot have 16 readers.*from 0 to 15/],
    ['half a reader', { autoscaling: { ...readers, minCapacity: 0.5 } }, /autoscaling\.minCapacity: A cluster cannot/],
    ['fewer at most than at least', { autoscaling: { ...readers, minCapacity: 6 } }, /6 is more than maxCapacity, 5/],
    ['a share as percent', { autoscaling: { ...readers, targetCpuUtilization: 0 } }, /0 is not a percentage/],
    ['no connections', { autoscaling: { ...readers, targetConnections: 0 } }, /0 is not a number of connections/],
    [
      'time backwards',
      { autoscaling: { ...readers, scaleInCooldown: -1 } },
      /scaleInCooldown: -1 is not a number of sec/,
    ],
    // Network
    [
      'two subnet groups',
      { subnetGroup: { subnetIds: ['a', 'b'] }, dbSubnetGroupName: 'given' },
      /subnetGroup: A cluster has one subnet group, and dbSubnetGroupName names it/,
    ],
    [
      'one subnet',
      { subnetGroup: { subnetIds: ['a'] } },
      /subnetIds: RDS requires subnets in at least two availability zones/,
    ],
    ['a subnet group in capitals', { subnetGroup: { subnetIds: ['a', 'b'], name: 'Nets' } }, /"Nets" has upper-case/],
    ['a security group nowhere', { securityGroup: { vpcId: '' } }, /securityGroup\.vpcId: Without it/],
    ['a network of old', { networkType: 'IPX' }, /networkType: "IPX" is not a network type/],
    ['a low port', { port: 80 }, /port: RDS does not listen on 80/],
    // Custom endpoints
    ['a WRITER endpoint', { customEndpoints: { e: { type: 'WRITER' } } }, /\["e"\]\.type: "WRITER" is not a type/],
    [
      'both lists',
      { customEndpoints: { e: { type: 'ANY', staticMembers: ['orders-1'], excludedMembers: [] } } },
      /excludedMembers: An endpoint has either static members or/,
    ],
    [
      'a member that is none',
      { customEndpoints: { e: { type: 'ANY', staticMembers: ['orders-9'] } } },
      /staticMembers: "orders-9" is not an instance of this cluster\. Choose from orders-1/,
    ],
    [
      'an endpoint in capitals',
      { customEndpoints: { E: { type: 'ANY' } } },
      /customEndpoints\["E"\]: "E" has upper-case/,
    ],
    // Roles
    ['iam_roles', { iamRoles: ['arn'] }, /iamRoles: .* Write associatedRoles/],
    [
      'a role for nothing',
      { associatedRoles: [{ ...role, featureName: '' }] },
      /\[0\]\.featureName: Aurora PostgreSQL needs/,
    ],
    ['no role', { associatedRoles: [{ ...role, roleArn: '' }] }, /associatedRoles\[0\]\.roleArn: A role is missing/],
    [
      'two roles for one feature',
      { associatedRoles: [role, role] },
      /\[1\]\.featureName: A cluster can have only one role for s3Im/,
    ],
    [
      'two roles of one id',
      { associatedRoles: [role, { ...role, featureName: 's3Export', id: 's3Import' }] },
      /\[1\]\.id: "s3Import" is the id of another role/,
    ],
    [
      'a MySQL role without feature and id',
      {
        engine: 'aurora-mysql',
        engineVersion: '8.0.mysql_aurora.3.08.0',
        associatedRoles: [{ ...role, featureName: '' }],
      },
      /\[0\]\.id: A role without a feature needs an id in the stack/,
    ],
    // Monitoring
    [
      'a role for nothing',
      { monitoringRole: {} },
      /monitoringRole: Nothing uses the role while enhanced monitoring is off/,
    ],
    [
      'two monitoring roles',
      { monitoringInterval: 60, monitoringRole: {}, monitoringRoleArn: 'arn' },
      /monitoringRole: monitoringRoleArn names a role that exists/,
    ],
    [
      'an odd retention',
      { performanceInsights: { enabled: true, retentionPeriod: 30 } },
      /does not keep its data for 30 days/,
    ],
    ['an unknown mode', { databaseInsightsMode: 'expert' }, /databaseInsightsMode: "expert" is not a mode/],
    [
      'the advanced mode for a week',
      { databaseInsightsMode: 'advanced', performanceInsights: { enabled: true, retentionPeriod: 7 } },
      /RDS refuses the advanced mode without Performance Insights for 465 days or more/,
    ],
    [
      'the log of another engine',
      { enabledCloudwatchLogsExports: ['slowquery'] },
      /aurora-postgresql has no log "slowquery"/,
    ],
    [
      'log groups for nothing',
      { logGroups: { retentionInDays: 7 } },
      /logGroups: Log groups are created for the types in/,
    ],
    [
      'an odd retention of logs',
      { enabledCloudwatchLogsExports: ['postgresql'], logGroups: { retentionInDays: 8 } },
      /CloudWatch does not keep logs for 8 days/,
    ],
    // Storage
    ['a key for nothing', { storageEncrypted: false, kmsKeyId: 'arn:aws:kms' }, /kmsKeyId: A key encrypts nothing/],
    [
      'the alias of a key',
      { kmsKeyId: 'alias/db' },
      /"alias\/db" is an alias: .* replace the cluster\. Write the key's ARN: `aws kms describe-key --key-id alias\/db /,
    ],
    ['storage of RDS', { storageType: 'gp3' }, /storageType: Aurora has no storage type "gp3"/],
    ['no backups', { backupRetentionPeriod: 0 }, /RDS does not keep backups for 0 days/],
    [
      'a master user beside a snapshot',
      { snapshotIdentifier: 'before', masterUsername: 'root' },
      /masterUsername: A cluster that is created from a snapshot has/,
    ],
    ['backtrack', { backtrackWindow: 3600 }, /backtrackWindow: Blue\/green deployments do not support backtrack/],
    ['a global database', { globalClusterIdentifier: 'g' }, /globalClusterIdentifier: The upgrade commands refuse/],
  ])('%s', (_, props, message) => {
    expect(() => synthCluster(props)).toThrow(message);
    expect(() => synthCluster(props)).toThrow(/^AuroraCluster "app-stack\/orders" has /);
  });

  it.each<[string, object, RegExp]>([
    ['custom endpoint', { customEndpoints: { reports: { type: 'ANY' } } }, /custom endpoint "reports".*another name/],
    ['subnet group', { subnetGroup: { subnetIds: ['a', 'b'], name: 'n' } }, /declares the subnet group "n"/],
    ['monitoring role', { monitoringInterval: 60, monitoringRole: { name: 'm' } }, /declares the monitoring role "m"/],
  ])('a second %s of one name', (_, props, message) => {
    const two = () =>
      synth((stack) => {
        new AuroraCluster(stack, 'a', { ...minimal, ...props });
        new AuroraCluster(stack, 'b', { ...minimal, ...props, clusterIdentifier: 'b', instances: { 'b-1': one } });
      });
    expect(two).toThrow(message);
  });
});

describe('warned of', () => {
  const warnings = (instances: object, props: object = {}) => synthCluster({ instances, ...props }).warnings;
  const sized = (size: string, promotionTier = 0) => ({ instanceClass: `db.r6g.${size}`, promotionTier });

  it.each<[string, object, RegExp]>([
    [
      'a smaller instance that is preferred',
      { a: sized('2xlarge'), b: sized('large'), c: sized('2xlarge', 1) },
      /^A failover prefers "b" \(db\.r6g\.large, tier 0\) to the larger "c" \(db\.r6g\.2xlarge, tier 1\)/,
    ],
    ['one large instance', { a: sized('4xlarge'), b: sized('large') }, /^No other instance is as large as "a"/],
  ])('%s', (_, instances, message) => {
    expect(warnings(instances)).toEqual([expect.stringMatching(message)]);
  });

  it('a serverless reader that does not scale with the writer', () => {
    const late = { a: serverless, b: { ...serverless, promotionTier: 2 } };
    expect(warnings(late, { serverlessV2Scaling: scaling })).toEqual([
      expect.stringMatching(/^"b" would take over at whatever capacity it has: in tier 2 .* Write promotionTier: 1/),
    ]);
  });

  it('a pause that replication prevents', () => {
    const pausing = { engineVersion: '15.10', serverlessV2Scaling: { minCapacity: 0, maxCapacity: 8 } };
    expect(warnings({ i: serverless }, pausing)).toEqual([
      expect.stringMatching(/^With a minCapacity of 0 this cluster still does not pause/),
    ]);
    expect(warnings({ i: serverless }, { ...pausing, upgradePolicy: 'in-place' })).toEqual([]);
  });

  it('a first reader that nothing calls for', () => {
    const autoscaling = { ...readers, minCapacity: 0 };
    expect(warnings({ i: one }, { autoscaling })).toEqual([
      expect.stringMatching(/no reader whose load could trigger/),
    ]);
    expect(warnings({ i: one, j: one }, { autoscaling })).toEqual([]);
    expect(warnings({ i: one }, { autoscaling: readers })).toEqual([]);
  });

  it.each<[string, object]>([
    ['one instance', { a: sized('large') }],
    ['equals', { a: sized('large'), b: sized('large') }],
    ['a smaller one that comes last', { a: sized('xlarge'), b: sized('xlarge', 1), c: sized('large', 15) }],
    ['classes that are not known', { a: { instanceClass: 'db.x9.huge' }, b: sized('large') }],
    ['classes that only Terraform knows', { a: { instanceClass: '${var.class}' }, b: sized('large') }],
  ])('not: %s', (_, instances) => {
    expect(warnings(instances)).toEqual([]);
  });
});
