import {
  PolicyType,
  type PutScalingPolicyRequest,
  type PutScalingPolicyResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { drawUuid } from '../../world/names/ids';
import type { ScalingPolicyRecord } from '../../world/scaling/auto-scaling-records';
import { checkTargetKey, describeKey, findTarget } from '../../world/scaling/scalable-targets';
import { scalingPolicyView } from '../../world/views/scaling-policy';
import type { Action } from '../action';

/** Creates a policy or replaces its configuration; it keeps its ARN and its alarms. */
export const putScalingPolicy: Action<PutScalingPolicyRequest, PutScalingPolicyResponse> = (context, input) => {
  const { region, world, now } = context;
  checkTargetKey(input);
  const target = findTarget(region, input);
  if (target === undefined) {
    // Wording: ansible/ansible#40237.
    throw autoScalingFault('ObjectNotFoundException', `No scalable target registered for ${describeKey(input)}`);
  }
  const name = input.PolicyName ?? '';
  if (name === '' || name.length > 256) {
    throw autoScalingFault('ValidationException', 'A policy has a name of 1 to 256 characters.');
  }
  const existing = Object.hasOwn(target.policies, name) ? target.policies[name] : undefined;
  const settings = checkedSettings(input, existing);
  const isTracking = settings.PolicyType === 'TargetTrackingScaling';
  const policy: ScalingPolicyRecord = {
    name,
    id: existing?.id ?? drawUuid(world),
    createdAt: existing?.createdAt ?? now,
    alarmIds: isTracking ? (existing?.alarmIds ?? [drawUuid(world), drawUuid(world)]) : [],
    settings,
  };
  target.policies[name] = policy;
  const { PolicyARN, Alarms } = scalingPolicyView(context, target, policy);
  return { PolicyARN, Alarms };
};

/** A type without its configuration, or with the other's, is refused; predictive scaling is for ECS only. */
function checkedSettings(
  input: PutScalingPolicyRequest,
  existing: ScalingPolicyRecord | undefined,
): ScalingPolicyRecord['settings'] {
  const type = input.PolicyType ?? existing?.settings.PolicyType;
  const step = input.StepScalingPolicyConfiguration;
  const tracking = input.TargetTrackingScalingPolicyConfiguration;
  if (type === undefined || !Object.values<string>(PolicyType).includes(type) || type === 'PredictiveScaling') {
    throw autoScalingFault('ValidationException', `The policy type ${type} is not one of a scalable Aurora cluster.`);
  }
  if (existing !== undefined && existing.settings.PolicyType !== type) {
    throw autoScalingFault('ValidationException', `The type of the policy ${existing.name} cannot be changed.`);
  }
  const isComplete = type === 'StepScaling' ? step !== undefined && !tracking : tracking !== undefined && !step;
  if (!isComplete) {
    throw autoScalingFault(
      'ValidationException',
      `A policy of the type ${type} needs ${type}PolicyConfiguration alone.`,
    );
  }
  const metrics = [tracking?.PredefinedMetricSpecification, tracking?.CustomizedMetricSpecification].filter(Boolean);
  if (tracking !== undefined && metrics.length !== 1) {
    throw autoScalingFault('ValidationException', 'Target tracking takes either a predefined or a customized metric.');
  }
  return {
    PolicyType: type,
    StepScalingPolicyConfiguration: step,
    TargetTrackingScalingPolicyConfiguration: tracking,
  };
}
