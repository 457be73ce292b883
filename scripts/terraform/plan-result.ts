import { redact } from '../runtime/redact';
import { type Diagnostic, findPreventedDestroys, type StateLock } from './diagnostics';
import type { HcpWorkspace } from './hcp';
import type { ReadPlan } from './plan-json';
import { changesNothing, type ResourceChange } from './resource-change';
import type { TerraformResult } from './terraform';

/** How a plan can end. `message` says what is wrong, `remedy` what to do, one sentence each. */
export type PlanResult =
  | Planned
  | ({ kind: 'no-terraform'; binary: string } & Problem)
  | ({ kind: 'init-failed' } & Problem)
  | ({ kind: 'state-locked'; lock: StateLock } & Problem)
  | ({
      kind: 'plan-failed';
      /** Resources whose own condition stopped the plan (the upgrade guard is one), with the code's message. */
      failedConditions: { address?: string; message: string }[];
      /** Resources whose `prevent_destroy` stopped it; undefined where terraform did not get to say. */
      preventedDestroys?: string[];
      /** Whether terraform named any other error than these two kinds. */
      otherErrors?: boolean;
    } & Problem)
  | ({ kind: 'apply-failed' } & Problem)
  | ({ kind: 'interrupted' } & Problem);

export interface Planned {
  kind: 'planned';
  /** Resources that apply would change; empty together with `outputChanges` is "No changes". */
  changes: ResourceChange[];
  outputChanges: string[];
  /** False when terraform deferred some changes to a later plan. */
  complete: boolean;
  /** Set where its state is in HCP Terraform: it is applied there, by a run. */
  appliedBy?: HcpWorkspace;
}

/** It says what is wrong and what to do. */
export type Unplanned = Exclude<PlanResult, Planned>;

export const noChanges: Planned = { kind: 'planned', changes: [], outputChanges: [], complete: true };

/** Pure: what a whole plan would change; imports and moves that change nothing are omitted. */
export function plannedBy(plan: ReadPlan): PlanResult {
  if (plan.errored) {
    return unreadablePlan('The plan cannot be read: terraform marked it as errored, so it is incomplete.');
  }
  const changes = plan.resources.filter((resource) => !changesNothing(resource));
  return { kind: 'planned', changes, outputChanges: plan.outputs, complete: plan.complete !== false };
}

interface Problem {
  message: string;
  remedy: string;
}

type Environment = Record<string, string | undefined> | undefined;

export function notFinished(command: string, outcome: Exclude<TerraformResult, { kind: 'exited' }>): Unplanned {
  switch (outcome.kind) {
    case 'absent':
      return {
        kind: 'no-terraform',
        binary: outcome.binary,
        message: `Terraform was not found: there is no executable "${outcome.binary}" on this machine.`,
        remedy: 'Install Terraform, or set TERRAFORM_BINARY_NAME to its binary.',
      };
    case 'interrupted':
      return {
        kind: 'interrupted',
        message: `\`terraform ${command}\` was interrupted.`,
        remedy: 'Run the command again.',
      };
    case 'timed-out': {
      const problem = {
        message: `\`terraform ${command}\` did not finish within ${Math.round(outcome.limit / 1000)} s and was stopped.`,
        remedy: 'Run it by hand to find out where it hangs.',
      };
      if (command === 'init') return { kind: 'init-failed', ...problem };
      if (command === 'apply') return { kind: 'apply-failed', ...problem };
      return { kind: 'plan-failed', failedConditions: [], ...problem };
    }
    case 'too-much-output':
      return unreadablePlan(`\`terraform ${command}\` printed more than ${outcome.limitBytes} bytes.`);
  }
}

export const unreadablePlan = (message: string): Unplanned => ({
  kind: 'plan-failed',
  failedConditions: [],
  message,
  remedy: 'Run the plan by hand and read it.',
});

export function stateLocked(lock: StateLock): Unplanned {
  const who = lock.who ? ` by ${lock.who}` : '';
  const details = [lock.operation, lock.created && `since ${lock.created}`, lock.id && `lock ${lock.id}`].filter(
    Boolean,
  );
  const suffix = details.length > 0 ? ` (${details.join(', ')})` : '';
  return {
    kind: 'state-locked',
    lock,
    message: `The Terraform state is locked${who}${suffix}.`,
    remedy: 'Wait until that run has finished, then run the command again.',
  };
}

export function initFailed(errors: Diagnostic[], exitCode: number, env: Environment): Unplanned {
  return {
    kind: 'init-failed',
    message: `\`terraform init\` failed: ${describe(errors, exitCode, env)}`,
    remedy: `${initRemedy(errors.map(({ detail }) => detail.replace(/\s+/g, ' ')).join(' '))} Then run the command again.`,
  };
}

function initRemedy(said: string): string {
  // By default the binding pins the one version that it was generated from, which a mirror may not have.
  if (/provider \S*hashicorp\/aws: no available releases match/.test(said)) {
    return `Accept a range of versions, in the stack: \`this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0')\` (constructs/README.md, "The provider's version").`;
  }
  if (/could not connect to registry\./.test(said)) {
    return 'Terraform must reach its registry (HTTPS_PROXY), or a mirror of it that a CLI configuration file names (TF_CLI_CONFIG_FILE).';
  }
  return 'Fix what stops it (providers, backend, credentials).';
}

export function planFailed(
  errors: Diagnostic[],
  failedConditions: { address?: string; message: string }[],
  exitCode: number,
  env: Environment,
): PlanResult {
  const prevented = findPreventedDestroys(errors);
  const stopped = {
    preventedDestroys: prevented,
    otherErrors: errors.length === 0 || errors.length > failedConditions.length + prevented.length,
  };
  const hidden = failedConditions.map(({ address, message }) => ({ address, message: redact(message, merged(env)) }));
  const [first] = hidden;
  if (first) {
    return {
      kind: 'plan-failed',
      failedConditions: hidden,
      ...stopped,
      message: `The plan was stopped by a condition of ${first.address ?? 'a resource'}: ${first.message}`,
      remedy: 'Follow the message, then run the command again.',
    };
  }
  return {
    kind: 'plan-failed',
    failedConditions: [],
    ...stopped,
    message: `\`terraform plan\` failed: ${describe(errors, exitCode, env)}`,
    remedy: remedyOf(errors),
  };
}

function remedyOf(errors: readonly Diagnostic[]): string {
  const variables = errors.filter(({ summary }) => summary === 'No value for required variable');
  if (variables.length === 0) return 'Fix what stops it, then run the command again.';
  // Names are from the code, and no secrets.
  const names = variables.map(
    ({ detail }) => /^The root module input variable "([^"]+)"/.exec(detail)?.[1] ?? '<name>',
  );
  const words = names.map((name) => `TF_VAR_${name}=…`).join(' ');
  return `Set it as for the last deploy (export ${words}), then run the command again.`;
}

/** What was applied before the error is in the state: the next plan shows the rest. */
export function applyFailed(errors: Diagnostic[], exitCode: number, env: Environment): Unplanned {
  return {
    kind: 'apply-failed',
    message: `\`terraform apply\` failed: ${describe(errors, exitCode, env)}`,
    remedy: remedyOf(errors),
  };
}

/** The first error in full, the others by number: one sentence, no values from the snippet. */
function describe(errors: Diagnostic[], exitCode: number, env: Environment): string {
  const [first, ...others] = errors;
  if (!first) return `it ended with exit code ${exitCode} and no error message.`;
  const detail = first.detail
    .split(/\n\s*\n/)[0]!
    .replace(/\s+/g, ' ')
    // The remedy says it for the environment: the commands have no such option.
    .replace(/ Use a -var or -var-file .*$/, '')
    // Of a registry that cannot be reached: its address twice, and what looked it up.
    .replace(/: failed to request discovery document: .*: (.+)$/, ' ($1)')
    .trim();
  const text = [first.summary.replace(/[.:]$/, ''), detail].filter(Boolean).join(': ');
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${redact(text, merged(env)).replace(/\.$/, '')}${more}.`;
}

const merged = (env: Environment) => ({ ...process.env, ...env });
