import { clusterModification, instanceModification } from '../../../scripts/aws/rds/modify-arguments';
import type { Settings } from '../../../scripts/aws/rds/settings';

test.each<[string, Settings, Settings, object]>([
  [
    'log exports one by one',
    { enabled_cloudwatch_logs_exports: ['audit', 'error'] },
    { enabled_cloudwatch_logs_exports: ['error', 'slowquery'] },
    { CloudwatchLogsExportConfiguration: { EnableLogTypes: ['audit'], DisableLogTypes: ['slowquery'] } },
  ],
  [
    'a serverless range',
    { serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 } },
    {},
    { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 } },
  ],
  [
    'insights that are on',
    {
      performance_insights_enabled: true,
      performance_insights_retention_period: 465,
      database_insights_mode: 'advanced',
    },
    {},
    { DatabaseInsightsMode: 'advanced', EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 465 },
  ],
])('of a cluster: %s', (_, wanted, now, expected) => {
  expect(clusterModification(wanted, now)).toEqual(expected);
});

test.each<[string, Settings, object]>([
  [
    'insights that are off take nothing else',
    {
      performance_insights_enabled: false,
      performance_insights_kms_key_id: 'k',
      performance_insights_retention_period: 7,
    },
    { EnablePerformanceInsights: false },
  ],
  [
    'monitoring that is off takes no role',
    { monitoring_interval: 0, monitoring_role_arn: 'm' },
    { MonitoringInterval: 0 },
  ],
  ['a tier of 0', { promotion_tier: 0 }, { PromotionTier: 0 }],
])('of an instance: %s', (_, wanted, expected) => {
  expect(instanceModification(wanted)).toEqual(expected);
});
