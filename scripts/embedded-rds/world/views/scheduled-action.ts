import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import type { ScalableTargetRecord, ScheduledActionRecord } from '../scaling/auto-scaling-records';
import { scalableDimension } from '../scaling/scalable-targets';
import type { Scene } from '../scene';

/** The form of the ARN is that of AWS's examples. */
export function scheduledActionView(
  { region, world }: Scene,
  { resourceId }: Pick<ScalableTargetRecord, 'resourceId'>,
  action: ScheduledActionRecord,
): ScheduledAction {
  const date = (time: number | undefined): Date | undefined => (time === undefined ? undefined : new Date(time));
  const resource = `resource/rds/${resourceId}:scheduledActionName/${action.name}`;
  return {
    ScheduledActionName: action.name,
    ScheduledActionARN: `arn:aws:autoscaling:${region.name}:${world.account}:scheduledAction:${action.id}:${resource}`,
    ServiceNamespace: 'rds',
    ResourceId: resourceId,
    ScalableDimension: scalableDimension,
    Schedule: action.schedule,
    Timezone: action.timezone,
    StartTime: date(action.startTime),
    EndTime: date(action.endTime),
    ScalableTargetAction: action.action,
    CreationTime: date(action.createdAt),
  };
}
