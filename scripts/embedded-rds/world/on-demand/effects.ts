const onCalls = ['kind', 'operation', 'effect', 'call', 'times'] as const;

/** RDS's answer is replaced by another, before or after the call took effect. */
const answer = { on: 'answer', takes: [...onCalls, 'when'] } as const;
/** RDS answers, but of another world. */
const read = { on: 'read', takes: onCalls } as const;
/** What RDS does by itself goes another way. */
const course = { on: 'course', takes: ['kind', 'effect', 'reason', 'times', 'minutes'] } as const;

/** Every fault on demand: what it strikes, and the members that a rule of it may have. The README says what each one does. */
export const effects = {
  throttling: answer,
  'internal-failure': answer,
  'service-unavailable': answer,
  'bad-gateway': answer,
  'connection-reset': answer,
  'expired-token': answer,
  'invalid-client-token': answer,
  'access-denied': answer,
  'not-found-yet': answer,
  /** A refusal with a code and a text of the rule's own. */
  refusal: { ...answer, takes: [...answer.takes, 'code', 'text'] },

  /** The read answers what it would have answered a while ago. */
  stale: { ...read, takes: [...onCalls, 'seconds'] },
  /** A part of the answer is of now, the rest of a while ago. */
  torn: { ...read, takes: [...onCalls, 'seconds', 'newer'] },
  /** An account without any resource. */
  'empty-once': read,

  /** The deployment reads AVAILABLE while a green instance is still `modifying`. */
  'available-before-members': course,
  /** Ends in INVALID_CONFIGURATION with a failed task. */
  'provisioning-fails': course,
  /** Green stays on the old version, the deployment still reads AVAILABLE. */
  'upgrade-fails': course,
  /** A guardrail cancels it. */
  'switchover-cancelled': course,
  /** Writes stay blocked until the timeout, then it is rolled back. */
  'switchover-times-out': course,
  /** The degradation events, and a switchover is refused. */
  'replication-degraded': course,
  /** A reader is not switched over, and the deployment reads SWITCHOVER_COMPLETED all the same. */
  'member-fails': course,
  /** Green is not begun for `minutes`, and an event of blue says every few minutes why. */
  'provisioning-stalls': course,
  /** A manual or final snapshot ends as `failed`; the cluster goes on, also one that was being deleted. */
  'snapshot-fails': course,
} as const satisfies Record<string, { on: Struck; takes: readonly string[] }>;

type Struck = 'answer' | 'read' | 'course';
export type Effect = keyof typeof effects;
type EffectOn<On extends Struck> = { [E in Effect]: (typeof effects)[E]['on'] extends On ? E : never }[Effect];
export type AnswerEffect = EffectOn<'answer'>;
export type ReadEffect = EffectOn<'read'>;
export type CourseEffect = EffectOn<'course'>;

/** In the order of the table. */
export function effectsOn<On extends Struck>(...struck: On[]): EffectOn<On>[] {
  const names = Object.keys(effects) as EffectOn<On>[];
  return names.filter((name) => (struck as Struck[]).includes(effects[name].on));
}

export function isEffect(name: string): name is Effect {
  return Object.hasOwn(effects, name);
}

export function isReadEffect(effect: Effect): effect is ReadEffect {
  return effects[effect].on === 'read';
}

export function isCourseEffect(effect: Effect): effect is CourseEffect {
  return effects[effect].on === 'course';
}

/**
 * What of a `torn` answer is of now; all else is of then. `clusters` has custom endpoints along; `half` and `other-half` are
 * every second record, in the order of resource ids.
 */
export const newerParts = ['deployments', 'clusters', 'instances', 'half', 'other-half'] as const;
