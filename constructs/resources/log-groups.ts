import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';

/** The log groups that RDS would otherwise make itself, with logs that are kept for ever. By type of log. */
export function declareLogGroups(scope: Construct, props: AuroraClusterProps): ReadonlyMap<string, CloudwatchLogGroup> {
  const { logGroups, enabledCloudwatchLogsExports = [], clusterIdentifier, tags, provider } = props;
  if (!logGroups) return new Map();
  return new Map(
    enabledCloudwatchLogsExports.map((type) => [
      type,
      new CloudwatchLogGroup(scope, `Log-${type}`, {
        name: `/aws/rds/cluster/${clusterIdentifier}/${type}`,
        retentionInDays: logGroups.retentionInDays,
        kmsKeyId: logGroups.kmsKeyId,
        skipDestroy: logGroups.skipDestroy,
        tags: tags && { ...tags },
        provider,
      }),
    ]),
  );
}
