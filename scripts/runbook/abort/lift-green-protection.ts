import { RdsFault } from '../../aws/faults';
import { fact, type View } from '../../view/view';
import { done, minutes, type Step } from '../step';
import { stillGreen } from '../still-green';
import { confirmAbort, factsOfQuestion, notAbortable } from './abortable';

/** Green inherits blue's deletion protection, and RDS does not delete a protected green with its deployment. */
export const liftGreenProtection: Step = {
  id: 'lift-green-protection',
  title: "Turn off green's deletion protection",
  outline: () => "turn off green's deletion protection",
  needs: (view) => (fact(view, 'deployments').underway === undefined ? [] : ['green', ...factsOfQuestion(view)]),
  doneWhen: "green's deletion protection is off",
  assess(view) {
    const refused = notAbortable(view);
    if (refused !== undefined) return { state: 'refuse', error: refused };
    const green = view.facts.green ?? null;
    if (green === null || green.cluster.status === 'deleting') return done('there is no green to protect');
    if (!green.cluster.deletionProtection) return done(`${green.cluster.identifier} is not protected`);
    return {
      state: 'act',
      will: willLift(view),
      confirm: confirmAbort(view),
      busyLimit: minutes(120),
      watch: ['deployments', 'green'],
      seen: `${green.cluster.identifier} is ${green.cluster.status}`,
      remedy: `Production is untouched. Look at ${green.cluster.identifier} in the console and run the command again.`,
    };
  },
  async execute(view, { rds }) {
    const seen = fact(view, 'green');
    // The call takes a name, and names change hands: right before, it must still be this green.
    const now = seen === null ? undefined : await rds.cluster(seen.cluster.identifier);
    if (now === undefined || now.resourceId !== seen?.cluster.resourceId) return { busy: willLift(view) };
    if (!(await stillGreen(view, rds))) return { busy: willLift(view) };
    try {
      await rds.liftDeletionProtection(now.identifier);
    } catch (error) {
      // Busy, or gone meanwhile: the next look tells.
      if (!(error instanceof RdsFault && /^(InvalidDBClusterState|DBClusterNotFound)/.test(error.fault))) throw error;
      return { busy: willLift(view) };
    }
    return {};
  },
};

const willLift = (view: View) => [
  `turn off deletion protection of ${fact(view, 'green')?.cluster.identifier} (production keeps its own)`,
];
