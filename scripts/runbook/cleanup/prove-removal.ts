import { continueUpgrade } from '../../report/commands';
import type { PlanProof } from '../../terraform/plan-proof';
import type { Step } from '../step';
import { askedOf, describe, hopsLeft, provenNow } from '../steps/prove-plan';

/** The next deploy is to remove the former version's groups and nothing else. Proven only where this run changed the code. */
export const proveRemoval: Step = {
  id: 'prove-plan',
  title: 'The plan removes the former groups and nothing else',
  section: '9',
  outline: (view) =>
    `terraform plan of the stack ${view.desired.stack}: the former version's groups go, nothing else changes`,
  idle: true,
  needs: () => [],
  assess(view) {
    const proof = provenNow(view);
    if (proof !== undefined) {
      return { state: 'done', because: describe(proof, view.desired.cli), attention: !isExpected(proof) };
    }
    if (hopsLeft(view) !== undefined) {
      // The guard stops every plan, as it should.
      const because = `Not proven: the code says ${view.desired.annotation.engineVersion}. Go there: ${continueUpgrade(view)}`;
      return { state: 'done', because, attention: true };
    }
    return {
      state: 'act',
      will: [`terraform plan of the stack ${view.desired.stack}: it destroys the former version's groups, or nothing`],
    };
  },
  async execute(view, { plan }) {
    return { answers: { proof: { of: askedOf(view), is: await plan.prove(view.desired) } } };
  },
};

export const isExpected = (proof: PlanProof) => proof.kind === 'no-changes' || proof.kind === 'only-expected';
