import { standingEvery } from './standing';
import type { View } from './view';

/** Whether a wait is to be left for a moment, to look at the replication. */
export const standingIsDue = ({ now, facts: { standing } }: Pick<View, 'now' | 'facts'>): boolean =>
  standing !== undefined &&
  (standing.green !== undefined || standing.blue.kind === 'answered') &&
  now - standing.at >= standingEvery;
