import { continueCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { hasSwitched } from '../../view/attempt';
import { fact, type View } from '../../view/view';

/** This run has worked on a deployment: somebody gave it up meanwhile, and must not find it made again. */
export function gone(view: View): UpgradeError {
  const name = view.desired.annotation.clusterIdentifier;
  const running = fact(view, 'production').cluster.engineVersion;
  return new UpgradeError({
    code: 'DEPLOYMENT_GONE',
    ...(hasSwitched(view)
      ? {
          message: `RDS took the switchover of ${name} to ${view.target}, then listed its deployment no more; production reads as ${running}.`,
          remedy: `Look at ${name} in the console: it may have been switched over. Then continue: ${continueCommand(view)}`,
        }
      : {
          message: `The deployment of ${name} to ${view.target} was deleted by somebody else while this run was at work.`,
          remedy: `Production is untouched. If it is to be upgraded all the same, begin again: ${continueCommand(view)}`,
        }),
  });
}
