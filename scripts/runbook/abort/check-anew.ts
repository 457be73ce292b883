import { continueCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { fact, type View } from '../../view/view';
import { type Acting, type Assessment, done, refuse, type Step } from '../step';
import { checkCode } from '../upgrade/check-code';
import { checkDatabases } from '../upgrade/check-databases';
import { checkSource } from '../upgrade/check-source';
import { enableReplication } from '../upgrade/enable-replication';
import { prepareParameterGroups } from '../upgrade/prepare-parameter-groups';
import { notAbortable } from './abortable';
import { deletionSent } from './delete-deployment';

/** What comes before a creation, and may refuse it. */
const steps: readonly Step[] = [checkSource, checkDatabases, checkCode, prepareParameterGroups, enableReplication];

/**
 * `--rebuild` deletes a green that took an hour, to build it again: what would refuse the new one is found before that. The same steps
 * check it again right before the creation, because meanwhile the world may change.
 */
export const checkAnew: Step = {
  id: 'check-anew',
  title: 'Check what another deployment needs',
  idle: true,
  of: ({ request }) => request.command === 'upgrade' && request.rebuild !== undefined,
  outline: () => 'check what would refuse another deployment',
  needs: (view) => (isDue(view) ? ['green', ...steps.flatMap((step) => step.needs(withoutDeployment(view)))] : []),
  doneWhen: 'with `upgrade --rebuild` only: nothing that would refuse another deployment is in the way',
  assess(view) {
    if (!isDue(view)) return done('nothing is left to be deleted by this run');
    // It builds the same again: to another version, or where nothing is left to do, it would only delete.
    const standing = checkSource.assess(view);
    if (standing.state === 'refuse') return standing;
    const verdicts = steps.map((step) => step.assess(withoutDeployment(view)));
    const refused = verdicts.find((verdict) => verdict.state === 'refuse');
    if (refused !== undefined) return { ...refused, ...refuse(kept(view, refused.error)) };
    // An act that changes something has its turn once green is gone.
    const open = verdicts.find((verdict) => verdict.state === 'wait' || isReading(verdict));
    return open ?? done('nothing is in the way of another deployment');
  },
  busyWith: 'the app and Terraform',
  async execute(view, ports, lines) {
    const anew = withoutDeployment(view);
    const step = steps.find((each) => isReading(each.assess(anew)));
    return (await step?.execute?.(anew, ports, lines)) ?? {};
  },
};

const isReading = (verdict: Assessment): verdict is Acting => verdict.state === 'act' && verdict.reads === true;

/** Not once the deletion was sent: whatever is found then is told by the steps themselves. */
function isDue(view: View): boolean {
  const { underway } = fact(view, 'deployments');
  if (underway === undefined || underway.status === 'DELETING') return false;
  return notAbortable(view) === undefined && !deletionSent(view);
}

/** As the next run will see it. What somebody answered for is kept in the deployment's tags, and goes with it. */
export function withoutDeployment(view: View): View {
  const { underway: replaced, ...deployments } = fact(view, 'deployments');
  return {
    ...view,
    facts: { ...view.facts, deployments: { ...deployments, ...(replaced === undefined ? {} : { replaced }) } },
    memory: { ...view.memory, deployment: undefined },
  };
}

function kept(view: View, { code, message, remedy, exitCode, details }: UpgradeError): UpgradeError {
  const { identifier = '' } = fact(view, 'deployments').underway ?? {};
  return new UpgradeError({
    code,
    message: `${message} Another deployment would be refused, so ${identifier} and its green were not deleted.`,
    remedy: `${remedy}\n  Then build green again, with the options that it takes: ${continueCommand(view, '--rebuild', identifier)}`,
    exitCode,
    details,
  });
}
