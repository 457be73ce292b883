import { UpgradeError } from '../../runtime/errors';
import type { Action, ActionContext } from '../actions/action';
import { autoScalingActions } from '../actions/application-auto-scaling/registry';
import { actions } from '../actions/registry';
import { ServiceFault } from '../wire/service-fault';

/** Performs an operation for a resource of the code. Throws UpgradeError for what the service would refuse. */
export function call(context: ActionContext, operation: string, input: object, resource: string): void {
  const action: Action<object, unknown> | undefined = actions[operation] ?? autoScalingActions[operation];
  try {
    action?.(context, input);
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    throw new UpgradeError({
      code: 'EMBEDDED_RDS_SEED',
      message: `The embedded RDS cannot hold ${resource}: ${operation} answers ${error.code}, "${error.message}".`,
      remedy: 'Change the resource so that RDS accepts it, or start the embedded RDS empty.',
      cause: error,
    });
  }
}
