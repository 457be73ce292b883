import type { Code } from '../runtime/codes';
import { printable } from '../runtime/printable';
import { runningVersion } from '../view/running-version';
import { skippedBy } from '../view/skipped';
import { fact, type View } from '../view/view';
import { catalogues } from './sql/catalogues';
import type { Difference } from './sql/standing/compared';
import { belongsTo, loginsAlone, type Unlike, type Unreplicated, unlikeText } from './sql/standing/unreplicated';

/**
 * What a switchover would lose or bring back now. A check that somebody answers for is left out: its reason stands for whatever it finds.
 * Undefined where nothing is compared, or a sentence where an end was not asked.
 */
export function unreplicatedNow(view: View): Unreplicated | string | undefined {
  const { unreplicated } = catalogues[view.target.engine];
  const { blue, green } = fact(view, 'standing');
  if (unreplicated === undefined || blue.kind === 'no-database') return undefined;
  // Why it is not known may be worded otherwise a minute later.
  if (blue.kind !== 'answered') return "not known: production's databases were not queried";
  if (green?.kind !== 'answered') return "not known: green's databases were not queried";
  const skipped = skippedBy(view).map(({ id }) => id);
  const counts = ({ id }: { id: Code }) => !skipped.includes(id);
  const { unlike = [], notKnown = [] } = comparedEnds(view) ?? {};
  return { unlike: unlike.filter(counts), notKnown: notKnown.filter(counts) };
}

/** In what production and green differ now; undefined where changes of the schema replicate, or an end has not answered. */
export function comparedEnds(view: View): Unreplicated | undefined {
  const { blue, green } = fact(view, 'standing');
  if (blue.kind !== 'answered' || green?.kind !== 'answered') return undefined;
  const sameMajor = runningVersion(view).major === view.target.major;
  return catalogues[view.target.engine].unreplicated?.(blue.answers, green.answers, sameMajor);
}

/**
 * The same as a consent covers it: a line each, in one order, so that two looks at the same world say the same. What could not be read is a
 * line, too. Left out are logins that only production has, with what belongs to them alone: a machine that hands out credentials makes one
 * in every hour, and no consent would outlast it. They are told all the same, as they cannot log in after the switchover.
 */
export function unreplicatedLines(view: View): string[] {
  const now = unreplicatedNow(view);
  if (now === undefined) return [];
  if (typeof now === 'string') return [now];
  const logins = loginsAlone(now.unlike);
  const isLeftOut = (each: Unlike) =>
    belongsTo(logins, each) || (each.kind === 'login' && each.how === 'only on production');
  const lines = [
    ...now.unlike.filter((each) => !isLeftOut(each)).map(lineOf),
    ...now.notKnown.map(({ id, database }) => `not known: ${id}${database === undefined ? '' : ` of ${database}`}`),
  ];
  return [...new Set(lines.map(printable))].sort();
}

const becomes: Record<Difference['how'], string> = {
  'only on production': 'lost',
  different: 'lost',
  'perhaps different': 'perhaps lost',
  'made anew or rewritten on production': 'lost',
  'not replicated to green': 'lost',
  'changed on both ends': 'perhaps lost',
  'perhaps rewritten': 'perhaps lost',
  'made anew or rewritten on green': 'lost',
  'only on green': 'comes back',
};

/** With a digest of what is there: a second GRANT on a table that differs already is another line. */
function lineOf(unlike: Unlike): string {
  const { how, object } = unlike;
  const digest = [object.same, object.worded, object.stamp]
    .map((text) => text.slice(0, 6))
    .filter((text) => text !== '');
  return `${becomes[how]}: ${unlikeText(unlike)} (${[how, ...digest].join(' ')})`;
}
