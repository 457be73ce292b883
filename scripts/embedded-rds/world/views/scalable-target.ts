import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { ScalableTargetRecord } from '../scaling/auto-scaling-records';
import { scalableDimension, targetArn } from '../scaling/scalable-targets';
import type { Scene } from '../scene';

/** RDS has a service-linked role: a RoleARN that a call gives is ignored (documentation of aws_appautoscaling_target). */
export function scalableTargetView(scene: Scene, target: ScalableTargetRecord): ScalableTarget {
  const role = 'rds.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_RDSCluster';
  return {
    ServiceNamespace: 'rds',
    ResourceId: target.resourceId,
    ScalableDimension: scalableDimension,
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: `arn:aws:iam::${scene.world.account}:role/aws-service-role/${role}`,
    CreationTime: new Date(target.createdAt),
    SuspendedState: target.suspendedState,
    ScalableTargetARN: targetArn(scene, target),
  };
}
