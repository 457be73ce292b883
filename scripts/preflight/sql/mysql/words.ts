import type { EngineVersion } from '../../../../constructs/engine-version';
import { oneLine } from '../one-line';
import { limit, objectCheck, ofUsers } from './objects';
import { mysqlSources } from './sources';

/** Reserved words that a version adds to those of the one before (https://dev.mysql.com/doc/refman/8.4/en/keywords.html). */
const added: Readonly<Record<string, string>> = {
  '8.0':
    'cube cume_dist dense_rank empty except first_value function grouping groups intersect json_table lag last_value lateral lead nth_value ntile of over percent_rank rank recursive row rows row_number system window',
  '8.4': 'manual parallel qualify tablesample',
};

/** Aurora MySQL 3.06 alone; 3.07 has freed them again. */
const of306 = 'accept aws_bedrock_invoke_model aws_sagemaker_invoke_endpoint content_type timeout_ms';

function newWords(from: EngineVersion, to: EngineVersion): string[] {
  const majors = Object.keys(added).filter(
    (major) => Number(from.major) < Number(major) && Number(to.major) >= Number(major),
  );
  const extra = /mysql_aurora\.3\.06\.0/.test(to.text) ? [of306] : [];
  return [...majors.map((major) => added[major]!), ...extra].join(' ').split(' ').filter(Boolean);
}

const named = (schema: string, name: string, from: string, words: string, part = "''") => oneLine`
  SELECT ${schema} AS in_schema, ${name} AS name, ${part} AS part FROM information_schema.${from}
  WHERE ${ofUsers(schema)} AND LOWER(${part === "''" ? name : part}) IN (${words})`;

/** What is quoted everywhere works on; what is not fails from then on. */
export const reservedWords = objectCheck({
  id: 'MY_WORDS',
  title: 'names that the target reserves as words',
  when: ['create'],
  applies: ({ from, to }) => newWords(from, to).length > 0,
  severity: 'warn',
  sql(_, { from, to }) {
    const words = newWords(from, to)
      .map((word) => `'${word}'`)
      .join(', ');
    const parts = [
      named('t.table_schema', 't.table_name', 'tables t', words),
      named('c.table_schema', 'c.table_name', 'columns c', words, 'c.column_name'),
      named('r.routine_schema', 'r.routine_name', 'routines r', words),
      named('g.trigger_schema', 'g.trigger_name', 'triggers g', words),
      named('e.event_schema', 'e.event_name', 'events e', words),
      oneLine`SELECT s.schema_name, '', '' FROM information_schema.schemata s WHERE LOWER(s.schema_name) IN (${words})`,
    ];
    return `${parts.join(' UNION ALL ')} ORDER BY 1, 2, 3 LIMIT ${limit}`;
  },
  one: 'name is a reserved word of the target',
  many: 'names are reserved words of the target',
  why: 'statements that name them without quotes fail from the switchover on, those in views and routines too.',
  remedy: 'Quote them (`rank`) in every statement, or rename them.',
  source: mysqlSources.keywords,
});
