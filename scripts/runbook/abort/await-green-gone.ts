import { leftGreens } from '../../preflight/source-checks';
import { fact } from '../../view/view';
import { awaitRecord } from '../await-record';
import { minutes, type Step } from '../step';

export const awaitGreenGone: Step = {
  id: 'await-green-gone',
  title: 'Wait until green is gone',
  outline: () => 'wait until green is gone',
  needs: () => ['leftGreens'],
  doneWhen: 'the deployment and every member of green are gone',
  assess(view) {
    const left = fact(view, 'leftGreens');
    const going = left.filter((cluster) => cluster.status === 'deleting');
    if (going.length > 0) {
      return {
        state: 'wait',
        for: { what: 'gone', names: going.map((cluster) => cluster.identifier) },
        watch: ['leftGreens'],
        limit: minutes(120),
        every: 15_000,
        expected: 'about ten minutes',
        remedy: 'Look at the cluster in the console.',
      };
    }
    const doubted = awaitRecord(
      awaitGreenGone,
      view,
      left.map(({ identifier }) => identifier),
      ['leftGreens'],
    );
    if (doubted !== undefined) return doubted;
    return { state: 'done', because: 'no green is being deleted', warnings: leftGreens(view) };
  },
};
