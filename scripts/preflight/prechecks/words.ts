import { shellWord } from '../../../constructs/shell-word';
import type { PrecheckLog } from '../../aws/rds/types';
import { engines } from '../../engines';
import { awsCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import type { View } from '../../view/view';
import type { NotRun, PrecheckProblem, Prechecks } from './read-log';

/** How many a message tells. */
export const mostInMessage = 3;

/** How much of a description is told. */
const longest = 300;

/** `1 error, 2 warnings and 1 notice`, by the level of each: the log's own counts may say otherwise. */
export function levels(problems: readonly PrecheckProblem[]): string {
  const known = ['error', 'warning', 'notice'];
  const of = (name: string) => problems.filter(({ level }) => level === name).length;
  const others = problems.filter(({ level }) => !known.includes(level)).length;
  const parts = known.filter((name) => of(name) > 0).map((name) => counted(of(name), name));
  if (others > 0) parts.push(`${others} of an unknown level`);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export const problemsText = (problems: readonly PrecheckProblem[]): string => listed(problems.map(problemText));

/** What is not known, because these checks did not run; nothing where all did. */
export const notRunText = ({ notRun }: Prechecks): string[] =>
  notRun.length === 0
    ? []
    : [`${counted(notRun.length, 'check')} that could not be run: ${listed(notRun.map(notRunOf))}`];

/** Each on a line of its own. */
export const detailsOf = ({ problems, notRun }: Prechecks): string[] => [
  ...problems.map(
    (each) => `${each.level}: ${problemText(each)}${each.link === undefined ? '' : `, see ${each.link}`}`,
  ),
  ...notRun.map((each) => `not run: ${notRunOf(each)}`),
];

export const notUnderstood = ({ file, instance, whole }: PrecheckLog): string =>
  `${file} of ${instance} was not understood: ${whole ? 'it is not the JSON that AWS describes' : 'it is too long to be read here as a whole'}.`;

/** As on AWS's page: as text, it is the JSON itself (AuroraMySQL.Upgrading.failure-events). */
export const downloadCommand = (view: View, { instance, file }: PrecheckLog): string =>
  awsCommand(
    view,
    `rds download-db-log-file-portion --db-instance-identifier ${shellWord(instance)} --log-file-name ${file} --starting-token 0 --output text`,
  );

export const pageOf = ({ desired }: View): string => engines[desired.annotation.engine].prechecks?.page ?? '';

const problemText = ({ check, object, description }: PrecheckProblem) =>
  `${check}${object === undefined ? '' : ` in ${object}`}${inBrackets(description)}`;

const notRunOf = ({ check, why }: NotRun) => `${check}${inBrackets(why)}`;

const inBrackets = (text: string | undefined) => {
  if (text === undefined) return '';
  return ` (${text.length <= longest ? text.replace(/\.$/, '') : `${text.slice(0, longest)}…`})`;
};

const listed = (texts: readonly string[]) =>
  `${texts.slice(0, mostInMessage).join('; ')}${texts.length > mostInMessage ? `; and ${texts.length - mostInMessage} more` : ''}`;
