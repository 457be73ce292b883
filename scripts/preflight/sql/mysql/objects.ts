import type { Row } from '../../../database/answers';
import { systemSchemas } from '../../../database/mysql/session';
import type { Code } from '../../../runtime/codes';
import { printable } from '../../../runtime/printable';
import type { Finding } from '../../finding';
import { counted, firstOf } from '../listed';
import type { SqlCheck } from '../sql-check';

/** Lists end here. MySQL 5.7 cannot count beside a list: what is as long as this may be longer. */
export const limit = 1000;

/** Of a column with the name of a schema: not one of the server itself. */
export const ofUsers = (column: string) => `${column} NOT IN (${systemSchemas.map((name) => `'${name}'`).join(', ')})`;

/** A name as MySQL takes it, whatever is in it. */
const identifier = (name: unknown) => `\`${String(name).replaceAll('`', '``')}\``;

export const text = (value: unknown) => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** `shop.orders`; a third part is of that table: a column, an index. */
export const nameOf = ({ in_schema: schema, name, part }: Row) =>
  [schema, name, part].filter((each) => each !== null && each !== undefined && each !== '').join('.');

/** A quoted name has no escapes in MySQL: what has a line break in it is shown, and written by hand. */
const asOneLine = (statement: string) => (/\p{Cc}/u.test(statement) ? `-- ${printable(statement)}` : statement);

export const tableOf = ({ in_schema: schema, name }: Row) => `${identifier(schema)}.${identifier(name)}`;

interface ObjectCheck
  extends Pick<SqlCheck, 'id' | 'title' | 'when' | 'applies' | 'sql' | 'source' | 'unproven' | 'columns'> {
  severity: Finding['severity'];
  passes?: true;
  /** `table with an engine other than InnoDB`, and of many. */
  one: string;
  many?: string;
  /** After the names: `: Aurora stores only InnoDB`. */
  why: string;
  remedy: string;
  /** What a row is called; by default schema, name and part. */
  named?(row: Row): string;
  /** A statement for each row. What destroys something is commented out. */
  script?(row: Row): string;
}

/** A check whose question gives what it finds, a row each. */
export const objectCheck = (given: ObjectCheck): SqlCheck => {
  const { severity, one, many, why, remedy, named = nameOf, script, passes, ...check } = given;
  return {
    ...check,
    scope: 'cluster',
    severity: [severity],
    judge(asked) {
      const rows = asked.flatMap((each) => each.rows);
      if (rows.length === 0) return [];
      const names = [...new Set(rows.map(named))];
      const more = rows.length >= limit ? 'at least ' : '';
      return [
        {
          id: check.id as Code,
          severity,
          ...(passes === undefined ? {} : { passes }),
          message: `${more}${counted(names.length, one, many)} (${firstOf(names)}): ${why}`,
          remedy,
          details: names,
          ...(script === undefined ? {} : { script: [...new Set(rows.map(script).map(asOneLine))].join('\n') }),
        },
      ];
    },
  };
};
