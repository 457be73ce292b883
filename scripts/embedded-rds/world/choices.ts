/**
 * What RDS does where no source says it, and where a client that relied on one answer would break with the other: each can
 * be steered (`POST choices`), so that a client is tried with all of them. The README lists them with what is known.
 */
export interface Choices {
  /**
   * What a switchover does to the scalable targets and policies of both clusters. The user guide says that policies "aren't
   * copied" and must be set up again; whether the production name keeps the old ones is not written anywhere.
   * `dropped`: both are gone. `kept`: they stay with the name. `moved`: they go with the cluster, to `…-old1`.
   */
  scalableTargetsAtSwitchover: (typeof atSwitchover)[number];
}

const atSwitchover = ['dropped', 'kept', 'moved'] as const;

export const defaultChoices: Choices = { scalableTargetsAtSwitchover: 'dropped' };

/** What each choice can be. */
const possible: Record<keyof Choices, readonly string[]> = { scalableTargetsAtSwitchover: atSwitchover };

/** Changed choices, checked. Throws RangeError with one sentence. */
export function checkedChoices(changes: Record<string, unknown>): Partial<Choices> {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(possible, name)) {
      throw new RangeError(`There is no choice ${name}; there is ${Object.keys(possible).join(', ')}.`);
    }
    const values = possible[name as keyof Choices];
    if (!values.includes(value as string)) throw new RangeError(`${name} is one of ${values.join(', ')}.`);
  }
  return changes as Partial<Choices>;
}
