import type {
  PutScalingPolicyRequest,
  ScalableTargetAction,
  SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';

/** A scalable target with its policies and scheduled actions, which cannot be without it. */
export interface ScalableTargetRecord {
  /** The last part of its ARN. */
  id: string;
  /** `cluster:orders` */
  resourceId: string;
  minCapacity: number;
  maxCapacity: number;
  suspendedState: Required<SuspendedState>;
  createdAt: number;
  tags: Record<string, string>;
  /** By name. */
  policies: Record<string, ScalingPolicyRecord>;
  scheduledActions: Record<string, ScheduledActionRecord>;
}

export interface ScheduledActionRecord {
  name: string;
  /** The part of its ARN that is its own. */
  id: string;
  createdAt: number;
  /** `cron(0 8 * * ? *)` */
  schedule: string;
  timezone?: string;
  startTime?: number;
  endTime?: number;
  action: ScalableTargetAction;
}

export interface ScalingPolicyRecord {
  name: string;
  /** The part of its ARN that is its own. */
  id: string;
  createdAt: number;
  /** Of the alarms that Application Auto Scaling makes for target tracking. */
  alarmIds: string[];
  settings: Pick<
    PutScalingPolicyRequest,
    'PolicyType' | 'StepScalingPolicyConfiguration' | 'TargetTrackingScalingPolicyConfiguration'
  >;
}
