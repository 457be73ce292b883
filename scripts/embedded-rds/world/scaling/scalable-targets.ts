import { ScalableDimension, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { Region } from '../world';
import type { ScalableTargetRecord } from './auto-scaling-records';

/** The only thing here that scales: an Aurora cluster's readers. */
export const scalableDimension = 'rds:cluster:ReadReplicaCount';

/** What identifies a target in a call. */
interface TargetKey {
  ServiceNamespace?: string;
  ResourceId?: string;
  ScalableDimension?: string;
}

/** Throws ValidationException for a namespace or a dimension that Application Auto Scaling does not have. */
export function checkTargetKey({ ServiceNamespace: namespace, ScalableDimension: dimension }: TargetKey): void {
  requireOneOf('serviceNamespace', namespace, Object.values(ServiceNamespace));
  requireOneOf('scalableDimension', dimension, Object.values(ScalableDimension));
}

/** The target that a call names; undefined when there is none, as for everything that is no Aurora cluster. */
export function findTarget(region: Region, key: TargetKey): ScalableTargetRecord | undefined {
  if (key.ServiceNamespace !== 'rds' || key.ScalableDimension !== scalableDimension) return undefined;
  const resourceId = key.ResourceId ?? '';
  return Object.hasOwn(region.scalableTargets, resourceId) ? region.scalableTargets[resourceId] : undefined;
}

/** Whether a Describe call means the target: it always names the service, and the other two parts if it wants to. */
export function matchesTarget(target: ScalableTargetRecord, key: TargetKey): boolean {
  return (
    key.ServiceNamespace === 'rds' &&
    (key.ScalableDimension === undefined || key.ScalableDimension === scalableDimension) &&
    (key.ResourceId === undefined || key.ResourceId === target.resourceId)
  );
}

/** The three parts of a key as the service's sentences name them. */
export function describeKey({ ServiceNamespace, ResourceId, ScalableDimension }: TargetKey): string {
  return (
    `service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, ` + `scalable dimension: ${ScalableDimension}`
  );
}

export function targetArn({ world, region }: Pick<Scene, 'world' | 'region'>, { id }: { id: string }): string {
  return `arn:aws:application-autoscaling:${region.name}:${world.account}:scalable-target/${id}`;
}

/** Throws ResourceNotFoundException. */
export function targetWithArn(scene: Scene, arn: string): ScalableTargetRecord {
  const target = Object.values(scene.region.scalableTargets).find((each) => targetArn(scene, each) === arn);
  if (target === undefined) {
    throw autoScalingFault('ResourceNotFoundException', `The specified resource doesn't exist: ${arn}`);
  }
  return target;
}

export function checkTargetTags(tags: Record<string, string>): void {
  if (Object.keys(tags).length > 50) {
    throw autoScalingFault('TooManyTagsException', 'A scalable target can have at most 50 tags.');
  }
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || key.length > 128 || value.length > 256 || /^aws:/i.test(key)) {
      throw autoScalingFault('ValidationException', `The tag ${JSON.stringify(key)} is not valid.`);
    }
  }
}

/** Wording: what every AWS service with JSON says of a value outside its enumeration. */
function requireOneOf(member: string, value: string | undefined, values: string[]): void {
  if (value === undefined || values.includes(value)) return;
  throw autoScalingFault(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum ` +
      `value set: [${values.join(', ')}]`,
  );
}
