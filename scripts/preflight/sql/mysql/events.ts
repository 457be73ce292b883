import { block, warn } from '../../finding';
import { counted, firstOf } from '../listed';
import { oneLine } from '../one-line';
import type { SqlCheck } from '../sql-check';
import { limit, nameOf, ofUsers } from './objects';
import { mysqlSources } from './sources';

const enabled = oneLine`
  SELECT e.event_schema AS in_schema, e.event_name AS name, @@GLOBAL.event_scheduler AS scheduler
  FROM information_schema.events e WHERE ${ofUsers('e.event_schema')} AND e.status <> 'DISABLED' ORDER BY 1, 2 LIMIT ${limit}`;

/** Green would run each event a second time, on data that are replicated to it. Community MySQL has it ON from 8.0 on. */
export const eventScheduler: SqlCheck = {
  id: 'MY_EVENTS',
  title: 'the event scheduler not off in the groups of the target',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: enabled,
  unseen: (_, { target }) => (target === undefined ? "The values of the target's groups are not known." : undefined),
  judge(asked, { target, from, to }) {
    const value = target?.event_scheduler ?? (Number(to.major) < 8 ? 'OFF' : 'ON');
    if (target === undefined || ['OFF', '0', 'DISABLED'].includes(value.toUpperCase())) return [];
    const events = asked.flatMap(({ rows }) => rows).map(nameOf);
    const has =
      events.length === 0 ? 'there is no event now' : `${counted(events.length, 'event')}: ${firstOf(events)}`;
    return [
      block(
        'MY_EVENTS',
        `event_scheduler is ${target.event_scheduler === undefined ? 'not set' : value} in the target's groups (${has}): on green, events would run beside those of production, and break the replication.`,
        `In clusterParameterGroup of the code, set event_scheduler: 'OFF' for ${to.family} and deploy; 'ON' again after the switchover.${from.family === to.family ? ' Production has the same group: its own events stop as well from then on.' : ''}`,
      ),
    ];
  },
  source: mysqlSources.considerations,
};

/** What the upgrade asked for is undone by people. */
export const eventsOff: SqlCheck = {
  id: 'MY_EVENTS_OFF',
  title: 'events that do not run, because the event scheduler is still off',
  scope: 'cluster',
  when: ['after'],
  severity: ['warn'],
  sql: enabled,
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows).filter(({ scheduler }) => scheduler !== 'ON');
    if (rows.length === 0) return [];
    return [
      warn(
        'MY_EVENTS_OFF',
        `${counted(rows.length, 'event')} not run, because event_scheduler is ${rows[0]!.scheduler} (${firstOf(rows.map(nameOf))}).`
          .replace(/ event not/, ' event does not')
          .replace(/ events not/, ' events do not'),
        "Set event_scheduler: 'ON' in the code and deploy; it takes effect without a restart.",
      ),
    ];
  },
  source: mysqlSources.considerations,
};
