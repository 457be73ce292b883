import type {
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { byName } from '../../world/by-name';
import { findCluster } from '../../world/lookup';
import { draw } from '../../world/names/ids';
import type { ScalableTargetRecord } from '../../world/scaling/auto-scaling-records';
import {
  checkTargetKey,
  checkTargetTags,
  findTarget,
  scalableDimension,
  targetArn,
} from '../../world/scaling/scalable-targets';
import type { Action, ActionContext } from '../action';

/** Registers a target, or changes what the call names of one. No reader is ever added or removed: there is no load here. */
export const registerScalableTarget: Action<RegisterScalableTargetRequest, RegisterScalableTargetResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const existing = findTarget(context.region, input);
  if (existing !== undefined && input.Tags !== undefined && Object.keys(input.Tags).length > 0) {
    // Wording: terraform-aws-modules/terraform-aws-rds-aurora#420.
    throw autoScalingFault(
      'ValidationException',
      'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the ' +
        'TagResource API.',
    );
  }
  const target = existing ?? newTarget(context, input);
  const minCapacity = input.MinCapacity ?? target.minCapacity;
  const maxCapacity = input.MaxCapacity ?? target.maxCapacity;
  if (
    !Number.isInteger(minCapacity) ||
    !Number.isInteger(maxCapacity) ||
    minCapacity < 0 ||
    maxCapacity < minCapacity
  ) {
    throw autoScalingFault(
      'ValidationException',
      `The capacity of ${target.resourceId} cannot lie between ${minCapacity} and ${maxCapacity}.`,
    );
  }
  const suspendedState = { ...target.suspendedState, ...input.SuspendedState };
  Object.assign(target, { minCapacity, maxCapacity, suspendedState });
  context.region.scalableTargets[target.resourceId] = target;
  return { ScalableTargetARN: targetArn(context, target) };
};

function newTarget(context: ActionContext, input: RegisterScalableTargetRequest): ScalableTargetRecord {
  const { ResourceId: resourceId = '', MinCapacity, MaxCapacity, Tags = {} } = input;
  const cluster = /^cluster:(.+)$/.exec(resourceId)?.[1];
  if (input.ServiceNamespace !== 'rds' || input.ScalableDimension !== scalableDimension || cluster === undefined) {
    // Wording: pulumi/pulumi-policy-aws#11.
    throw autoScalingFault('ValidationException', 'Unsupported service namespace, resource type or scalable dimension');
  }
  if (MinCapacity === undefined || MaxCapacity === undefined) {
    throw autoScalingFault('ValidationException', 'A new scalable target needs MinCapacity and MaxCapacity.');
  }
  if (findCluster(context, cluster)?.identifier !== cluster) {
    throw autoScalingFault('ValidationException', `DB cluster ${cluster} not found.`);
  }
  checkTargetTags(Tags);
  return {
    id: draw(context.world, 'scalable-target'),
    resourceId,
    minCapacity: MinCapacity,
    maxCapacity: MaxCapacity,
    suspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    createdAt: context.now,
    tags: byName(Tags),
    policies: byName(),
    scheduledActions: byName(),
  };
}
