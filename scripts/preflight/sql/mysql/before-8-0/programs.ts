import { oneLine } from '../../one-line';
import { ofUsers } from '../objects';
import { listed, type Precheck } from './precheck';

/** Routines, triggers, events and views. */
export const programChecks: readonly Precheck[] = [
  {
    id: 'MY_ORPHANS',
    title: 'routines of schemas that do not exist',
    severity: 'block',
    sql: oneLine`
      SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
        LEFT JOIN information_schema.schemata s ON s.schema_name = r.routine_schema WHERE s.schema_name IS NULL ${listed}`,
    one: 'routine without its database',
    many: 'routines without their database',
    why: 'the upgrade stops at them.',
    remedy: 'Create the database, drop the routines, drop the database.',
  },
  {
    id: 'MY_DEFINERS',
    title: 'triggers and events without a definer',
    severity: 'block',
    sql: oneLine`
      SELECT g.trigger_schema AS in_schema, g.trigger_name AS name, 'trigger' AS part FROM information_schema.triggers g
        WHERE g.definer IS NULL OR g.definer IN ('', '@')
      UNION ALL SELECT e.event_schema, e.event_name, 'event' FROM information_schema.events e WHERE e.definer IS NULL OR e.definer IN ('', '@') ${listed}`,
    one: 'trigger or event without a definer',
    many: 'triggers and events without a definer',
    why: 'the upgrade stops at them.',
    remedy: 'Drop each, and create it again with DEFINER = a user that exists.',
  },
  {
    id: 'MY_REMOVED',
    title: 'routines, triggers, events and views with functions or a GROUP BY … ASC that 8.0 lacks',
    severity: 'warn',
    sql: definitions(
      '[[:<:]](ENCODE|DECODE|ENCRYPT|DES_ENCRYPT|DES_DECRYPT|PASSWORD|ASTEXT|ASBINARY|GEOMFROMTEXT|GLENGTH)[[:space:]]*[(]|GROUP[[:space:]]+BY[^;)]*[^;) ][[:space:]]+(ASC|DESC)[[:>:]]',
    ),
    one: 'definition with what MySQL 8.0 may have removed',
    many: 'definitions with what MySQL 8.0 may have removed',
    why: "they name a function that is gone, or sort by GROUP BY. The word may be in a string or after ORDER BY: RDS's precheck is more exact, and stops the upgrade only at code.",
    remedy: 'Replace ENCRYPT and its like by AES_ENCRYPT or SHA2, and GROUP BY a ASC by GROUP BY a ORDER BY a.',
  },
  {
    id: 'MY_SQL_MODES',
    title: 'routines, triggers and events with an sql_mode that 8.0 lacks',
    severity: 'warn',
    sql: oneLine`
      SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
        WHERE ${ofUsers('r.routine_schema')} AND ${oldMode('r.sql_mode')}
      UNION ALL SELECT g.trigger_schema, g.trigger_name, 'TRIGGER' FROM information_schema.triggers g
        WHERE ${ofUsers('g.trigger_schema')} AND ${oldMode('g.sql_mode')}
      UNION ALL SELECT e.event_schema, e.event_name, 'EVENT' FROM information_schema.events e
        WHERE ${ofUsers('e.event_schema')} AND ${oldMode('e.sql_mode')} ${listed}`,
    one: 'definition with an sql_mode that is gone',
    many: 'definitions with an sql_mode that is gone',
    why: 'MySQL 8.0 leaves the mode out, and they may do something else.',
    remedy: 'Create them again with a current sql_mode.',
  },
];

/** Bodies that the user may not read are NULL, and never match: then they are in the log of the prechecks only. */
function definitions(pattern: string): string {
  const matches = (body: string) => `UPPER(${body}) REGEXP '${pattern}'`;
  return oneLine`
    SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
      WHERE ${ofUsers('r.routine_schema')} AND ${matches('r.routine_definition')}
    UNION ALL SELECT g.trigger_schema, g.trigger_name, 'TRIGGER' FROM information_schema.triggers g
      WHERE ${ofUsers('g.trigger_schema')} AND ${matches('g.action_statement')}
    UNION ALL SELECT e.event_schema, e.event_name, 'EVENT' FROM information_schema.events e
      WHERE ${ofUsers('e.event_schema')} AND ${matches('e.event_definition')}
    UNION ALL SELECT v.table_schema, v.table_name, 'VIEW' FROM information_schema.views v
      WHERE ${ofUsers('v.table_schema')} AND ${matches('v.view_definition')} ${listed}`;
}

function oldMode(column: string): string {
  return `${column} REGEXP 'DB2|MSSQL|MYSQL323|MYSQL40|ORACLE|POSTGRESQL|MAXDB|NO_FIELD_OPTIONS|NO_KEY_OPTIONS|NO_TABLE_OPTIONS'`;
}
