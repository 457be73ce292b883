import type { DesiredCluster } from '../desired/desired-cluster';

/** A cluster's stack: which commands synthesize and plan it. */
export type StackByHand = Pick<DesiredCluster, 'cli' | 'terraformFolder'>;

/** What comes before a terraform command by hand: the newest code. */
export const synthByHand = ({ cli }: StackByHand) => `npx ${cli} synth`;

/** `terraform -chdir=cdktf.out/stacks/orders`. */
export const terraformByHand = ({ terraformFolder }: StackByHand, binary = 'terraform') =>
  `${binary} -chdir=${quote(terraformFolder)}`;

/**
 * The commands that prove, or disprove, a clean plan where this run could not. Exit code 0 of the last one means "No
 * changes", 2 means changes.
 */
export function provePlanByHand(stack: StackByHand, binary?: string): string[] {
  const terraform = terraformByHand(stack, binary);
  return [
    synthByHand(stack),
    `${terraform} init -input=false`,
    `${terraform} plan -input=false -lock-timeout=60s -detailed-exitcode`,
  ];
}

/** The commands that bring a stack's state to what exists, and change nothing else. */
export function refreshByHand(stack: StackByHand, binary?: string): string[] {
  const terraform = terraformByHand(stack, binary);
  return [synthByHand(stack), `${terraform} init -input=false`, `${terraform} apply -refresh-only`];
}

const quote = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
