import { uncopiedMembers } from './uncopied';

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
  /**
   * Members of DBCluster and DBInstance that green does not take over from blue, such as `DeletionProtection`: it then has
   * what a new cluster has. Default: none; roles and backtracking never come along, which is documented.
   */
  notCopiedToGreen: string[];
  /**
   * The static and excluded members of green's custom endpoints: the counterparts of blue's, or none, so that the endpoint
   * takes in every instance of its type.
   */
  endpointMembersOnGreen: (typeof endpointMembers)[number];
}

const atSwitchover = ['dropped', 'kept', 'moved'] as const;
const endpointMembers = ['counterparts', 'none'] as const;

export const defaultChoices: Choices = {
  scalableTargetsAtSwitchover: 'dropped',
  notCopiedToGreen: [],
  endpointMembersOnGreen: 'counterparts',
};

/** What each choice can be: one of these, or any of them where the choice is a list. */
const possible: Record<keyof Choices, readonly string[]> = {
  scalableTargetsAtSwitchover: atSwitchover,
  notCopiedToGreen: uncopiedMembers,
  endpointMembersOnGreen: endpointMembers,
};

/** Changed choices, checked. Throws RangeError with one sentence. */
export function checkedChoices(changes: Record<string, unknown>): Partial<Choices> {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(possible, name)) {
      throw new RangeError(`There is no choice ${name}; there is ${Object.keys(possible).join(', ')}.`);
    }
    const isList = Array.isArray(defaultChoices[name as keyof Choices]);
    const values = possible[name as keyof Choices];
    const given = isList && Array.isArray(value) ? value : [value];
    if (isList !== Array.isArray(value) || given.some((each) => !values.includes(each))) {
      throw new RangeError(`${name} is ${isList ? 'a list out of' : 'one of'} ${values.join(', ')}.`);
    }
  }
  return changes as Partial<Choices>;
}
