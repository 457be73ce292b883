/** What the judge of a plan is given besides the plan. */
export interface JudgeInput {
  /** The guard is in the code, but was left out of this plan: what it would have stopped is not going to happen. */
  guarded: boolean;
  /** The plan is not whole: that nothing worse is in it proves nothing. */
  incomplete: boolean;
  /** Addresses whose guard stopped the plan half way. */
  stoppedAt: readonly string[];
  /** Addresses whose guard stopped another plan, made before this one with the guard in place. */
  stoppedBefore?: readonly string[];
  /** Identifiers whose destruction is meant. */
  allowDestroy: readonly string[];
  /** Identifiers whose engine change in place is meant, where no code says so. */
  allowInPlace: readonly string[];
}
