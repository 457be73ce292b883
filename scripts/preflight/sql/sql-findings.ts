import type { Answer, DatabaseAnswers } from '../../database/answers';
import type { Code } from '../../runtime/codes';
import { given } from '../../runtime/given';
import { printable } from '../../runtime/printable';
import type { Finding } from '../finding';
import { checksOf } from './catalogues';
import type { DatabaseRows, SqlCheck, SqlContext, When } from './sql-check';

/** A question without a usable answer. It is never the same as passed. */
export interface NotChecked {
  id: Code;
  /** Missing for a question to the cluster. */
  database?: string;
  why: string;
}

interface SqlVerdict {
  findings: Finding[];
  notChecked: NotChecked[];
  /** Checks of which every answer was there, and none was a finding. */
  passed: Code[];
}

/** What the answers of a cluster's databases mean. */
export function sqlFindings(answers: DatabaseAnswers, known: SqlContext, when: When): SqlVerdict {
  const context = { ...known, askedAt: when };
  const verdict: SqlVerdict = { findings: [], notChecked: [], passed: [] };
  for (const check of checksOf(context, when)) {
    const { asked, unanswered } = answersTo(check, answers);
    const unseen = asked.length === 0 ? undefined : check.unseen?.(asked, context);
    const notChecked = [...unanswered, ...(unseen === undefined ? [] : [{ id: check.id, why: unseen }])];
    const findings = asked.length === 0 ? [] : check.judge(asked, context);
    verdict.findings.push(...findings.map(onItsLine));
    verdict.notChecked.push(...notChecked);
    if (findings.length === 0 && notChecked.length === 0) verdict.passed.push(check.id);
  }
  return verdict;
}

/** Names come from anybody who may create something: a line break in one would begin a line that looks like ours. */
const onItsLine = (finding: Finding): Finding => ({
  ...finding,
  message: printable(finding.message),
  ...given({ details: finding.details?.map(printable) }),
});

/** Into `rdsadmin` nobody is let but RDS, which keeps nothing there that a check looks for. */
const enterable = ({ databases }: DatabaseAnswers) => databases.filter((name) => name !== 'rdsadmin');

function answersTo({ id, scope }: SqlCheck, answers: DatabaseAnswers) {
  const places =
    scope === 'cluster'
      ? [{ database: undefined, answer: answers.cluster[id] }]
      : enterable(answers).map((database) => ({ database, answer: answers.each[database]?.[id] }));
  const asked: DatabaseRows[] = [];
  const unanswered: NotChecked[] = [];
  for (const { database, answer } of places) {
    const why = whyNot(answer);
    if (why !== undefined) unanswered.push({ id, ...(database === undefined ? {} : { database }), why });
    else asked.push({ database: database ?? '', rows: (answer as { rows: DatabaseRows['rows'] }).rows });
  }
  if (scope === 'database' && places.length === 0)
    unanswered.push({ id, why: 'No database was named in the answers.' });
  return { asked, unanswered };
}

function whyNot(answer: Answer | undefined): string | undefined {
  if (answer === undefined) return 'There is no answer to it.';
  return 'failed' in answer ? answer.failed : undefined;
}
