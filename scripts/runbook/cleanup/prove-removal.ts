import { formerGroups } from '../../desired/group-addresses';
import { continueUpgrade, diffCommand } from '../../report/commands';
import type { PlanProof } from '../../terraform/proof-kinds';
import type { View } from '../../view/view';
import type { Step } from '../step';
import { askedOf, describe, hopsLeft, provenNow } from '../upgrade/prove-plan';

/**
 * The next deploy should remove the previous version's groups and nothing else. Their addresses identify them, so a run that finds the
 * code already changed proves the same.
 */
export const proveRemoval: Step = {
  id: 'prove-plan',
  title: 'Verify the plan of the next deploy',
  section: '9',
  outline: will,
  idle: true,
  needs: () => [],
  doneWhen: "`terraform plan` destroys at most the old family's groups; verified in every run",
  assess(view) {
    const proof = provenNow(view);
    if (proof !== undefined) {
      return { state: 'done', because: describe(proof, diffCommand(view)), attention: !isExpected(proof) };
    }
    if (hopsLeft(view) !== undefined) {
      // The guard stops every plan, as it should.
      const because = `Not verified: the code says ${view.desired.annotation.engineVersion}. Upgrade to it: ${continueUpgrade(view)}`;
      return { state: 'done', because, attention: true };
    }
    return { state: 'act', will: [will(view)] };
  },
  busyWith: 'terraform plan',
  async execute(view, { plan }) {
    const proof = await plan.prove(view.desired, formerGroups(view.desired.annotation));
    return { answers: { proof: { of: askedOf(view), is: proof } } };
  },
};

function will({ desired }: View): string {
  const { stack, annotation } = desired;
  const expected =
    annotation.previous === undefined
      ? 'no change to this cluster'
      : `it only removes the parameter groups of ${annotation.previous.engineVersion}`;
  return `terraform plan of the stack ${stack}: ${expected}`;
}

const isExpected = (proof: PlanProof) => proof.kind === 'no-changes' || proof.kind === 'only-expected';
