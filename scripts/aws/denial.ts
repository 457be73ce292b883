import { UpgradeError } from '../runtime/errors';

const names = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/** Application Auto Scaling checks its caller's permissions for RDS and CloudWatch, and lists what is missing. */
const missing = /missing the following permissions/i;

export const isDenial = (name: string, text: string): boolean =>
  names.has(name) || (name === 'ValidationException' && missing.test(text));

interface Row {
  /** Of AWS's text. */
  says: RegExp;
  message(operation: string): string;
  remedy: string;
}

const again = 'then run the same command again.';

/**
 * Which policy stands in the way decides who can do something about it; the first row that fits.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const rows: readonly Row[] = [
  {
    says: /service control policy/i,
    message: (operation) =>
      `The AWS organization denies ${operation} to this account by a service control policy, whatever the role's own policies allow`,
    remedy: `No permission of the role can change that. Ask whoever administers AWS Organizations (the management account, or a delegated administrator) to exempt the role or the account from that policy; ${again}`,
  },
  {
    says: /permissions boundary/i,
    message: (operation) => `The permissions boundary of the role stops ${operation}`,
    remedy: `The role's policies alone are not enough: ask whoever manages the role to allow it in the boundary too; ${again}`,
  },
  {
    says: /session policy/i,
    message: (operation) => `The session policy with which the role was assumed stops ${operation}`,
    remedy: `Allow it also where the role is assumed (policy and policy_arns of assume_role in the provider block, or the profile); ${again}`,
  },
  {
    says: /VPC endpoint policy/i,
    message: (operation) => `The policy of the VPC endpoint stops ${operation}`,
    remedy: `Ask whoever manages the endpoint to allow it there, or reach AWS without that endpoint; ${again}`,
  },
  {
    says: /explicit deny/i,
    message: (operation) => `An explicit Deny in a policy of the role stops ${operation}`,
    remedy: `A Deny overrides every Allow: remove the action from that Deny, or use another role; ${again}`,
  },
  {
    says: missing,
    message: (operation) =>
      `AWS denied ${operation}: Application Auto Scaling found that its caller lacks permissions for other services`,
    remedy: `Give the role scale.json (scripts/policies/README.md); ${again}`,
  },
];

/** The remedy if something other than the role's own permissions causes the denial. */
export const remedyOfDenial = (text: string): string | undefined => rows.find(({ says }) => says.test(text))?.remedy;

/** AWS denied a call: which kind of policy caused it, in AWS's words, and who can change it. */
export function denied(operation: string, text: string, cause: unknown): UpgradeError {
  const row = rows.find(({ says }) => says.test(text));
  return new UpgradeError({
    code: 'ACCESS_DENIED',
    message: row === undefined ? `AWS denied ${operation}: ${text}` : `${row.message(operation)}: ${text}`,
    remedy: row?.remedy ?? `Give the role ${wanted(text)} (scripts/policies/README.md) and run the same command again.`,
    cause,
  });
}

/** The action that AWS names, which is not always the operation's: some operations need others too. */
const wanted = (text: string): string =>
  /not authorized to perform: ([\w-]+:\w+)/.exec(text)?.[1] ?? 'the permissions of this phase';
