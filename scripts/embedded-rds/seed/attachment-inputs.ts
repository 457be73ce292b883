import type {
  CustomizedMetricSpecification,
  PutScalingPolicyRequest,
  RegisterScalableTargetRequest,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { AddRoleToDBClusterMessage, CreateDBClusterEndpointMessage } from '@aws-sdk/client-rds';
import { dropUndefined } from '../world/clusters/new-cluster';
import { block, bool, list, number, type TerraformArguments, tags, text, texts } from './arguments';

// What the AWS provider sends for resources that hang on a cluster.

/** Of a role whose ARN only Terraform knows, the feature's name is made the role's: there is no IAM here. */
export function roleAssociationInput(account: string, association: TerraformArguments): AddRoleToDBClusterMessage {
  const cluster = text(association.db_cluster_identifier);
  const feature = text(association.feature_name);
  return {
    DBClusterIdentifier: cluster,
    RoleArn: text(association.role_arn) ?? `arn:aws:iam::${account}:role/${feature ?? cluster}`,
    FeatureName: feature,
  };
}

export function clusterEndpointInput(endpoint: TerraformArguments): CreateDBClusterEndpointMessage {
  return {
    DBClusterIdentifier: text(endpoint.cluster_identifier),
    DBClusterEndpointIdentifier: text(endpoint.cluster_endpoint_identifier),
    EndpointType: text(endpoint.custom_endpoint_type),
    StaticMembers: texts(endpoint.static_members),
    ExcludedMembers: texts(endpoint.excluded_members),
    Tags: tags(endpoint),
  };
}

export function scalableTargetInput(target: TerraformArguments): RegisterScalableTargetRequest {
  return {
    ...targetKey(target),
    MinCapacity: number(target.min_capacity),
    MaxCapacity: number(target.max_capacity),
    Tags: Object.fromEntries(tags(target).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

/** The provider's default type is StepScaling. */
export function scalingPolicyInput(policy: TerraformArguments): PutScalingPolicyRequest {
  const tracking = block(policy.target_tracking_scaling_policy_configuration);
  const step = block(policy.step_scaling_policy_configuration);
  return {
    ...targetKey(policy),
    PolicyName: text(policy.name),
    PolicyType: (text(policy.policy_type) ?? 'StepScaling') as PutScalingPolicyRequest['PolicyType'],
    TargetTrackingScalingPolicyConfiguration: tracking && targetTracking(tracking),
    StepScalingPolicyConfiguration: step && stepScaling(step),
  };
}

function targetKey(resource: TerraformArguments) {
  return {
    ServiceNamespace: text(resource.service_namespace),
    ResourceId: text(resource.resource_id),
    ScalableDimension: text(resource.scalable_dimension),
  } as Pick<PutScalingPolicyRequest, 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'>;
}

function targetTracking(tracking: TerraformArguments): TargetTrackingScalingPolicyConfiguration {
  const predefined = block(tracking.predefined_metric_specification);
  const customized = block(tracking.customized_metric_specification);
  return dropUndefined({
    TargetValue: number(tracking.target_value),
    PredefinedMetricSpecification:
      predefined &&
      (dropUndefined({
        PredefinedMetricType: text(predefined.predefined_metric_type),
        ResourceLabel: text(predefined.resource_label),
      }) as TargetTrackingScalingPolicyConfiguration['PredefinedMetricSpecification']),
    CustomizedMetricSpecification: customized && customizedMetric(customized),
    ScaleInCooldown: number(tracking.scale_in_cooldown),
    ScaleOutCooldown: number(tracking.scale_out_cooldown),
    DisableScaleIn: bool(tracking.disable_scale_in) ?? false,
  });
}

function customizedMetric(metric: TerraformArguments): CustomizedMetricSpecification {
  const dimensions = list(metric.dimensions) as TerraformArguments[];
  return dropUndefined({
    MetricName: text(metric.metric_name),
    Namespace: text(metric.namespace),
    Statistic: text(metric.statistic) as CustomizedMetricSpecification['Statistic'],
    Unit: text(metric.unit),
    Dimensions: dimensions.map(({ name, value }) => ({ Name: text(name), Value: text(value) })),
  });
}

function stepScaling(step: TerraformArguments): StepScalingPolicyConfiguration {
  const adjustments = list(step.step_adjustment) as TerraformArguments[];
  return dropUndefined({
    AdjustmentType: text(step.adjustment_type) as StepScalingPolicyConfiguration['AdjustmentType'],
    Cooldown: number(step.cooldown),
    MetricAggregationType: text(
      step.metric_aggregation_type,
    ) as StepScalingPolicyConfiguration['MetricAggregationType'],
    MinAdjustmentMagnitude: number(step.min_adjustment_magnitude),
    StepAdjustments: adjustments.map((adjustment) =>
      dropUndefined({
        MetricIntervalLowerBound: number(adjustment.metric_interval_lower_bound),
        MetricIntervalUpperBound: number(adjustment.metric_interval_upper_bound),
        ScalingAdjustment: number(adjustment.scaling_adjustment),
      }),
    ),
  });
}
