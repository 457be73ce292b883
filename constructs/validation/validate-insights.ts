import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';
import { keyProblems } from './validate-keys';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.TurningOnAdvanced.html */
const leastForAdvanced = 465;

/** Performance Insights, and the mode of Database Insights that rests on them. */
export function insightsProblems({ performanceInsights: insights, databaseInsightsMode: mode }: AuroraClusterProps) {
  const days = insights?.retentionPeriod;
  const problems: Problem[] = [
    ...keyProblems('performanceInsights.kmsKeyId', insights?.kmsKeyId, 'every plan would show a change'),
  ];
  if (insights?.enabled === false) {
    for (const name of ['retentionPeriod', 'kmsKeyId'] as const) {
      if (insights[name] === undefined) continue;
      problems.push({
        prop: `performanceInsights.${name}`,
        message: 'RDS refuses it while Performance Insights is off.',
        remedy: 'Remove it, or write enabled: true.',
      });
    }
  }
  if (days !== undefined && !isUnresolved(days) && !isRetention(days)) {
    problems.push({
      prop: 'performanceInsights.retentionPeriod',
      message: `Performance Insights does not keep its data for ${days} days.`,
      remedy: 'Write 7, 731 or a multiple of 31.',
    });
  }
  if (mode !== undefined && !isUnresolved(mode) && mode !== 'standard' && mode !== 'advanced') {
    problems.push({
      prop: 'databaseInsightsMode',
      message: `"${mode}" is not a mode.`,
      remedy: "Write 'standard' or 'advanced'.",
    });
  }
  const isEnough = insights?.enabled && (isUnresolved(days) || (days ?? 7) >= leastForAdvanced);
  if (mode === 'advanced' && !isEnough) {
    problems.push({
      prop: 'databaseInsightsMode',
      message: `RDS refuses the advanced mode without Performance Insights for ${leastForAdvanced} days or more.`,
      remedy: `Write performanceInsights: { enabled: true, retentionPeriod: ${leastForAdvanced} }.`,
    });
  }
  return problems;
}

const isRetention = (days: number) => days === 7 || days === 731 || (days % 31 === 0 && days > 0 && days < 731);
