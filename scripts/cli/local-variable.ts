/**
 * Says `--local` for every command that has it. npm takes an option that no `--` stands before, and of this one it leaves no
 * trace: `npm run upgrade --local` goes to AWS. A variable it cannot take.
 */
export const localVariable = 'AWS_UPGRADE_LOCAL';

/** `0`, `false` and nothing say no; anything else keeps away from AWS. */
export const localByVariable = (env: NodeJS.ProcessEnv): boolean =>
  !['', '0', 'false', 'no', 'off'].includes((env[localVariable] ?? '').trim().toLowerCase());
