import { engines } from '../engines';
import { type Coordinates, coordinatesText } from '../view/coordinates';
import type { Looked } from '../view/looked';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';

/** What consumers of the binary log do now, with the statements; or that nobody knows where they go on. */
export function coordinatesFinding(view: View, looked: Looked<Coordinates | null>): Finding {
  const { cluster } = fact(view, 'production');
  const found = looked.kind === 'seen' ? looked.value : null;
  if (found === null) {
    return warn(
      'BINLOG_COORDINATES',
      `Where consumers of the binary log of ${cluster.identifier} go on is not known: ${
        looked.kind === 'unseen' ? looked.message : 'RDS has told no coordinates of this switchover.'
      }`,
      'If there are consumers, look for "Binary log coordinates" among the events in the console; if it is missing, set consumers up again from a copy. The present position of the server misses earlier writes.',
    );
  }
  const to = { host: cluster.endpoint ?? cluster.identifier, port: Number(cluster.settings.port ?? 3306), ...found };
  return warn(
    'BINLOG_COORDINATES',
    `Consumers of the binary log of ${cluster.identifier} go on at ${coordinatesText(found)} of the new production, once they have read the binary log of the old cluster to its end: positions there mean nothing in the new one.`,
    [
      'If there are any: one that is behind reads the rest from the old cluster first, else it misses what was written before the switchover. Then, on each of them:',
      ...(engines[view.desired.annotation.engine].coordinates?.statements(to) ?? []),
    ].join('\n'),
  );
}
