import { continueCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { hasSwitched } from '../../view/attempt';
import { fact, type View } from '../../view/view';

/** This run has worked on a deployment that somebody has deleted since: it must not be created again. */
export function gone(view: View): UpgradeError {
  const name = view.desired.annotation.clusterIdentifier;
  const running = fact(view, 'production').cluster.engineVersion;
  return new UpgradeError({
    code: 'DEPLOYMENT_GONE',
    ...(hasSwitched(view)
      ? {
          message: `RDS accepted the switchover of ${name} to ${view.target} and then no longer listed its deployment; production shows version ${running}.`,
          remedy: `Look at ${name} in the console: it may have been switched over. Then continue: ${continueCommand(view)}`,
        }
      : {
          message: `The deployment of ${name} to ${view.target} was deleted by somebody else during this run.`,
          remedy: `Production is untouched. To upgrade it anyway, start again: ${continueCommand(view)}`,
        }),
  });
}
