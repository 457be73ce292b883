/**
 * What RDS's records cannot say by themselves, one fact a tag. What a deployment was made for (down to `requestedBy`), and what its
 * data were like (`preflight`, `skipped`), is set in the Create call, so that it is never without; the rest is written when it comes
 * about: on the deployment, on snapshots made for it, and on the old cluster and its instances before the record, and its tags with it,
 * are deleted. Tags explain and identify; they are never a lock.
 */
export const tagKey = {
  // What a deployment, or a snapshot before it, is for. Written by `runbook/upgrade/create-deployment.ts` and `snapshot-source.ts`, read by
  // `identity.ts`; the format and the versions also on old, by what writes and reads the last group below.
  format: 'aurora-upgrade:format',
  sourceResourceId: 'aurora-upgrade:source-resource-id',
  fromVersion: 'aurora-upgrade:from-version',
  toVersion: 'aurora-upgrade:to-version',
  /** `code`: the code was bumped; `to`: `--to`, and the code is written afterwards. */
  origin: 'aurora-upgrade:origin',
  requestedBy: 'aurora-upgrade:requested-by',
  /** The deployment in whose place `--rebuild` has built this one. Read by `runbook/rebuilt.ts`. */
  replaces: 'aurora-upgrade:replaces',
  /** On snapshots and on old: the deployment that they belong to. Read by `old-environment.ts` and `switchover-time.ts`. */
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
  /** Green's, written with each attempt: what will have production's name. Read by `identity.ts` and `runbook/cleanup/check-old.ts`. */
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

  // Written by `runbook/upgrade/restore-production.ts`, read by `phase.ts`, `switchover-time.ts` and `runbook/names-swapped.ts`.
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

  // The old cluster of Aurora MySQL. Written by `runbook/upgrade/keep-coordinates.ts`, read by `coordinates.ts`.
  /** `mysql-bin-changelog.000003:4278`: where its binary log ended. */
  coordinates: 'aurora-upgrade:binlog-coordinates',

  // An old environment that is being removed. Written by `runbook/cleanup/tag-old.ts`, of its final snapshot by `final-snapshot.ts`; read by
  // `old-environment.ts` and `switchover-time.ts`. The last two are for whoever looks at it in the console; no code reads them.
  oldResourceId: 'aurora-upgrade:old-resource-id',
  replacedBy: 'aurora-upgrade:replaced-by',
  switchedOverAt: 'aurora-upgrade:switched-over-at',
  finalSnapshot: 'aurora-upgrade:final-snapshot',
  provenUnusedAt: 'aurora-upgrade:proven-unused-at',
} as const;
