/**
 * The commands that prove, or disprove, a clean plan where this run could not. Exit code 0 of the last one means "No
 * changes", 2 means changes.
 */
export function provePlanByHand(stack: string, binary = 'terraform'): string[] {
  const folder = quote(`cdktf.out/stacks/${stack}`);
  return [
    `npx cdktf synth`,
    `${binary} -chdir=${folder} init -input=false`,
    `${binary} -chdir=${folder} plan -input=false -lock-timeout=60s -detailed-exitcode`,
  ];
}

/** The commands that bring a stack's state to what exists, and change nothing else. */
export function refreshByHand(stack: string, binary = 'terraform'): string[] {
  const [synth, init] = provePlanByHand(stack, binary);
  const folder = quote(`cdktf.out/stacks/${stack}`);
  return [synth!, init!, `${binary} -chdir=${folder} apply -refresh-only`];
}

const quote = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
