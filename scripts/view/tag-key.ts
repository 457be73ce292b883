/**
 * What RDS's records cannot say by themselves, one fact a tag. What a deployment was made for (down to `requestedBy`), and what its
 * data were like (`preflight`, `skipped`), is set in the Create call, so that it is never without; the rest is written when it comes
 * about: on the deployment, on snapshots made for it, and on the old cluster and its instances before the record, and its tags with it,
 * are deleted. Tags explain and identify; they are never a lock.
 */
export const tagKey = {
  // What a deployment is for. Written by `runbook/upgrade/create-deployment.ts`, of old by `runbook/cleanup/tag-old.ts`; read by `identity.ts`,
  // and `old-environment.ts`.
  format: 'aurora-upgrade:format',
  sourceResourceId: 'aurora-upgrade:source-resource-id',
  fromVersion: 'aurora-upgrade:from-version',
  toVersion: 'aurora-upgrade:to-version',
  /** `code`: the code was bumped; `to`: `--to`, and the code is written afterwards. */
  origin: 'aurora-upgrade:origin',
  requestedBy: 'aurora-upgrade:requested-by',
  deployment: 'aurora-upgrade:deployment',

  // The switchover. Written by `runbook/upgrade/announcement.ts`, read by `announced-attempts.ts`.
  /**
   * `…:switchover-attempt-1-3f09ac` = time. Written before the attempt is made, by the number of the attempt and the run that makes
   * it: two runs that know nothing of each other must not wipe out each other's.
   */
  attempt: 'aurora-upgrade:switchover-attempt-',
  /** The same name = time. Written when RDS has taken the attempt. */
  accepted: 'aurora-upgrade:switchover-accepted-',
  /** The same name = the attempt's time. Written when it is certain that it was not begun. */
  takenBack: 'aurora-upgrade:switchover-taken-back-',
  /** Green's, written with each attempt: what will have production's name. */
  targetResourceId: 'aurora-upgrade:target-resource-id',

  // What production had. `carry-over/journal.ts` writes and reads it.
  /** `…:journal-1`, `-2`, …: what production had before the switchover, which may drop it (`carry-over/journal.ts`). */
  journal: 'aurora-upgrade:journal-',
  /** `…:scaling-1`, `-2`, …: what older versions wrote in place of the journal: auto scaling alone. */
  scaling: 'aurora-upgrade:scaling-',
  /** Written with each attempt: what it loses and brings back, as digests. `preflight/kept-losses.ts` writes and reads it. */
  losses: 'aurora-upgrade:losses',

  // The data. Written by `runbook/upgrade/create-deployment.ts`, read by `skipped.ts` and `status`.
  /** `…:skipped-PG_NOPK` = the reason that somebody gave for going on in spite of it. */
  skipped: 'aurora-upgrade:skipped-',
  /** What the checks of the data said before the deployment was created. */
  preflight: 'aurora-upgrade:preflight',

  // What somebody changed on green. Written by `runbook/upgrade/green-changes.ts`, read by `carry-over/changed-on-green.ts`.
  /** = time. Green was made equal to production: what differs from then on was changed by somebody. */
  carried: 'aurora-upgrade:carried',
  /** `orders-1.instance_class …`: what somebody has changed on green, and wants to keep. */
  kept: 'aurora-upgrade:kept',

  // Written by `runbook/upgrade/restore-production.ts`, read by `phase.ts` and `switchover-time.ts`.
  /** = time. What the switchover dropped stands again; from then on differences are somebody's wish. */
  restored: 'aurora-upgrade:restored',

  // Hooks. Written and read in `runbook/hooks`.
  /** = time. The hook `verifyGreen` has succeeded, and is not repeated. */
  hookVerified: 'aurora-upgrade:hook-verify-green',
  /** = time. Written before the hook `beforeSwitchover` runs: from then on something may have to be undone. */
  hookBegun: 'aurora-upgrade:hook-before-switchover',
  /** = time. What was begun, or cancelled, before it needs no `onFailure` any more. */
  hookUndone: 'aurora-upgrade:hook-on-failure',
  /** = time. `atSwitchover` succeeded, and is not repeated. */
  hookAt: 'aurora-upgrade:hook-at-switchover',
  /** The same of `afterSwitchover`. */
  hookAfter: 'aurora-upgrade:hook-after-switchover',

  // The old cluster. Written by `runbook/upgrade/keep-coordinates.ts`; what is below, by `runbook/cleanup/tag-old.ts`, read by
  // and `old-environment.ts`.
  /** On the old cluster, `mysql-bin-changelog.000003:4278`: see `coordinates.ts`. */
  coordinates: 'aurora-upgrade:binlog-coordinates',
  /** On an old environment that is being removed: see `old-environment.ts`. */
  oldResourceId: 'aurora-upgrade:old-resource-id',
  replacedBy: 'aurora-upgrade:replaced-by',
  switchedOverAt: 'aurora-upgrade:switched-over-at',
  finalSnapshot: 'aurora-upgrade:final-snapshot',
  provenUnusedAt: 'aurora-upgrade:proven-unused-at',
} as const;
