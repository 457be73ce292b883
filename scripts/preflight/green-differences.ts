import { changedText, splitChanges } from '../carry-over/changed-on-green';
import { fact, type View } from '../view/view';
import { greenProblems } from './green-checks';
import { catalogues } from './sql/catalogues';
import { schemaOf } from './sql/standing/schema';
import { schemaText } from './sql/standing/unreplicated-findings';
import { comparedEnds } from './unreplicated';

/** What is lost with green that somebody has changed there, as far as it can be seen: settings, groups, and what only it has in its databases. */
export function greenDifferences(view: View): { changes: string[]; unseen?: string } {
  const green = fact(view, 'green');
  if (green === null) return { changes: [] };
  const { changed, kept } = splitChanges(view);
  // Who deletes green takes that from it first.
  const settings = [...changed, ...kept].filter(({ name }) => name !== 'deletion_protection');
  const isBuilt = fact(view, 'deployments').underway?.status === 'AVAILABLE';
  const changes = [
    ...settings.map((each) => `Changed on green${kept.includes(each) ? ', and kept' : ''}: ${changedText(each)}.`),
    ...(isBuilt ? greenProblems(view, green).map((problem) => `Not as it was built: ${problem}.`) : []),
  ];
  const standing = fact(view, 'standing');
  if (standing.blue.kind === 'no-database') return { changes };
  if (catalogues[view.target.engine].unreplicated === undefined) {
    return { changes, unseen: 'What was changed in the databases of green is not known: they are not compared.' };
  }
  if (standing.blue.kind !== 'answered' || standing.green?.kind !== 'answered') {
    return {
      changes,
      unseen:
        'The databases of green could not be compared with those of production: what was changed in them is not known.',
    };
  }
  const unlike = (comparedEnds(view)?.unlike ?? []).filter(({ id }) => id === schemaOf.id);
  const named = unlike.slice(0, 20).map((each) => `The schemas differ: ${schemaText(each)}.`);
  const more = unlike.length - named.length;
  return { changes: [...changes, ...named, ...(more > 0 ? [`And ${more} differences more.`] : [])] };
}
