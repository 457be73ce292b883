import { commandLine } from '../../../constructs/command-line';
import type { ReadPlan } from '../../terraform/plan-json';
import type { KnownCluster } from './known-cluster';
import type { StackVerdict } from './verdict';

type Problem = NonNullable<StackVerdict['problem']>;

/** A plan that Terraform did not finish omits whatever depends on the place where it stopped; a targeted one omits the rest. */
export function incompleteness({ errored, complete, failedChecks }: ReadPlan): Problem | undefined {
  if (errored) {
    const where = failedChecks.length > 0 ? `a condition of ${failedChecks.join(', ')}` : 'an error';
    return {
      message: `The plan is incomplete: ${where} stopped it, and whatever depends on that is missing from it.`,
      remedy:
        failedChecks.length > 0
          ? `Let ${commandLine('plan-check')} run Terraform itself: it plans a second time without the guard.`
          : `Fix what terraform plan reports; if that is prevent_destroy, let ${commandLine('plan-check')} run Terraform itself.`,
    };
  }
  if (complete === false) {
    return {
      message: 'The plan is partial: it was created with -target or -refresh-only, or Terraform deferred part of it.',
      remedy: 'Plan the whole stack, without -target and -refresh-only.',
    };
  }
  return undefined;
}

/** A complete plan contains each resource of the code, changed or not. */
export function absence(clusters: readonly KnownCluster[]): Problem | undefined {
  if (clusters.length === 0) return undefined;
  return {
    message: `The plan is incomplete: the code declares ${clusters.map(({ identifier }) => identifier).join(', ')}, which the plan does not contain.`,
    remedy: 'Check what TF_CLI_ARGS and TF_CLI_ARGS_plan add to every plan.',
  };
}

/** Terraform records only since 1.8 that a plan was made with -target, and OpenTofu never does. */
export function unknownCompleteness(label: string, { complete, errored, writer }: ReadPlan): Problem | undefined {
  if (complete !== undefined || errored) return undefined;
  const who = writer.program === 'OpenTofu' ? 'OpenTofu' : 'Terraform before 1.8';
  return {
    message: `The plan in ${label} does not say whether it is complete: ${who} does not.`,
    remedy: `Make sure that it was created without -target and that ${writer.program === 'OpenTofu' ? 'tofu' : 'terraform'} plan ended without an error.`,
  };
}
