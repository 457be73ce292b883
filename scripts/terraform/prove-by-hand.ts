import { shellWord } from '../../constructs/shell-word';
import type { DesiredCluster } from '../desired/desired-cluster';

/** A cluster's stack, as somebody plans it by hand. */
type StackByHand = Pick<DesiredCluster, 'delivery'>;

/** `terraform -chdir=cdktf.out/stacks/orders`. */
export const terraformByHand = ({ delivery }: StackByHand, binary = 'terraform') =>
  `${shellWord(binary)} -chdir=${shellWord(delivery.terraformFolder)}`;

/** What comes before a manual terraform command: the current code, and the provider. */
export const initByHand = (stack: StackByHand, binary?: string): string[] => [
  ...(stack.delivery.synth === undefined ? [] : [stack.delivery.synth]),
  `${terraformByHand(stack, binary)} init -input=false`,
];

/**
 * The commands that prove, or disprove, an empty plan where this run could not. Exit code 0 of the last one means "No changes", 2
 * means changes.
 */
export function provePlanByHand(stack: StackByHand, binary?: string): string[] {
  const plan = `${terraformByHand(stack, binary)} plan -input=false -lock-timeout=60s -detailed-exitcode`;
  return [...initByHand(stack, binary), plan];
}

/** The commands that refresh a stack's state and change nothing else. */
export function refreshByHand(stack: StackByHand, binary?: string): string[] {
  return [...initByHand(stack, binary), `${terraformByHand(stack, binary)} apply -refresh-only`];
}
