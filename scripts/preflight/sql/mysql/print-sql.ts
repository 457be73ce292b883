import type { Question } from '../../../database/answers';
import { listing, sessionStatements } from '../../../database/mysql/session';
import { usualLimits } from '../../../database/statement';
import { questionsOf } from '../catalogues';
import type { PrintedFor } from '../print-sql';
import { quotedText } from '../script';
import type { SqlContext, When } from '../sql-check';

/** Of the marks between the answers: no question has such a column. */
export const mark = { for: 'for', when: 'when', at: 'at', ask: 'ask' } as const;

/**
 * All questions as one script for a DBA. Some are no SELECT, and Aurora MySQL 2 makes no JSON of several rows: so the client prints what the
 * server answers, as XML, in which an empty answer differs from none, and NULL from a text
 * (https://dev.mysql.com/doc/refman/8.4/en/mysql-command-options.html#option_mysql_xml). A mark before each says what is asked.
 */
export function printMysql(context: SqlContext, when: When, { cluster, resourceId }: PrintedFor): string {
  const { cluster: once, each } = questionsOf(context, when);
  const said = (ask: string) =>
    `SELECT ${quotedText(resourceId)} AS \`${mark.for}\`, '${when}' AS \`${mark.when}\`, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS UNSIGNED) AS \`${mark.at}\`, '${ask}' AS \`${mark.ask}\`;`;
  const asked = ({ id, sql }: Question) => [said(id), `${sql};`];
  return [
    ...header(context, when, cluster),
    said('begin'),
    ...[listing, ...once, ...each].flatMap(asked),
    said('end'),
    '',
  ].join('\n');
}

const header = ({ from, to }: SqlContext, when: When, cluster: string) => [
  `-- What must be known before ${when === 'create' ? 'a blue/green deployment' : 'the switchover'} of ${cluster.replace(/\s/g, ' ')}, ${from} to ${to}. It only reads.`,
  '-- Run it on the writer, as the user that scripts/database/README.md grants its rights to, with the client mysql or mariadb:',
  '--',
  '--   mysql --host <writer endpoint> --user <user> -p --xml --force information_schema < preflight.sql > results.xml',
  '--',
  '-- What fails is reported on the terminal, and is then not checked. The results are valid for a day.',
  'SET NAMES utf8mb4;',
  // As this tool asks itself.
  ...sessionStatements(usualLimits).map((statement) => `${statement};`),
];
