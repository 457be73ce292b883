import { ClusterWorld, clusterId, instance1 } from '../../embedded-rds/clusters/cluster-world';
import { check, combination, value } from './check';

describe('Insights', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  const off = combination("To enable Performance Insights, EnablePerformanceInsights must be set to 'true'");
  const advanced = combination(
    'To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the ' +
      'retention period for Performance Insights to at least 465 days.',
  );

  it.each([
    ['retentionPeriod', { retentionPeriod: 31 }, { PerformanceInsightsRetentionPeriod: 31 }],
    ['kmsKeyId', { kmsKeyId: key }, { PerformanceInsightsKMSKeyId: key }],
  ])('%s with Insights off', (name, insights, calls) => {
    check({
      props: { performanceInsights: { enabled: false, ...insights } },
      atSynth: new RegExp(
        `performanceInsights\\.${name}: RDS refuses it while Performance Insights is off\\. Remove it`,
      ),
      create: calls,
      modify: calls,
      createInstance: calls,
      modifyInstance: calls,
      fault: off,
    });
  });

  it.each([8, 30, 365, 730, 744])('a retention of %d days', (days) => {
    const calls = { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: days };
    const valid =
      '[7, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372, 403, 434, 465, 496, 527, 558, 589, 620, 651, 682, 713, 731]';
    check({
      props: { performanceInsights: { enabled: true, retentionPeriod: days } },
      atSynth: /performanceInsights\.retentionPeriod: .* Write 7, 731 or a multiple of 31/,
      create: calls,
      modify: calls,
      createInstance: calls,
      modifyInstance: calls,
      fault: value(`Invalid Performance Insights retention period. Valid values are: ${valid}`),
    });
  });

  it.each([
    ['without Insights', undefined, {}],
    ['for a week', { enabled: true }, { EnablePerformanceInsights: true }],
    [
      'for 434 days',
      { enabled: true, retentionPeriod: 434 },
      { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 434 },
    ],
  ])('the advanced mode %s', (_, performanceInsights, insights) => {
    const calls = { DatabaseInsightsMode: 'advanced', ...insights };
    const atSynth =
      /databaseInsightsMode: RDS refuses the advanced mode .* Write performanceInsights: \{ enabled: true, retentionPeriod: 465/;
    check({
      props: { databaseInsightsMode: 'advanced', performanceInsights },
      atSynth,
      create: calls,
      modify: calls,
      fault: advanced,
    });
  });

  it('are those of every member, and stay on when the mode goes back to standard', () => {
    const rds = ClusterWorld.seeded();
    const modify = (input: object) => {
      rds.call('ModifyDBCluster', { DBClusterIdentifier: clusterId, ApplyImmediately: true, ...input });
      rds.pass(1);
    };
    const on = { PerformanceInsightsEnabled: true, PerformanceInsightsRetentionPeriod: 465 };
    modify({
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 465,
      DatabaseInsightsMode: 'advanced',
    });
    expect(rds.instance(instance1)).toMatchObject(on);
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, EnablePerformanceInsights: false })).toBe(
      advanced,
    );
    modify({ DatabaseInsightsMode: 'standard' });
    expect([rds.cluster(), rds.instance(instance1)]).toEqual([
      expect.objectContaining(on),
      expect.objectContaining(on),
    ]);
    modify({ EnablePerformanceInsights: false });
    expect(rds.instance(instance1).PerformanceInsightsEnabled).toBe(false);
    expect(rds.instance(instance1).PerformanceInsightsRetentionPeriod).toBeUndefined();
  });

  it('keep their key while they are on', () => {
    const rds = ClusterWorld.seeded();
    const modify = { DBClusterIdentifier: clusterId, EnablePerformanceInsights: true };
    rds.call('ModifyDBCluster', modify);
    rds.pass(1);
    expect(rds.refusal('ModifyDBCluster', { ...modify, PerformanceInsightsKMSKeyId: key })).toBe(
      combination('You cannot change your Performance Insights KMS key'),
    );
    expect(rds.refusal('ModifyDBCluster', { ...modify, PerformanceInsightsKMSKeyId: 'alias/aws/rds' })).toBe(
      'no fault',
    );
  });
});
