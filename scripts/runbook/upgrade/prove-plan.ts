import { createHash } from 'node:crypto';
import { versionsInCode } from '../../desired/parsed-versions';
import { diffCommand, ownCommand } from '../../report/commands';
import { variablesNotRead } from '../../terraform/hcp';
import type { PlanProof } from '../../terraform/proof-kinds';
import { answerTo } from '../../view/memory';
import { runningVersion } from '../../view/running-version';
import { fact, type View } from '../../view/view';
import { editWaitsFor, whenCome } from '../code-edit';
import type { Step } from '../step';

/**
 * Terraform has the last word. Its proof is not recorded anywhere, and a run that was killed during it may have changed the code: so
 * every run that ends here proves the plan for the code and the world that it sees.
 */
export const provePlan: Step = {
  id: 'prove-plan',
  title: 'Verify that the plan is empty',
  section: '8.2',
  outline: (view) => `terraform plan of the stack ${view.desired.stack}: no change to this cluster`,
  needs: () => [],
  idle: true,
  doneWhen: '`terraform plan` of the stack does not change this cluster',
  assess(view) {
    const proof = provenNow(view);
    if (proof !== undefined) {
      return { state: 'done', because: describe(proof, diffCommand(view)), attention: proof.kind !== 'no-changes' };
    }
    const onTheWay = hopsLeft(view);
    if (onTheWay !== undefined) return { state: 'done', because: onTheWay, attention: true };
    return { state: 'act', will: [`terraform plan of the stack ${view.desired.stack}: no change to this cluster`] };
  },
  busyWith: 'terraform plan',
  async execute(view, { plan }) {
    return { answers: { proof: { of: askedOf(view), is: await plan.prove(view.desired) } } };
  },
};

/**
 * What Terraform said about exactly this code and world, in this run; undefined if it was not asked. As long as the code is still to
 * be written, a plan is not worth making.
 */
export function provenNow(view: View): PlanProof | undefined {
  const clusters = editWaitsFor(view);
  return clusters === undefined
    ? answerTo(view.memory.answers.proof, askedOf(view))
    : { kind: 'waits-for-code', clusters };
}

export function askedOf(view: View): string {
  const { cluster, instances } = fact(view, 'production');
  const world = [cluster, ...instances].map(({ resourceId, engineVersion }) => [resourceId, engineVersion]);
  return createHash('sha256')
    .update(JSON.stringify([view.desired, world]))
    .digest('hex');
}

/** After a hop the guard stops every plan, as it should: the code says a later version. */
export function hopsLeft(view: View): string | undefined {
  const { current } = versionsInCode(view.desired);
  if (current.compare(runningVersion(view)) <= 0) return undefined;
  return `The code says ${current}: remove the old environment (${ownCommand(view, 'cleanup')}), then take the next hop (${ownCommand(view, 'upgrade')})`;
}

/** @param diff  the command that shows the plan again */
export function describe(proof: PlanProof, diff: string | undefined): string {
  switch (proof.kind) {
    case 'no-changes':
      return `No changes. Your infrastructure matches the configuration.${proof.variablesOf === undefined ? '' : ` ${variablesNotRead(proof.variablesOf)}`}`;
    case 'only-expected':
      return `The next deploy destroys ${proof.addresses.join(', ')} and changes nothing else`;
    case 'changes-elsewhere':
      return `No changes to this cluster. Changes elsewhere in the stack, not caused by the upgrade: ${proof.addresses.join(', ')}`;
    case 'changes':
      return `The plan would change ${proof.addresses.join(', ')}. ${forgotten(proof.addresses)}${diff === undefined ? 'D' : `Look at it (${diff}) and d`}ecide before you deploy`;
    case 'waits-for-others':
      return `Not verified yet: the guard stops the plan of this stack until ${proof.clusters.join(', ')} is upgraded, or its code reconciled, as well`;
    case 'waits-for-code':
      return `Not verified yet: the code is ${whenCome(proof.clusters)}`;
    case 'not-proven':
      return `Not verified: ${proof.reason} ${proof.remedy}`;
  }
}

/** By far the most frequent cause: the cluster was created with a password from a variable, and this shell has none. */
const forgotten = (addresses: readonly string[]) =>
  addresses.some((address) => /\bmaster_password\b/.test(address))
    ? 'If the password comes from a variable (TF_VAR_…), set it as for the last deploy and run again. '
    : '';
