import { printable } from '../runtime/printable';
import { runningVersion } from '../view/running-version';
import { skippedBy } from '../view/skipped';
import { fact, type View } from '../view/view';
import { catalogues } from './sql/catalogues';

/**
 * What a switchover would lose or bring back now, in one order. What could not be read is a line, too: it is not the same as nothing. A
 * check that somebody answers for is left out: its reason stands for whatever it finds.
 */
export function unreplicatedLines(view: View): string[] {
  const { unreplicated } = catalogues[view.target.engine];
  const { blue, green } = fact(view, 'standing');
  if (unreplicated === undefined || blue.kind === 'no-database') return [];
  // Why it is not known may be worded otherwise a minute later.
  if (blue.kind !== 'answered') return ["not known: production's databases were not queried"];
  if (green?.kind !== 'answered') return ["not known: green's databases were not queried"];
  const sameMajor = runningVersion(view).major === view.target.major;
  const skipped = skippedBy(view).map(({ id }) => id);
  const lines = unreplicated(blue.answers, green.answers, sameMajor)
    .filter(({ id }) => !skipped.includes(id))
    .map(({ text }) => printable(text));
  return [...new Set(lines)].sort();
}
