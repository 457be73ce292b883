import type { EngineLog } from '../aws/rds/types';
import { awsCommand } from '../report/commands';
import { printable } from '../runtime/printable';
import type { View } from '../view/view';

/**
 * Lines of the engine's log that name who broke the replication: on production the warning of RDS with the kind of statement
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html), on green the error of
 * whoever applies the changes. Statements themselves are left out, and values of rows: they may hold what nobody should print.
 */
const most = 3;
const longest = 300;

/** What was found in the logs that were read, and what to say where that is nothing: an unrelated line is no culprit. */
interface LogsSay {
  culprits: string[];
  otherwise?: { message: string; remedy: string };
}

export function logsSay(view: View): LogsSay {
  const logs = view.facts.engineLogs;
  if (logs === undefined) return { culprits: [] };
  if (logs.kind === 'unseen')
    return { culprits: [], otherwise: { message: `The log of the engine was not read: ${logs.message}`, remedy: '' } };
  const culprits = culpritsIn(logs.value);
  if (culprits.length > 0 || logs.value.length === 0) return { culprits };
  const instances = logs.value.map(({ instance }) => instance);
  const commands = instances.map((instance) =>
    awsCommand(view, `rds describe-db-log-files --db-instance-identifier ${instance} --filename-contains error/`),
  );
  return {
    culprits,
    otherwise: {
      message: `In the end of the log of the engine (${instances.join(', ')}) no line names a cause.`,
      remedy: `Read it (${commands.join('; ')}).`,
    },
  };
}

/** The last different ones, each with its instance, and its time and user as far as the log has them. */
export function culpritsIn(logs: readonly EngineLog[]): string[] {
  const named = logs.map(({ instance, text }) => {
    const lines = text.split('\n');
    return { instance, ...ofPostgres(lines), mysql: lines.flatMap(ofMysql) };
  });
  const told = (of: (each: (typeof named)[number]) => Culprit[]) =>
    named.flatMap((each) => lastDifferent(of(each)).map((culprit) => `${each.instance}: ${culprit}`));
  const found = told(({ failed, mysql }) => [...failed, ...mysql]);
  // A log level may hide the warnings of RDS (PG_LOG), and leave the statements, where they are logged.
  return found.length > 0 ? found : told(({ changed }) => changed);
}

interface Culprit {
  what: string;
  before: string;
}

function lastDifferent(culprits: readonly Culprit[]): string[] {
  const found = new Map<string, string>();
  for (const { what, before } of culprits) {
    found.delete(what);
    found.set(what, printable(`${before}${what}`).slice(0, longest));
  }
  return [...found.values()].slice(-most);
}

interface Line {
  time: string;
  /** Empty of what no client has caused: `%t:%r:%u@%d:[%p]:`, with more behind it where `log_line_prefix` is a newer default. */
  user: string;
  pid: string;
  level: string;
  text: string;
}

const line =
  /^(.*?):([^:]*@[^:]*|):?\[(\d+)\]:(?:.*?:)??\s*(LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|CONTEXT|DETAIL|HINT|QUERY|STATEMENT):\s+(.*)$/;

/** What is written with another prefix has no level; what begins with a tab goes on with somebody's statement. */
function lineOf(text: string): Line[] {
  if (/^\s/.test(text)) return [];
  const [, before = text, user = '', pid = '', level = '', rest = text] = line.exec(text) ?? [];
  return [{ time: timeOf(before), user: user === '@' ? '' : user, pid, level, text: rest }];
}

/** https://www.postgresql.org/docs/current/logical-replication-conflicts.html; before 15 an error has no context. */
const context = /processing remote data/;
const workerExited = /background worker "logical replication [^"]*" \(PID (\d+)\) exited/;
const workerStarted = /logical replication .*worker for subscription .* has started/;

const warned = /(?:command )?will not be replicated to the green instance: "[^"]*"/;
const ofRelation =
  /publisher did not send replica identity column expected by the logical replication target relation "[^"]*"|logical replication target relation "[^"]*" (?:is missing replicated columns?: .*|does not exist|has incompatible .*|has neither .*)/;
const target = /message type "\w+" for replication target relation "[^"]*"(?: column "[^"]*")?/;
/** Whoever restarts ends the workers, too. */
const passing = /^terminating |could not receive data from WAL stream/;

const schemaChange =
  /^(?:statement|execute [^:]*): ((?:CREATE|ALTER|DROP)(?: OR REPLACE)?(?: UNIQUE| FOREIGN| MATERIALIZED| EVENT| UNLOGGED)? (?:TABLE|INDEX|VIEW|SEQUENCE|TYPE|DOMAIN|FUNCTION|PROCEDURE|AGGREGATE|TRIGGER|SCHEMA|EXTENSION|POLICY|RULE))\b/i;

/** `failed`: what RDS or green says does not replicate; `changed`: which statements changed a schema. */
function ofPostgres(texts: readonly string[]): { failed: Culprit[]; changed: Culprit[] } {
  const lines = texts.flatMap(lineOf);
  const workers = new Set(
    lines.flatMap(({ user, pid, text }) => {
      const exited = workerExited.exec(text)?.[1];
      if (exited !== undefined) return [exited];
      return user === '' && pid !== '' && (context.test(text) || workerStarted.test(text)) ? [pid] : [];
    }),
  );
  const failed = lines.flatMap((each, index) => {
    if (['CONTEXT', 'DETAIL', 'HINT', 'QUERY', 'STATEMENT'].includes(each.level)) return [];
    const known = warned.exec(each.text)?.[0] ?? (each.user === '' ? ofRelation.exec(each.text)?.[0] : undefined);
    if (known !== undefined || each.level !== 'ERROR') return culprit(each, known);
    if (!workers.has(each.pid) || passing.test(each.text)) return [];
    const next = lines.slice(index + 1).find(({ pid, level }) => pid === each.pid && level !== 'DETAIL');
    const applied = next?.level === 'CONTEXT' ? target.exec(next.text)?.[0] : undefined;
    const said = withoutValues(each.text);
    // Where the error itself names nothing, its context says in which table it was.
    return culprit(each, ofObject.test(said) ? said : (applied ?? said));
  });
  const changed = lines.flatMap((each) =>
    culprit(each, each.user === '' ? undefined : schemaChange.exec(each.text)?.[1]),
  );
  return { failed, changed };
}

const culprit = ({ time, user }: Line, what: string | undefined): Culprit[] =>
  what === undefined ? [] : [{ what, before: `${time}${user === '' ? '' : `${user} `}` }];

const object =
  'relation|table|view|index|constraint|columns?|function|procedure|trigger|type|domain|schema|sequence|extension|role|subscription|publication|slot|origin|operator|rule|policy';
const ofObject = new RegExp(`\\b(?:${object}):? "[^"]+"`);
const quoted = new RegExp(`(\\b(?:${object}):? )?("[^"]*"?(?:, "[^"]*"?)*|'[^']*'?)`, 'g');

/** PostgreSQL says before a name of what it is one; any other text in quotes, and all that comes behind a colon, may be of a row. */
const withoutValues = (text: string) =>
  text
    .replace(/(?<!columns?): ["'].*$/, ': …')
    .replace(quoted, (all: string, isName?: string) => (isName === undefined ? '…' : all));

/** The rest of the line holds values of rows. */
const applier = /(?:Replica|Slave) SQL.*?(Could not execute \w+ event on table [^;\s]+|Error_code: (?:MY-)?\d+)/;

function ofMysql(text: string): Culprit[] {
  const what = applier.exec(text)?.[1];
  return what === undefined ? [] : [{ what, before: timeOf(text) }];
}

const timeOf = (text: string) => {
  const time = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| \w+)/.exec(text)?.[0];
  return time === undefined ? '' : `${time} `;
};
