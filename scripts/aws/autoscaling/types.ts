import type { Tags } from '../rds/types';

/** What Application Auto Scaling holds for one cluster: `cluster:<identifier>`, by name and not by resource id. */
export interface ClusterScaling {
  targets: ScalableTarget[];
  policies: ScalingPolicy[];
  scheduledActions: ScheduledAction[];
}

export interface ScalableTarget {
  /** `rds:cluster:ReadReplicaCount` */
  dimension: string;
  minCapacity: number;
  maxCapacity: number;
  /** Only where something is suspended. */
  suspended?: { dynamicIn: boolean; dynamicOut: boolean; scheduled: boolean };
  /** Of somebody's own; absent for the role that is linked to the service. */
  roleArn?: string;
  tags: Tags;
}

export interface ScalingPolicy {
  name: string;
  dimension: string;
  /** `TargetTrackingScaling`, … */
  type: string;
  /** Under the API's names (`TargetTrackingScalingPolicyConfiguration`), as it gave them: nothing here looks inside. */
  configuration: Record<string, unknown>;
}

export interface ScheduledAction {
  name: string;
  dimension: string;
  schedule: string;
  timezone?: string;
  /** Milliseconds. */
  startAt?: number;
  endAt?: number;
  minCapacity?: number;
  maxCapacity?: number;
}
