import { shellWord } from '../../constructs/shell-word';
import { actionsOf } from '../policies/actions';
import { spoken } from '../policies/spoken';
import { type CleanupRequest, requestOf } from '../view/request';
import { fact, type View } from '../view/view';

/**
 * Permissions that the removal of old will need. RDS has no dry run, and nothing is tried for the sake of knowing: they are said before
 * the first change, because that one makes old writable again, and a right that is missing after it leaves old half removed.
 * Undefined where nothing is to be removed.
 */
export function removalRights(view: View): string | undefined {
  const { finished } = fact(view, 'deployments');
  const { old } = fact(view, 'leftovers');
  if (finished === undefined && old === undefined) return undefined;
  const needed = changesOf(requestOf(view, 'cleanup'));
  const how = view.endpoint === undefined ? simulation(view, needed) : undefined;
  const ask = how === undefined ? '' : ` IAM answers for its policies: ${how}`;
  return `What follows needs these permissions of ${view.identity.arn}, and RDS has no way to try them beforehand: ${spoken(needed)}. A service control policy may deny what the role allows.${ask}`;
}

/** Of the policy `cleanup`; what is only read shows by itself. */
const changesOf = ({ skipFinalSnapshot }: CleanupRequest): string[] =>
  actionsOf('cleanup')
    .filter((action) => !/:(Get|Describe|List)/.test(action))
    .filter((action) => !(skipFinalSnapshot && action === 'rds:CreateDBClusterSnapshot'));

/**
 * Of a user or a role; a session is neither, and its name does not tell the role's path
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html).
 */
function simulation({ identity, desired }: View, actions: readonly string[]): string | undefined {
  const { profile } = desired.provider;
  const aws = (words: string) => `aws ${words}${profile === undefined ? '' : ` --profile ${shellWord(profile)}`}`;
  const role = /:assumed-role\/([^/]+)\//.exec(identity.arn)?.[1];
  const isUser = /:iam::\d+:user\//.test(identity.arn);
  if (role === undefined && !isUser) return undefined;
  const source =
    role === undefined
      ? shellWord(identity.arn)
      : `"$(${aws(`iam get-role --role-name ${shellWord(role)} --query Role.Arn --output text`)})"`;
  const query = "--query 'EvaluationResults[].[EvalActionName,EvalDecision]' --output text";
  return aws(
    `iam simulate-principal-policy --policy-source-arn ${source} --action-names ${actions.join(' ')} ${query}`,
  );
}
