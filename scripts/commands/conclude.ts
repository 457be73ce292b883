import { putOff } from '../runbook/code-edit';
import { failedAfter } from '../runbook/hooks/after-switchover-hooks';
import { hopsLeft, provenNow } from '../runbook/upgrade/prove-plan';
import { ExitCode } from '../runtime/errors';
import type { PlanProof } from '../terraform/proof-kinds';
import type { Phase } from '../view/phase';
import { fact, type View } from '../view/view';

export interface Outcome {
  name: string;
  message: string;
  code: ExitCode;
}

/** How a run has ended, from its last view. `before` is the phase in which it began. */
export function conclude(view: View, until: string | undefined, before: Phase): Outcome {
  const outcome = endOf(view, until, before);
  // A hook that failed after the switchover holds nothing up, but somebody has to look.
  return failedAfter(view) && outcome.code === ExitCode.done ? { ...outcome, code: ExitCode.changes } : outcome;
}

function endOf(view: View, until: string | undefined, before: Phase): Outcome {
  const running = fact(view, 'production').cluster.engineVersion;
  const proof = provenNow(view);
  if (until === 'green' && fact(view, 'deployments').underway !== undefined) {
    return {
      name: 'green',
      message: `green runs ${view.target}; production still runs ${running}`,
      code: ExitCode.done,
    };
  }
  const { paused } = view.memory;
  if (paused !== undefined) {
    const message = `green runs ${view.target}; production still runs ${running}: ${paused.because}`;
    return { name: 'paused', message, code: ExitCode.changes };
  }
  const onTheWay = until === undefined ? hopsLeft(view) : undefined;
  if (onTheWay !== undefined) return { name: 'hop', message: `runs ${running}. ${onTheWay}`, code: ExitCode.changes };
  if (proof === undefined) return { name: 'done', message: `runs ${running}`, code: ExitCode.done };
  // That the plan is as it should be, every run proves; what it began with only tells which words to use.
  const nothing = before === 'current' && codeOf(proof) === ExitCode.done;
  const unproven = before === 'current' && proof.kind === 'not-proven';
  const runs = nothing
    ? `nothing to do: it runs ${running}, as the code says`
    : `${unproven ? 'nothing to upgrade: it ' : ''}runs ${running}`;
  return { name: nothing ? 'nothing' : proof.kind, message: `${runs}. ${sentenceOf(proof)}`, code: codeOf(proof) };
}

/** The step has told the details. */
function sentenceOf(proof: PlanProof): string {
  switch (proof.kind) {
    case 'no-changes':
      return 'No changes. Your infrastructure matches the configuration.';
    case 'only-expected':
      return 'The plan is what was expected (see above).';
    case 'changes-elsewhere':
      return 'The plan does not change this cluster, but something else in its stack (see above).';
    case 'changes':
      return 'The plan is not empty (see above).';
    case 'waits-for-others':
      return `The plan of its stack can be verified once ${proof.clusters.join(', ')} is upgraded, or its code reconciled, as well.`;
    case 'waits-for-code':
      return `The code is ${putOff(proof.clusters)}.`;
    case 'not-proven':
      return proof.terraformMissing
        ? 'Could not verify that the plan is empty: there is no terraform here.'
        : 'Could not verify that the plan is empty (see above).';
  }
}

export function codeOf(proof: PlanProof): ExitCode {
  switch (proof.kind) {
    case 'no-changes':
    case 'only-expected':
      return ExitCode.done;
    case 'changes-elsewhere':
    case 'changes':
    case 'waits-for-others':
    case 'waits-for-code':
      return ExitCode.changes;
    case 'not-proven':
      return proof.terraformMissing ? ExitCode.done : ExitCode.failed;
  }
}
