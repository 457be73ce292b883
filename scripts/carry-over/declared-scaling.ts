import type { ClusterScaling, ScalableTarget, ScalingPolicy, ScheduledAction } from '../aws/autoscaling/types';
import type { Declaration, Declarations } from '../desired/declarations';
import { blocks } from '../desired/stack-json';
import { isRecord } from '../runtime/is-record';

interface DeclaredScaling {
  scaling: ClusterScaling;
  /** Addresses of what only Terraform can evaluate, or nobody translates here: not in `scaling`. */
  unknown: string[];
}

/** Auto scaling as the provider would send it, as far as the code alone shows. */
export function declaredScaling(declared: Declarations): DeclaredScaling {
  const unknown: string[] = [];
  const read = <T>(all: readonly Declaration[], translate: (from: Declaration) => T | undefined): T[] =>
    all.flatMap((each) => {
      const value = each.unresolved.length > 0 ? undefined : translate(each);
      if (value === undefined) unknown.push(each.address);
      return value === undefined ? [] : [value];
    });
  const scaling = {
    targets: read(declared.scalableTargets, target),
    policies: read(declared.scalingPolicies, policy),
    scheduledActions: read(declared.scheduledActions, action),
  };
  return { scaling, unknown };
}

function target({ attributes, tagsAll }: Declaration): ScalableTarget {
  const [suspended] = blocks(attributes.suspended_state);
  return {
    dimension: String(attributes.scalable_dimension),
    minCapacity: Number(attributes.min_capacity),
    maxCapacity: Number(attributes.max_capacity),
    ...(typeof attributes.role_arn === 'string' ? { roleArn: attributes.role_arn } : {}),
    ...(suspended === undefined
      ? {}
      : {
          suspended: {
            dynamicIn: suspended.dynamic_scaling_in_suspended === true,
            dynamicOut: suspended.dynamic_scaling_out_suspended === true,
            scheduled: suspended.scheduled_scaling_suspended === true,
          },
        }),
    tags: tagsAll,
  };
}

/** Target tracking of a predefined metric, which is what clusters have; anything else is left to the deployment's tags. */
function policy({ attributes }: Declaration): ScalingPolicy | undefined {
  const [tracking] = blocks(attributes.target_tracking_scaling_policy_configuration);
  const [metric] = blocks(tracking?.predefined_metric_specification);
  if (attributes.policy_type !== 'TargetTrackingScaling' || tracking === undefined || metric === undefined) return;
  const settings = {
    TargetValue: Number(tracking.target_value),
    PredefinedMetricSpecification: { PredefinedMetricType: String(metric.predefined_metric_type) },
    DisableScaleIn: tracking.disable_scale_in === true,
    ScaleInCooldown: number(tracking.scale_in_cooldown),
    ScaleOutCooldown: number(tracking.scale_out_cooldown),
  };
  return {
    name: String(attributes.name),
    dimension: String(attributes.scalable_dimension),
    type: 'TargetTrackingScaling',
    configuration: { TargetTrackingScalingPolicyConfiguration: withoutUndefined(settings) },
  };
}

function action({ attributes }: Declaration): ScheduledAction {
  const [capacity] = blocks(attributes.scalable_target_action);
  const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : undefined);
  return withoutUndefined({
    name: String(attributes.name),
    dimension: String(attributes.scalable_dimension),
    schedule: String(attributes.schedule),
    timezone: typeof attributes.timezone === 'string' ? attributes.timezone : undefined,
    startAt: time(attributes.start_time),
    endAt: time(attributes.end_time),
    minCapacity: number(capacity?.min_capacity),
    maxCapacity: number(capacity?.max_capacity),
  });
}

const number = (value: unknown) => (value === undefined || value === null ? undefined : Number(value));

function withoutUndefined<T extends object>(value: T): T {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
