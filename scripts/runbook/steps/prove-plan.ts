import type { Cli } from '../../desired/cli-of-stack';
import { compareVersions, phaseOf } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import { ownCommand } from '../../report/commands';
import type { PlanProof } from '../../terraform/plan-proof';
import { done, type Step } from '../step';

/**
 * The last word has Terraform. Its proof is not written down anywhere, so it is made again whenever a run ends here; only
 * where nothing was upgraded there is nothing to prove.
 */
export const provePlan: Step = {
  id: 'prove-plan',
  title: 'The plan is empty',
  section: '8.2',
  outline: (view) => `terraform plan of the stack ${view.desired.stack}: no change of this cluster`,
  needs: () => [],
  assess(view) {
    const told = view.memory.planProof;
    if (told !== undefined) {
      return { state: 'done', because: told.line, attention: told.proof.kind !== 'no-changes' };
    }
    const onTheWay = hopsLeft(view);
    if (onTheWay !== undefined) return { state: 'done', because: onTheWay, attention: true };
    if (phaseOf(view) === 'current' && !view.memory.asked.has('reconcile-code')) return done('nothing was changed');
    return { state: 'act', will: [`terraform plan of the stack ${view.desired.stack}: no change of this cluster`] };
  },
  busyWith: 'Terraform, which waits a minute where the state is locked',
  async execute(view, { plan }) {
    const proof = await plan.prove(view.desired);
    view.memory.planProof = { proof, line: describe(proof, view.desired.cli) };
  },
};

/** After a hop the guard stops every plan, as it should: the code says a later version. */
export function hopsLeft(view: View): string | undefined {
  const { engineVersion } = view.desired.annotation;
  const running = fact(view, 'production').cluster.engineVersion;
  if (compareVersions(view, engineVersion, running) <= 0) return undefined;
  return `The code says ${engineVersion}: remove the old environment (${ownCommand(view, 'cleanup')}), then take the next hop (${ownCommand(view, 'upgrade')})`;
}

export function describe(proof: PlanProof, cli: Cli): string {
  switch (proof.kind) {
    case 'no-changes':
      return 'No changes. Your infrastructure matches the configuration.';
    case 'only-expected':
      return `The next deploy destroys ${proof.addresses.join(', ')}, and changes nothing else`;
    case 'changes-elsewhere':
      return `No changes of this cluster. Changes elsewhere in the stack, not caused by the upgrade: ${proof.addresses.join(', ')}`;
    case 'changes':
      return `The plan would change ${proof.addresses.join(', ')}. ${forgotten(proof.addresses)}Look at it (npx ${cli} diff) and decide before you deploy`;
    case 'waits-for-others':
      return `Not proven yet: the plan of this stack is stopped until ${proof.clusters.join(', ')} is upgraded as well`;
    case 'not-proven':
      return `Not proven: ${proof.reason} ${proof.remedy}`;
  }
}

/** By far the most frequent cause: the cluster was created with a password from a variable, and this shell has none. */
const forgotten = (addresses: readonly string[]) =>
  addresses.some((address) => /\bmaster_password\b/.test(address))
    ? 'If the password comes from a variable (TF_VAR_…), set it as for the last deploy and run again. '
    : '';
