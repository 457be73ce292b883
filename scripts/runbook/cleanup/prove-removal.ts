import { continueUpgrade } from '../../report/commands';
import type { PlanProof } from '../../terraform/plan-proof';
import { done, type Step } from '../step';
import { describe, hopsLeft } from '../steps/prove-plan';

/** The next deploy is to remove the former version's groups and nothing else. Proven only where this run changed the code. */
export const proveRemoval: Step = {
  id: 'prove-plan',
  title: 'The plan removes the former groups and nothing else',
  section: '9',
  outline: (view) =>
    `terraform plan of the stack ${view.desired.stack}: the former version's groups go, nothing else changes`,
  needs: () => [],
  assess(view) {
    const told = view.memory.planProof;
    if (told !== undefined) {
      return { state: 'done', because: told.line, attention: !isExpected(told.proof) };
    }
    const removed = view.memory.removedGroups;
    if (removed === undefined) return done('the code was not changed');
    if (hopsLeft(view) !== undefined) {
      // The guard stops every plan, as it should.
      const because = `Not proven: the code says ${view.desired.annotation.engineVersion}. Go there: ${continueUpgrade(view)}`;
      return { state: 'done', because, attention: true };
    }
    return {
      state: 'act',
      will: [`terraform plan of the stack ${view.desired.stack}: it destroys ${removed.join(', ') || 'nothing'}`],
    };
  },
  async execute(view, { plan }) {
    const proof = await plan.prove(view.desired, view.memory.removedGroups);
    view.memory.planProof = { proof, line: describe(proof, view.desired.cli) };
  },
};

export const isExpected = (proof: PlanProof) => proof.kind === 'no-changes' || proof.kind === 'only-expected';
