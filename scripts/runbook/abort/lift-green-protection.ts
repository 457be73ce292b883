import { fact } from '../../observed/view';
import { RdsFault } from '../../rds/faults';
import { done, type Step } from '../step';
import { confirmAbort, notAbortable } from './abortable';

/** Green inherits blue's deletion protection, and RDS does not delete a protected green with its deployment. */
export const liftGreenProtection: Step = {
  id: 'lift-green-protection',
  title: "Green's deletion protection off",
  outline: () => "turn green's deletion protection off",
  needs: (view) => (fact(view, 'deployments').underway === undefined ? [] : ['green']),
  assess(view) {
    const refused = notAbortable(view);
    if (refused !== undefined) return { state: 'refuse', error: refused };
    const green = view.facts.green ?? null;
    if (green === null || green.cluster.status === 'deleting') return done('there is no green to protect');
    if (!green.cluster.deletionProtection) return done(`${green.cluster.identifier} is not protected`);
    return {
      state: 'act',
      will: [`turn deletion protection of ${green.cluster.identifier} off (production keeps its own)`],
      confirm: confirmAbort(view),
    };
  },
  async execute(view, { rds }) {
    const green = fact(view, 'green');
    if (green === null || !/-green-[a-z0-9]{6}$/.test(green.cluster.identifier)) return;
    try {
      await rds.liftDeletionProtection(green.cluster.identifier);
    } catch (error) {
      // Busy, or gone meanwhile: the next look tells.
      if (!(error instanceof RdsFault && /^(InvalidDBClusterState|DBClusterNotFound)/.test(error.fault))) throw error;
    }
  },
};
