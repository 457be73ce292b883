import { uncopiedMembers } from '../deployments/uncopied';
import {
  afterCancellation,
  afterInstanceDeletion,
  atSwitchover,
  type Choices,
  defaultChoices,
  endpointMembers,
  switchoverEvents,
  whileProvisioning,
} from './choices';

/** What each choice can be: one of these, any of them where the choice is a list, or a number, 0 or more. */
const possible: Record<keyof Choices, readonly string[] | 'a number, 0 or more'> = {
  scalableTargetsAtSwitchover: atSwitchover,
  notCopiedToGreen: uncopiedMembers,
  endpointMembersOnGreen: endpointMembers,
  cancelledSwitchover: afterCancellation,
  eventDelaySeconds: 'a number, 0 or more',
  switchoverEvents,
  deletionWhileProvisioning: whileProvisioning,
  deletedGreenInstance: afterInstanceDeletion,
};

/** Changed choices, checked. Throws RangeError with one sentence. */
export function checkedChoices(changes: Record<string, unknown>): Partial<Choices> {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(possible, name)) {
      throw new RangeError(`There is no choice ${name}. The choices: ${Object.keys(possible).join(', ')}.`);
    }
    const isList = Array.isArray(defaultChoices[name as keyof Choices]);
    const values = possible[name as keyof Choices];
    if (typeof values === 'string') {
      if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) continue;
      throw new RangeError(`${name} must be ${values}.`);
    }
    const given = isList && Array.isArray(value) ? value : [value];
    if (isList !== Array.isArray(value) || given.some((each) => !values.includes(each))) {
      throw new RangeError(`${name} must be ${isList ? 'a list of' : 'one of'} ${values.join(', ')}.`);
    }
  }
  return changes as Partial<Choices>;
}
