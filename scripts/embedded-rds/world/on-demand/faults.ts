import type { AnswerEffect, CourseEffect, newerParts, ReadEffect } from './effects';

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
  effect: AnswerEffect | ReadEffect;
  /** How old the answer of `stale` is, and the older part of `torn` (default 30, on the world's clock). */
  seconds?: number;
  /** What of a `torn` answer is of now (default `deployments`); all else is as old as `seconds` says. */
  newer?: (typeof newerParts)[number];
  /** Of a `refusal`: an exception of the service's model (`DBClusterQuotaExceededFault`) or any other code, and RDS's words. */
  code?: string;
  text?: string;
  /** Calls that the rule has seen. */
  seen?: number;
}

export interface CourseFault {
  kind: 'course';
  effect: CourseEffect;
  /** Why, as RDS would put it into StatusDetails and events. */
  reason?: string;
  /** How many times it strikes (default 1; 0 means always). */
  times?: number;
  /** Minutes that a condition lasts, where the effect has one (`available-before-members`: default 5, `provisioning-stalls`: 60). */
  minutes?: number;
  struck?: number;
}
