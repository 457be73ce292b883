import { describeChange } from './describe-change';
import { appliedThere } from './hcp';
import type { PlanResult } from './plan-result';

/** What Terraform would do to create resources of the code in advance, with `-target`. */
export type TargetedPlan =
  | { kind: 'creates'; addresses: string[] }
  /** Not possible, or not safe: `terraformMissing` leaves it to be done elsewhere. */
  | { kind: 'impossible'; terraformMissing: boolean; message: string; remedy: string };

/** Pure: a plan that creates what is wanted and touches nothing else, or why it is not such a plan. */
export function readTargetedPlan(result: PlanResult, wanted: readonly string[]): TargetedPlan {
  if (result.kind !== 'planned') {
    const { kind, message, remedy } = result;
    return { kind: 'impossible', terraformMissing: kind === 'no-terraform', message, remedy };
  }
  const creates = result.changes.filter(({ actions }) => actions.join() === 'create').map(({ address }) => address);
  const others = result.changes.filter((change) => !onlyCreates(change, wanted)).map(describeChange);
  if (others.length > 0 || result.outputChanges.length > 0) {
    const named = [...others, ...result.outputChanges.map((name) => `output ${name}`)].join(', ');
    return impossible(
      `A plan with only the parameter groups as targets would also change ${named}.`,
      'Look at it (terraform plan -target=…) and create the groups by hand.',
    );
  }
  const missing = wanted.filter((address) => !creates.includes(address));
  if (missing.length > 0) {
    return impossible(
      `Terraform would not create ${missing.join(' and ')}: its state already holds them, or this stack does not declare them.`,
      'Check the state (terraform state list) and the account, region and workspace that it belongs to.',
    );
  }
  if (result.appliedBy !== undefined) {
    const { message, remedy } = appliedThere(result.appliedBy);
    return impossible(message, remedy);
  }
  return { kind: 'creates', addresses: creates };
}

/** Existing resources that are not in Terraform's state, so that it would create them, and those that it would replace. */
export type Unheld = { kind: 'known'; created: string[]; replaced: string[] } | { kind: 'unknown'; message: string };

/** Pure: from a plan that is targeted at `existing`. */
export function readUnheld(result: PlanResult, existing: readonly string[]): Unheld {
  if (result.kind !== 'planned') return { kind: 'unknown', message: result.message };
  const changes = result.changes.filter(
    ({ address, actions }) => existing.includes(address) && actions.includes('create'),
  );
  const of = (replaces: boolean) =>
    changes.filter(({ actions }) => actions.includes('delete') === replaces).map(({ address }) => address);
  return { kind: 'known', created: of(false), replaced: of(true) };
}

const onlyCreates = (change: { address: string; actions: string[] }, wanted: readonly string[]) =>
  change.actions.join() === 'create' && wanted.includes(change.address);

const impossible = (message: string, remedy: string): TargetedPlan => ({
  kind: 'impossible',
  terraformMissing: false,
  message,
  remedy,
});
