import { fact } from '../../observed/view';
import { minutes, type Step } from '../step';

export const awaitGreenGone: Step = {
  id: 'await-green-gone',
  title: 'Green is gone',
  outline: () => 'wait until green is gone',
  needs: () => ['leftGreens'],
  assess(view) {
    const left = fact(view, 'leftGreens');
    const going = left.filter((cluster) => cluster.status === 'deleting');
    if (going.length > 0) {
      return {
        state: 'wait',
        for: `${going.map((cluster) => cluster.identifier).join(', ')} to be deleted`,
        watch: ['leftGreens'],
        limit: minutes(120),
        every: 15_000,
        expected: 'about ten minutes',
        remedy: 'Look at the cluster in the console.',
      };
    }
    const name = view.desired.annotation.clusterIdentifier;
    // A green without its deployment cannot be proved to be ours any more: it is named, never deleted.
    const warnings = left.map((cluster) => ({
      id: 'GREEN-LEFT',
      severity: 'warn' as const,
      message: `${cluster.identifier} (${cluster.status}) is named like a green of ${name}, but belongs to no deployment.`,
      remedy: 'If nobody needs it, delete its instances and the cluster by hand; it costs money.',
    }));
    return { state: 'done', because: 'no green is being deleted', warnings };
  },
};
