import { checksTo, withoutStatus } from '../../data/mysql-prechecks';
import type { PrecheckProblem } from '../world';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Upgrading.failure-events.html */
export const precheckLogName = 'upgrade-prechecks.log';

/**
 * The log of the prechecks of a major upgrade, as AWS's page and a public log have it: `status` is OK of a check that ran, whatever it
 * found (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.upgrade-prechecks.html).
 */
export function precheckLog(from: string, to: string, problems: readonly PrecheckProblem[]): string {
  const target = mysqlVersion(to);
  const named = [...problems.map(({ check }): [string, string] => [check, check]), ...checksTo(target)];
  const checks = [...new Map(named)].map(([id, title]) => ({
    id,
    title,
    status: 'OK',
    detectedProblems: problems
      .filter(({ check }) => check === id)
      .map(({ level, object, description }) => ({ level, dbObject: object, description })),
  }));
  const [id, title] = withoutStatus;
  const note = { id, title, description: 'Warning: The new default authentication plugin offers more secure hashing.' };
  const errors = countOf(problems, 'Error');
  const log = {
    serverAddress: '/tmp%2Fmysql.sock',
    serverVersion: `${mysqlVersion(from)} - MySQL Community Server (GPL)`,
    targetVersion: target,
    auroraServerVersion: auroraVersion(from),
    auroraTargetVersion: auroraVersion(to),
    outfilePath: '/rdsdbdata/tmp/PreChecker.log',
    checksPerformed: [...checks, note],
    errorCount: errors,
    warningCount: countOf(problems, 'Warning'),
    noticeCount: countOf(problems, 'Notice'),
    Summary:
      errors === 0
        ? 'No fatal errors were found that would prevent an upgrade, but some potential issues were detected.'
        : `${errors} errors were found. Please correct these issues before upgrading to avoid compatibility issues.`,
  };
  return `${JSON.stringify(log, null, 4)}\n`;
}

const countOf = (problems: readonly PrecheckProblem[], level: PrecheckProblem['level']) =>
  problems.filter((each) => each.level === level).length;

/** `8.0.mysql_aurora.3.04.3` → `3.04.3`, the half that Aurora counts. */
const auroraVersion = (version: string) => version.split('mysql_aurora.')[1] ?? version;

/** The half of MySQL, which has a patch from 8.4 on alone. */
function mysqlVersion(version: string): string {
  const [mysql = version, aurora = ''] = version.split('.mysql_aurora.');
  return aurora.startsWith(mysql) ? aurora : mysql;
}
