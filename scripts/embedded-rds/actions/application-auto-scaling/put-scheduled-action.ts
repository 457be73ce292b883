import type { PutScheduledActionRequest, PutScheduledActionResponse } from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { drawUuid } from '../../world/names/ids';
import type { ScheduledActionRecord } from '../../world/scaling/auto-scaling-records';
import { checkTargetKey, describeKey, findTarget } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

/** Creates an action or changes what the call names of one. It never strikes: nothing scales here. */
export const putScheduledAction: Action<PutScheduledActionRequest, PutScheduledActionResponse> = (context, input) => {
  checkTargetKey(input);
  const target = findTarget(context.region, input);
  if (target === undefined) {
    throw autoScalingFault('ObjectNotFoundException', `No scalable target registered for ${describeKey(input)}`);
  }
  const name = input.ScheduledActionName ?? '';
  const existing = Object.hasOwn(target.scheduledActions, name) ? target.scheduledActions[name] : undefined;
  const schedule = input.Schedule ?? existing?.schedule ?? '';
  if (!/^(at|rate|cron)\(.+\)$/.test(schedule)) {
    throw autoScalingFault('ValidationException', `The schedule ${JSON.stringify(schedule)} is not at, rate or cron.`);
  }
  const { MinCapacity, MaxCapacity } = input.ScalableTargetAction ?? existing?.action ?? {};
  if (MinCapacity === undefined && MaxCapacity === undefined) {
    throw autoScalingFault('ValidationException', 'A scheduled action sets MinCapacity, MaxCapacity or both.');
  }
  const action: ScheduledActionRecord = {
    name,
    id: existing?.id ?? drawUuid(context.world),
    createdAt: existing?.createdAt ?? context.now,
    schedule,
    timezone: input.Timezone ?? existing?.timezone,
    startTime: input.StartTime?.getTime() ?? existing?.startTime,
    endTime: input.EndTime?.getTime() ?? existing?.endTime,
    action: { MinCapacity, MaxCapacity },
  };
  target.scheduledActions[name] = action;
  return {};
};
