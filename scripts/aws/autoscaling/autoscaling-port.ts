import type { ClusterScaling, ScalableTarget, ScalingPolicy, ScheduledAction } from './types';

/**
 * The calls of Application Auto Scaling that this project makes, and no others: the policies in scripts/policies allow exactly these.
 * Nothing is ever deregistered or deleted. Putting something twice has the same effect as once.
 */
export interface AutoscalingPort extends AutoscalingReads, AutoscalingChanges {}

export interface AutoscalingReads {
  /** @throws UpgradeError ACCESS_DENIED without the permission to look */
  scalingOf(clusterIdentifier: string): Promise<ClusterScaling>;
}

interface AutoscalingChanges {
  registerTarget(clusterIdentifier: string, target: ScalableTarget): Promise<void>;
  putPolicy(clusterIdentifier: string, policy: ScalingPolicy): Promise<void>;
  putScheduledAction(clusterIdentifier: string, action: ScheduledAction): Promise<void>;
}
