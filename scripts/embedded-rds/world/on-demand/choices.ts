/**
 * What RDS does where no source says it, and where a client that relied on one answer would break with the other: each can
 * be steered (`POST choices`), so that a client is tried with all of them. The README lists them with what is known.
 */
export interface Choices {
  /**
   * What a switchover does to the scalable targets and policies of both clusters. AWS says that policies "aren't copied" and
   * must be set up again
   * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html);
   * whether the production name keeps the old ones is not written anywhere.
   * `dropped`: both are gone. `kept`: they stay with the name. `moved`: they go with the cluster, to `…-old1`.
   */
  scalableTargetsAtSwitchover: (typeof atSwitchover)[number];
  /**
   * Members of DBCluster and DBInstance that green does not take over from blue, such as `DeletionProtection`: it then has
   * what a new cluster has. Default: deletion protection alone, so that nobody relies on a green that is protected by itself;
   * roles and backtracking never come along, which is documented.
   */
  notCopiedToGreen: string[];
  /**
   * The static and excluded members of green's custom endpoints: the counterparts of blue's, or none, so that the endpoint
   * takes in every instance of its type.
   */
  endpointMembersOnGreen: (typeof endpointMembers)[number];
  /**
   * What a deployment and its rows read after a switchover that was cancelled or timed out. AWS's own driver counts on
   * `AVAILABLE` (aws-advanced-jdbc-wrapper, BlueGreenStatusProvider), and so do those who ran into it;
   * `SWITCHOVER_FAILED` is in the API's model.
   */
  cancelledSwitchover: (typeof afterCancellation)[number];
  /** How long after it happened DescribeEvents shows an event. RDS promises no time. */
  eventDelaySeconds: number;
  /** `missing`: no event tells of a switchover, neither of its start nor of its end or cancellation. Delivery is not promised. */
  switchoverEvents: (typeof switchoverEvents)[number];
  /**
   * Whether a deployment can be deleted while green is being built. The user guide says "before or after you switch it
   * over"; whether that includes PROVISIONING is not written anywhere.
   */
  deletionWhileProvisioning: (typeof whileProvisioning)[number];
  /**
   * What the deletion of one of green's instances by hand does. `invalidates`: the deployment reads INVALID_CONFIGURATION.
   * `left-out`: it stays as it is, and the switchover leaves the counterpart on blue its name, which applications go on using.
   */
  deletedGreenInstance: (typeof afterInstanceDeletion)[number];
  /**
   * Who tells the coordinates of the binary log after a switchover of Aurora MySQL: green's writer, by the name that it had (AWS), or
   * the cluster, by green's (as users have found it); or nobody.
   */
  coordinatesEvent: (typeof coordinatesEvents)[number];
  /**
   * Whether the log of the prechecks is there after a major upgrade of Aurora MySQL that succeeded. AWS says both: "review … for
   * warnings and notices" (AuroraMySQL.upgrade-prechecks), and that it is not produced at all (AuroraMySQL.Upgrading.failure-events).
   */
  precheckLog: (typeof precheckLogs)[number];
  /**
   * Upgrades that no source lists and that this world takes all the same, `8.0.mysql_aurora.3.10.2 > 8.4.mysql_aurora.8.4.7`: of most
   * versions of Aurora MySQL nobody has published the targets. DescribeDBEngineVersions marks them as assumed.
   */
  assumedTargets: string[];
}

export const atSwitchover = ['dropped', 'kept', 'moved'] as const;
export const endpointMembers = ['counterparts', 'none'] as const;
export const afterCancellation = ['AVAILABLE', 'SWITCHOVER_FAILED'] as const;
export const switchoverEvents = ['told', 'missing'] as const;
export const whileProvisioning = ['accepted', 'refused'] as const;
export const coordinatesEvents = ['by-instance', 'by-cluster', 'missing'] as const;
export const precheckLogs = ['kept', 'failed-only'] as const;
export const afterInstanceDeletion = ['invalidates', 'left-out'] as const;

export const defaultChoices: Choices = {
  scalableTargetsAtSwitchover: 'dropped',
  notCopiedToGreen: ['DeletionProtection'],
  endpointMembersOnGreen: 'counterparts',
  cancelledSwitchover: 'AVAILABLE',
  eventDelaySeconds: 0,
  switchoverEvents: 'told',
  deletionWhileProvisioning: 'accepted',
  deletedGreenInstance: 'invalidates',
  coordinatesEvent: 'by-instance',
  precheckLog: 'kept',
  assumedTargets: [],
};
