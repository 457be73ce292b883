/**
 * How long RDS takes, in minutes of the world's clock, and when within that time things happen. One profile: the clock's
 * speed (real, scaled, stepped) is what makes a run short, never other numbers here. Sources: the head of ../README.md, which
 * says what the upgrade log is.
 */
export const durations = {
  /** Chosen: AWS names no figure; `DB cluster created` comes first in every log. */
  clusterCreate: 2,
  /** The upgrade log: `DB cluster created` 13:30, `DB instance created` 13:35. */
  instanceCreate: 5,
  /** The upgrade log: log exports a minute after the instance, monitoring and Performance Insights three. */
  logExportsAfterCreate: 1,
  monitoringAfterCreate: 3,
  /** The upgrade log: shutdown 13:55, restarted 13:56. */
  rebootShutdown: 0.5,
  reboot: 1,
  /** Chosen, for changes of settings that show as `modifying`, and for a new name. */
  modify: 1,
  rename: 1,
  /** Chosen; an instance is unavailable for some minutes when its class changes. */
  instanceClassChange: 5,
  /** Chosen, in the range of the user guide ("typically less than 60 seconds, often less than 30"). */
  failover: 0.5,
  /** Chosen: the runbook says that `backing-up` lasts some minutes. */
  snapshot: 3,
  snapshotCopy: 2,
  /** Chosen. */
  instanceDelete: 10,
  clusterDelete: 3,
  stop: 5,
  start: 7,
  customEndpoint: 1,
  associateRole: 1,
  /** The record of a deployment goes about three minutes after the call (neosun100/aurora-bg-toolkit). */
  deploymentDelete: 3,
} as const;

/** Minutes since the start of an upgrade. The upgrade log, 15:24 to 15:40, when green went from 14.10 to 15.5. */
export const upgradeMinutes = {
  writerShutdown: 1,
  preUpgradeSnapshot: 2,
  cloningVolume: 4,
  upgradingWriter: 6,
  writerShutdowns: 11,
  writerRestarted: 12,
  clusterGroup: 13,
  upgraded: 15,
  available: 16,
} as const;

/** Minutes since CreateBlueGreenDeployment. The upgrade log, called about 15:00; the upgrade's own 16 follow `upgrade`. */
export const greenMinutes = {
  clusterCreating: 12,
  clusterCreated: 12.5,
  writerCreating: 13,
  writerParameters: 16,
  writerLogicalReplication: 17,
  writerCreated: 19,
  replicationStopped: 20,
  replicationResumed: 22,
  monitoring: 23,
  upgrade: 24,
  /** A failing creation ends here: about half an hour in, as users tell. */
  provisioningFails: 30,
  /** Chosen: one batch for all readers, after the upgrade. */
  readers: 7,
  /** Chosen. */
  customEndpoints: 1,
  /** The fault `provisioning-stalls`: its default length, and how often its event is repeated. Chosen. */
  stalled: 60,
  stalledEvent: 5,
  /** Default of the fault `available-before-members`. */
  membersBehind: 5,
} as const;

/** Seconds since SwitchoverBlueGreenDeployment. */
export const switchoverSeconds = {
  /** The upgrade log: these events come within the minute of the call, the deployment's own last. */
  started: 4,
  sequencesSynced: 8,
  announced: 9,
  /** Members still read AVAILABLE after the call and turn at most 11 s later (rlister/stax, pull request 61). */
  members: 10,
  /** Where a guardrail stops it, with the writes blocked for a moment. Chosen. */
  cancelled: 15,
  /** Beside the upgrade log: 66.1 s of refused writes, 67.2 s between two commits. */
  completed: 67,
  /** SwitchoverTimeout: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_SwitchoverBlueGreenDeployment.html */
  shortestTimeout: 30,
  defaultTimeout: 300,
  longestTimeout: 3600,
} as const;
