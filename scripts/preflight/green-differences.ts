import { changedText, splitChanges } from '../carry-over/changed-on-green';
import { runningVersion } from '../view/running-version';
import { fact, type View } from '../view/view';
import { greenProblems } from './green-checks';
import { catalogues } from './sql/catalogues';
import { differenceText } from './sql/standing/schema-differences';

/** What somebody has changed on green, as far as it can be seen: settings, groups, and what only green has in its databases. */
export function greenDifferences(view: View): { changes: string[]; unseen?: string } {
  const green = fact(view, 'green');
  if (green === null) return { changes: [] };
  const isBuilt = fact(view, 'deployments').underway?.status === 'AVAILABLE';
  const changes = [
    ...splitChanges(view).changed.map((each) => `Changed on green: ${changedText(each)}.`),
    ...(isBuilt ? greenProblems(view, green).map((problem) => `Not as it was built: ${problem}.`) : []),
  ];
  const { compare } = catalogues[view.target.engine];
  const standing = fact(view, 'standing');
  if (standing.blue.kind === 'no-database') return { changes };
  if (compare === undefined) {
    return { changes, unseen: 'What was changed in the databases of green is not known: they are not compared.' };
  }
  if (standing.blue.kind !== 'answered' || standing.green?.kind !== 'answered') {
    return {
      changes,
      unseen:
        'The databases of green could not be compared with those of production: what was changed in them is not known.',
    };
  }
  const sameMajor = runningVersion(view).major === view.target.major;
  const { differences } = compare(standing.blue.answers, standing.green.answers, sameMajor);
  const named = differences.slice(0, 20).map((each) => `The schemas differ: ${differenceText(each)}.`);
  const more = differences.length - named.length;
  return { changes: [...changes, ...named, ...(more > 0 ? [`And ${more} differences more.`] : [])] };
}
