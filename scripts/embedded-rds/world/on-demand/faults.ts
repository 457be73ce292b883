/**
 * A fault on demand. Rules on calls answer instead of RDS, or show a read another world (`stale`, `torn`, `empty-once`); rules on the course of things change what a timeline does.
 * A rule counts the calls of its operation from the moment that it was added.
 */
export type FaultRule = CallFault | CourseFault;

export interface CallFault {
  kind: 'call';
  /** An operation's name, or `*`; with its service where two have the same, `application-autoscaling:ListTagsForResource`. */
  operation: string;
  /** The first call that it hits, counted from 1 (default 1). */
  call?: number;
  /** How many calls in a row it hits (default 1; 0 means all that follow). */
  times?: number;
  /** Whether the operation takes effect before the fault is answered (default 'before': no effect). */
  when?: 'before' | 'after';
  effect:
    | 'throttling'
    | 'internal-failure'
    | 'service-unavailable'
    | 'bad-gateway'
    | 'connection-reset'
    | 'expired-token'
    | 'invalid-client-token'
    | 'access-denied'
    | 'not-found-yet'
    | 'stale'
    | 'torn'
    | 'empty-once';
  /** How old the answer of `stale` is, and the older part of `torn` (default 30, on the world's clock). */
  seconds?: number;
  /**
   * What of a `torn` answer is of now (default `deployments`); all else is as old as `seconds` says. `clusters` has custom
   * endpoints along; `half` and `other-half` are every second record, in the order of resource ids.
   */
  newer?: 'deployments' | 'clusters' | 'instances' | 'half' | 'other-half';
  /** Calls that the rule has seen. */
  seen?: number;
}

export interface CourseFault {
  kind: 'course';
  /**
   * `available-before-members`: the deployment reads AVAILABLE while a green instance is still `modifying`.
   * `provisioning-fails`: ends in INVALID_CONFIGURATION with a failed task.
   * `upgrade-fails`: green stays on the old version, the deployment still reads AVAILABLE.
   * `switchover-cancelled`: a guardrail cancels it; `switchover-times-out`: writes stay blocked until the timeout, then it is rolled back.
   * `replication-degraded`: the degradation events, and a switchover is refused.
   * `member-fails`: a reader is not switched over, and the deployment reads SWITCHOVER_COMPLETED all the same.
   * `provisioning-stalls`: green is not begun for `minutes`, and an event of blue says every few minutes why.
   * `snapshot-fails`: a manual or final snapshot ends as `failed`; the cluster goes on, also one that was being deleted.
   */
  effect:
    | 'available-before-members'
    | 'provisioning-fails'
    | 'upgrade-fails'
    | 'switchover-cancelled'
    | 'switchover-times-out'
    | 'replication-degraded'
    | 'member-fails'
    | 'provisioning-stalls'
    | 'snapshot-fails';
  /** Why, as RDS would put it into StatusDetails and events. */
  reason?: string;
  /** How many times it strikes (default 1; 0 means always). */
  times?: number;
  /** Minutes that a condition lasts, where the effect has one (`available-before-members`: default 5, `provisioning-stalls`: 60). */
  minutes?: number;
  struck?: number;
}
