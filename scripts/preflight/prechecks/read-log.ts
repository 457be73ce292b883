import { isRecord } from '../../runtime/is-record';
import { printable } from '../../runtime/printable';

/** One line of the log: what a check has found in one object. */
export interface PrecheckProblem {
  check: string;
  /** As RDS writes it, in lower case; AWS names error, warning and notice. */
  level: string;
  object?: string;
  description?: string;
  link?: string;
}

/** A check that could not be run: what it would have found is not known. */
export interface NotRun {
  check: string;
  why?: string;
}

export interface Prechecks {
  problems: PrecheckProblem[];
  notRun: NotRun[];
  /** Errors that the log counts and does not list. */
  unlisted: number;
}

/**
 * The log that the prechecks of a major upgrade write
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.upgrade-prechecks.html). `status` only tells whether a check
 * ran: it is OK of one that found errors, and some checks have none, nor problems. What else is in the log is passed over; undefined
 * where it is not of this kind at all.
 */
export function readPrecheckLog(text: string): Prechecks | undefined {
  const log = parsed(text);
  if (!isRecord(log) || !Array.isArray(log.checksPerformed)) return undefined;
  const checks = log.checksPerformed.filter(isRecord);
  const problems = checks.flatMap(problemsOf);
  const errors = problems.filter(({ level }) => level === 'error').length;
  const counted = typeof log.errorCount === 'number' ? log.errorCount : 0;
  return { problems, notRun: checks.filter(isNotRun).map(notRunOf), unlisted: Math.max(0, counted - errors) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Record<string, unknown>;

function problemsOf(check: Fields): PrecheckProblem[] {
  const found = Array.isArray(check.detectedProblems) ? check.detectedProblems.filter(isRecord) : [];
  return found.map((problem) => ({
    check: nameOf(check),
    // An unknown one is told like an error: nobody has said that it is less.
    level: (textOf(problem.level) ?? 'unknown').toLowerCase(),
    ...named('object', textOf(problem.dbObject)),
    ...named('description', textOf(problem.description) ?? textOf(check.description)),
    ...named('link', textOf(check.documentationLink)?.split(/\s+/)[0]),
  }));
}

const isNotRun = ({ status }: Fields) => typeof status === 'string' && status.toUpperCase() !== 'OK';

const notRunOf = (check: Fields): NotRun => ({ check: nameOf(check), ...named('why', textOf(check.description)) });

const nameOf = (check: Fields) => textOf(check.id) ?? textOf(check.title) ?? 'a check without a name';

/** In one line, and without what would control a terminal: names of objects may come from anybody. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = printable(value.replace(/\s+/g, ' ')).trim();
  return text === '' ? undefined : text;
}

const named = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [N in Name]?: string };
