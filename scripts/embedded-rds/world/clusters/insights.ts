import type { DBCluster, DBInstance, ModifyDBClusterMessage } from '@aws-sdk/client-rds';
import { invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { ClusterRecord, InstanceRecord } from '../world';
import { keyArn, ownKey } from './kms-keys';

/** What a cluster and an instance have in common of Performance Insights and of the mode of Database Insights. */
export type Insights = Pick<
  DBCluster & DBInstance,
  | 'PerformanceInsightsEnabled'
  | 'PerformanceInsightsKMSKeyId'
  | 'PerformanceInsightsRetentionPeriod'
  | 'DatabaseInsightsMode'
>;

type InsightsInput = Pick<
  ModifyDBClusterMessage,
  | 'EnablePerformanceInsights'
  | 'PerformanceInsightsKMSKeyId'
  | 'PerformanceInsightsRetentionPeriod'
  | 'DatabaseInsightsMode'
>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.TurningOnAdvanced.html */
const leastForAdvanced = 465;
const retentions = [7, ...Array.from({ length: 23 }, (_, index) => (index + 1) * 31), 731];

/** What a call makes of `current`; undefined for what is new. Throws InvalidParameterValue and InvalidParameterCombination. */
export function insightsAfter(scene: Scene, current: Insights | undefined, input: InsightsInput): Insights {
  const days = input.PerformanceInsightsRetentionPeriod;
  const isOn = input.EnablePerformanceInsights ?? current?.PerformanceInsightsEnabled;
  const mode = input.DatabaseInsightsMode ?? current?.DatabaseInsightsMode ?? 'standard';
  // The provider sends the period, 0 for none, with each change of the mode, also when it turns Insights off.
  const isTurnedOff = current !== undefined && input.EnablePerformanceInsights === false;
  if (!isTurnedOff) refuseSettings(scene, current, input, isOn);
  const after = isOn
    ? {
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKMSKeyId: keyAfter(scene, current, input),
        PerformanceInsightsRetentionPeriod: days ?? current?.PerformanceInsightsRetentionPeriod ?? 7,
      }
    : {
        PerformanceInsightsEnabled: isOn,
        PerformanceInsightsKMSKeyId: undefined,
        PerformanceInsightsRetentionPeriod: undefined,
      };
  if (mode === 'advanced' && (after.PerformanceInsightsRetentionPeriod ?? 0) < leastForAdvanced) {
    // Wording: pulumi/pulumi-aws#5286.
    throw invalidParameterCombination(
      'To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the ' +
        `retention period for Performance Insights to at least ${leastForAdvanced} days.`,
    );
  }
  return { ...after, DatabaseInsightsMode: mode };
}

/** Of a cluster, for a member. */
export function insightsOf(settings: Partial<DBCluster>): Insights {
  const { PerformanceInsightsEnabled = false, DatabaseInsightsMode } = settings;
  const { PerformanceInsightsKMSKeyId, PerformanceInsightsRetentionPeriod } = settings;
  return {
    PerformanceInsightsEnabled,
    PerformanceInsightsKMSKeyId,
    PerformanceInsightsRetentionPeriod,
    DatabaseInsightsMode,
  };
}

/** What is changed on a cluster is changed on all its instances (same page). */
export function takeOverInsights(cluster: ClusterRecord, before: Insights, members: InstanceRecord[]): void {
  const now = insightsOf(cluster.settings);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  for (const { settings } of members) dropInsightsThatAreOff(Object.assign(settings, now));
}

/** RDS shows neither key nor period while Insights are off. */
export function dropInsightsThatAreOff(settings: Insights): void {
  if (settings.PerformanceInsightsEnabled) return;
  delete settings.PerformanceInsightsKMSKeyId;
  delete settings.PerformanceInsightsRetentionPeriod;
}

function refuseSettings(scene: Scene, current: Insights | undefined, input: InsightsInput, isOn?: boolean): void {
  const { PerformanceInsightsRetentionPeriod: days, PerformanceInsightsKMSKeyId: key } = input;
  if (!isOn && (days !== undefined || key)) {
    throw invalidParameterCombination(
      "To enable Performance Insights, EnablePerformanceInsights must be set to 'true'",
    );
  }
  if (days !== undefined && !retentions.includes(days)) {
    // Wording: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Enabling.html
    throw invalidParameterValue(
      `Invalid Performance Insights retention period. Valid values are: [${retentions.join(', ')}]`,
    );
  }
  const before = current?.PerformanceInsightsEnabled ? current.PerformanceInsightsKMSKeyId : undefined;
  if (key && before !== undefined && keyArn(scene, key) !== before) {
    // Wording: hashicorp/terraform-provider-aws#9746.
    throw invalidParameterCombination('You cannot change your Performance Insights KMS key');
  }
}

function keyAfter(scene: Scene, current: Insights | undefined, input: InsightsInput): string {
  const named = input.PerformanceInsightsKMSKeyId;
  if (named) return keyArn(scene, named);
  return (current?.PerformanceInsightsEnabled && current.PerformanceInsightsKMSKeyId) || ownKey(scene, 'rds');
}
