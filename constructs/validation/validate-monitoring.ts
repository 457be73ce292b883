import { engineOf } from '../engines';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';
import { insightsProblems } from './validate-insights';

/** Logs, enhanced monitoring, Performance Insights and Database Insights. */
export function monitoringProblems(props: AuroraClusterProps): Problem[] {
  return [...enhancedProblems(props), ...insightsProblems(props), ...logProblems(props)];
}

const intervals = [0, 1, 5, 10, 15, 30, 60];

function enhancedProblems(props: AuroraClusterProps): Problem[] {
  const { monitoringInterval: interval = 0, monitoringRoleArn, monitoringRole } = props;
  const problems: Problem[] = [];
  if (!isUnresolved(interval) && !intervals.includes(interval)) {
    problems.push({
      prop: 'monitoringInterval',
      message: `RDS does not support an interval of ${interval} seconds.`,
      remedy: `Write one of ${intervals.join(', ')}.`,
    });
  }
  if (monitoringRole && monitoringRoleArn !== undefined) {
    problems.push({
      prop: 'monitoringRole',
      message: 'monitoringRoleArn names a role that exists already.',
      remedy: 'Remove one of the two.',
    });
  }
  if (interval !== 0 && monitoringRoleArn === undefined && !monitoringRole) {
    problems.push({
      prop: 'monitoringRoleArn',
      message: 'Enhanced monitoring needs a role with which RDS can write the metrics.',
      remedy: 'Write its ARN, or monitoringRole: {} to have one declared, or remove monitoringInterval.',
    });
  }
  if (interval === 0 && monitoringRole) {
    problems.push({
      prop: 'monitoringRole',
      message: 'Nothing uses the role while enhanced monitoring is off.',
      remedy: 'Write monitoringInterval: 60, or remove it.',
    });
  }
  return problems;
}

function logProblems({ engine, enabledCloudwatchLogsExports: exports, logGroups }: AuroraClusterProps): Problem[] {
  const problems: Problem[] = [];
  const known = engineOf(engine)?.logTypes;
  const types = Array.isArray(exports) && !isUnresolved(exports) ? exports : [];
  for (const type of types) {
    if (isUnresolved(type) || known === undefined || known.includes(type)) continue;
    problems.push({
      prop: 'enabledCloudwatchLogsExports',
      message: `${engine} has no log "${type}".`,
      remedy: `Write some of ${known.join(', ')}.`,
    });
  }
  if (!logGroups) return problems;
  if (types.length === 0 || types.some(isUnresolved)) {
    problems.push({
      prop: 'logGroups',
      message: 'Log groups are created for the types in enabledCloudwatchLogsExports, which has no literal.',
      remedy: `Write some of ${known?.join(', ') ?? 'the types there'} there, or remove logGroups.`,
    });
  }
  const { retentionInDays: days } = logGroups;
  if (!isUnresolved(days) && !retentions.includes(days)) {
    problems.push({
      prop: 'logGroups.retentionInDays',
      message: `CloudWatch does not keep logs for ${days} days.`,
      remedy: `Write one of ${retentions.join(', ')}.`,
    });
  }
  return problems;
}

/** PutRetentionPolicy; 0 is Terraform's word for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
