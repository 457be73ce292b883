import { formerGroups } from '../../desired/group-addresses';
import { continueUpgrade } from '../../report/commands';
import type { PlanProof } from '../../terraform/plan-proof';
import type { View } from '../../view/view';
import type { Step } from '../step';
import { askedOf, describe, hopsLeft, provenNow } from '../upgrade/prove-plan';

/**
 * The next deploy is to remove the former version's groups and nothing else. Which these are tell their addresses, so that a
 * run that finds the code changed already proves the same.
 */
export const proveRemoval: Step = {
  id: 'prove-plan',
  title: 'The plan removes the former groups and nothing else',
  section: '9',
  outline: will,
  idle: true,
  needs: () => [],
  doneWhen: "`terraform plan` destroys at most the old family's groups; verified in every run",
  assess(view) {
    const proof = provenNow(view);
    if (proof !== undefined) {
      return { state: 'done', because: describe(proof, view.desired.delivery), attention: !isExpected(proof) };
    }
    if (hopsLeft(view) !== undefined) {
      // The guard stops every plan, as it should.
      const because = `Not proven: the code says ${view.desired.annotation.engineVersion}. Go there: ${continueUpgrade(view)}`;
      return { state: 'done', because, attention: true };
    }
    return { state: 'act', will: [will(view)] };
  },
  busyWith: 'Terraform, which waits a minute where the state is locked',
  async execute(view, { plan }) {
    const proof = await plan.prove(view.desired, formerGroups(view.desired.annotation));
    return { answers: { proof: { of: askedOf(view), is: proof } } };
  },
};

function will(view: View): string {
  return `terraform plan of the stack ${view.desired.stack}: the former version's groups go, nothing else changes`;
}

export const isExpected = (proof: PlanProof) => proof.kind === 'no-changes' || proof.kind === 'only-expected';
