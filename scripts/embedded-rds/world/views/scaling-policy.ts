import type { Alarm, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { ScalableTargetRecord, ScalingPolicyRecord } from '../scaling/auto-scaling-records';
import { scalableDimension } from '../scaling/scalable-targets';
import type { Scene } from '../scene';

/** The form of the ARN is that of AWS's examples. A configuration is answered as it was given, without defaults. */
export function scalingPolicyView(
  scene: Scene,
  { resourceId }: Pick<ScalableTargetRecord, 'resourceId'>,
  policy: ScalingPolicyRecord,
): ScalingPolicy {
  const { region, world } = scene;
  const place = `${region.name}:${world.account}`;
  return {
    PolicyARN: `arn:aws:autoscaling:${place}:scalingPolicy:${policy.id}:resource/rds/${resourceId}:policyName/${policy.name}`,
    PolicyName: policy.name,
    ServiceNamespace: 'rds',
    ResourceId: resourceId,
    ScalableDimension: scalableDimension,
    PolicyType: policy.settings.PolicyType,
    StepScalingPolicyConfiguration: policy.settings.StepScalingPolicyConfiguration,
    TargetTrackingScalingPolicyConfiguration: policy.settings.TargetTrackingScalingPolicyConfiguration,
    Alarms: alarms(place, resourceId, policy),
    CreationTime: new Date(policy.createdAt),
  };
}

/** The two that Application Auto Scaling makes for target tracking; an alarm of step scaling is the user's own. */
function alarms(place: string, resourceId: string, { alarmIds }: ScalingPolicyRecord): Alarm[] {
  return alarmIds.map((id, i) => {
    const AlarmName = `TargetTracking-${resourceId}-Alarm${i === 0 ? 'High' : 'Low'}-${id}`;
    return { AlarmName, AlarmARN: `arn:aws:cloudwatch:${place}:alarm:${AlarmName}` };
  });
}
