import type {
  DeleteScheduledActionRequest,
  DeleteScheduledActionResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { checkTargetKey, describeKey, findTarget } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

export const deleteScheduledAction: Action<DeleteScheduledActionRequest, DeleteScheduledActionResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const name = input.ScheduledActionName ?? '';
  const actions = findTarget(context.region, input)?.scheduledActions ?? {};
  if (!Object.hasOwn(actions, name)) {
    throw autoScalingFault(
      'ObjectNotFoundException',
      `No scheduled action found for ${describeKey(input)}, scheduled action name: ${name}`,
    );
  }
  delete actions[name];
  return {};
};
