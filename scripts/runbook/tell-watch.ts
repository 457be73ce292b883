import { replicationWatch } from '../preflight/replication-watch';
import type { NotChecked } from '../preflight/sql/sql-findings';
import type { RunEvent } from '../report/event';
import { given } from '../runtime/given';
import type { Memory } from '../view/memory';
import type { View } from '../view/view';
import { steady } from './steady';

/** What a look at the replication has seen that stops nothing: told once, also in the middle of a wait. Pure. */
export function tellWatch(view: View): { events: RunEvent[]; memory: Memory } {
  const { memory, now } = view;
  const { standing } = view.facts;
  if (standing === undefined || standing.at !== now) return { events: [], memory };
  const cluster = view.desired.annotation.clusterIdentifier;
  const { told, notChecked, remedy } = replicationWatch(view);
  const [first] = notChecked;
  const warnings = told.map(({ id, message, remedy, details }) => ({ id, message, remedy, ...given({ details }) }));
  if (first !== undefined) {
    const more = notChecked.length > 1 ? ` And ${notChecked.length - 1} more.` : '';
    warnings.push({
      id: 'GREEN_UNWATCHED',
      message: `Not everything that breaks the replication to green is watched: ${notCheckedText(first)}${more}`,
      remedy: remedy ?? 'Repair that. What the role that runs the checks must have: scripts/database/README.md.',
      details: notChecked.map(notCheckedText),
    });
  }
  const fresh = warnings.filter((warning) => !memory.told.includes(keyOf(warning)));
  if (fresh.length === 0) return { events: [], memory };
  return {
    events: fresh.map((warning): RunEvent => ({ code: 'WARNING', cluster, ...warning })),
    memory: { ...memory, told: [...memory.told, ...fresh.map(keyOf)] },
  };
}

const notCheckedText = ({ id, database, why }: NotChecked) =>
  `${id}${database === undefined ? '' : ` in ${database}`}: ${why}`;

const keyOf = ({ id, message }: { id: string; message: string }) => `watch ${id} ${steady(message)}`;
