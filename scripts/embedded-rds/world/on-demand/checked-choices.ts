import { compare, engines, findCatalogueVersion } from '../../../engine-versions/catalogue';
import { assumedPair } from '../clusters/upgrade-targets';
import { uncopiedMembers } from '../deployments/uncopied';
import {
  afterCancellation,
  afterInstanceDeletion,
  atSwitchover,
  type Choices,
  coordinatesEvents,
  defaultChoices,
  endpointMembers,
  precheckLogs,
  switchoverEvents,
  whileProvisioning,
} from './choices';

const numbers = 'a number, 0 or more';
const pairs = 'a list of pairs of known versions, "<from> > <later>"';

/** What each choice can be: one of these, any of them where the choice is a list, a number, or pairs of versions. */
const possible: Record<keyof Choices, readonly string[] | typeof numbers | typeof pairs> = {
  scalableTargetsAtSwitchover: atSwitchover,
  notCopiedToGreen: uncopiedMembers,
  endpointMembersOnGreen: endpointMembers,
  cancelledSwitchover: afterCancellation,
  eventDelaySeconds: numbers,
  switchoverEvents,
  deletionWhileProvisioning: whileProvisioning,
  deletedGreenInstance: afterInstanceDeletion,
  coordinatesEvent: coordinatesEvents,
  precheckLog: precheckLogs,
  assumedTargets: pairs,
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
      if (values === numbers && typeof value === 'number' && value >= 0 && Number.isFinite(value)) continue;
      if (values === pairs && Array.isArray(value) && value.every(isUpgrade)) continue;
      throw new RangeError(`${name} must be ${values}.`);
    }
    const given = isList && Array.isArray(value) ? value : [value];
    if (isList !== Array.isArray(value) || given.some((each) => !values.includes(each))) {
      throw new RangeError(`${name} must be ${isList ? 'a list of' : 'one of'} ${values.join(', ')}.`);
    }
  }
  return changes as Partial<Choices>;
}

/** Of one engine, and upwards. */
function isUpgrade(text: unknown): boolean {
  const { from = '', to = '' } = (typeof text === 'string' ? assumedPair(text) : undefined) ?? {};
  return engines.some((engine) => {
    const known = findCatalogueVersion(engine, from) !== undefined && findCatalogueVersion(engine, to) !== undefined;
    return known && compare(to, from) > 0;
  });
}
