import type { EngineLog } from '../aws/rds/types';

/**
 * Lines of the engine's log that name who broke the replication: on production the warning of RDS with the kind of statement
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html), on green the error of
 * whoever applies the changes. Statements themselves are left out: they may hold what nobody should print.
 */
const telling: readonly RegExp[] = [
  /(?:command )?will not be replicated to the green instance: "[^"]*"/,
  /logical replication target relation "[^"]*" (?:is missing replicated columns?: .*|does not exist|has incompatible .*)/,
  // MySQL: the rest of the line holds values of rows.
  /(?:Replica|Slave) SQL.*?(Could not execute \w+ event on table [^;\s]+|Error_code: (?:MY-)?\d+)/,
  /(?:null value in column|duplicate key value violates unique constraint|relation) "[^"]*".*/,
];

/** Where an ERROR of green is one of the replication, the next lines say so. */
const ofReplication = /processing remote data|logical replication|(?:Replica|Slave) SQL/;

const most = 3;

/** The last different ones, each with its instance, and its time and user as far as the log has them. */
export function culpritsIn(logs: readonly EngineLog[]): string[] {
  return logs.flatMap(({ instance, text }) => {
    const lines = text.split('\n');
    const found = new Map<string, string>();
    for (const [index, line] of lines.entries()) {
      const match = telling.map((pattern) => textOf(pattern.exec(line))).find((each) => each !== undefined);
      if (match === undefined) continue;
      const around = [line, ...lines.slice(index + 1, index + 3)].join('\n');
      if (!/will not be replicated/.test(match) && !ofReplication.test(around)) continue;
      // Detail lines hold values of rows, this one does not.
      found.delete(match);
      found.set(match, `${timeOf(line)}${userOf(line)}${match}`);
    }
    return [...found.values()].slice(-most).map((each) => `${instance}: ${each}`);
  });
}

/** Where only a part may be told, that part. */
const textOf = (match: RegExpExecArray | null) => match?.[1] ?? match?.[0];

const timeOf = (line: string) => {
  const time = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| \w+)/.exec(line)?.[0];
  return time === undefined ? '' : `${time} `;
};

/** RDS's prefix is `%t:%r:%u@%d:[%p]:`. */
const userOf = (line: string) => {
  const user = /:([^:@\s]+@[^:\s]+):\[\d+\]:/.exec(line)?.[1];
  return user === undefined ? '' : `${user} `;
};
