import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '../aws/autoscaling/types';
import type { NewEndpoint } from '../aws/rds/rds-port';
import type { Settings } from '../aws/rds/settings';
import type { AssociatedRole, Tags } from '../aws/rds/types';

/** One thing to add where it is missing. Doing it twice has the same effect as once. */
export type Change =
  | { kind: 'role'; cluster: string; role: Omit<AssociatedRole, 'status'> }
  | { kind: 'revoked-role'; cluster: string; role: Omit<AssociatedRole, 'status'> }
  /** `now` is what holds. */
  | { kind: 'cluster'; cluster: string; wanted: Settings; now: Settings }
  | { kind: 'http-endpoint'; cluster: string; arn: string; enabled: boolean }
  | { kind: 'instance'; instance: string; wanted: Settings }
  | { kind: 'tags'; name: string; arn: string; tags: Tags }
  | { kind: 'new-endpoint'; cluster: string; endpoint: NewEndpoint }
  | { kind: 'endpoint'; endpoint: NewEndpoint }
  | { kind: 'scalable-target'; cluster: string; target: ScalableTarget }
  | { kind: 'scaling-policy'; cluster: string; policy: ScalingPolicy }
  | { kind: 'scheduled-action'; cluster: string; action: ScheduledAction };

/** One line for a report: names, but no values. Also identifies the change. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'role':
      return `add the IAM role ${roleName(change.role)} to ${change.cluster}`;
    case 'revoked-role':
      return `remove the IAM role ${roleName(change.role)} from ${change.cluster}: production does not have it`;
    case 'cluster':
      return `set ${Object.keys(change.wanted).join(', ')} of ${change.cluster} as it was`;
    case 'http-endpoint':
      return `turn the Data API of ${change.cluster} ${change.enabled ? 'on' : 'off'}`;
    case 'instance':
      return `set ${Object.keys(change.wanted).join(', ')} of ${change.instance} as it was`;
    case 'tags':
      return `tag ${change.name} with ${Object.keys(change.tags).join(', ')}`;
    case 'new-endpoint':
      return `create the custom endpoint ${change.endpoint.identifier} of ${change.cluster}`;
    case 'endpoint':
      return `set the members of the custom endpoint ${change.endpoint.identifier} as they were`;
    case 'scalable-target':
      return `register ${change.cluster} for auto scaling, ${change.target.minCapacity} to ${change.target.maxCapacity} (${change.target.dimension})`;
    case 'scaling-policy':
      return `create the scaling policy ${change.policy.name} of ${change.cluster}`;
    case 'scheduled-action':
      return `create the scheduled action ${change.action.name} of ${change.cluster}`;
  }
}

/** `arn:aws:iam::123456789012:role/s3 (s3Import)` */
export const roleName = ({ arn, feature }: Omit<AssociatedRole, 'status'>) =>
  feature === undefined ? arn : `${arn} (${feature})`;
