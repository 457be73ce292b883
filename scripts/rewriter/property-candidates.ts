import type { AppFile } from './app-files';
import type { Candidate } from './candidate';
import { candidateOf, propertyMark, type Step } from './edit-steps';
import { findObjects, type ObjectLiteral, type Property, propertyOf } from './object-literals';
import {
  isUpgradeDone,
  isVersionName,
  takesItsPlace,
  type VersionChange,
  type VersionName,
  versionNames,
} from './versions';

/** The properties of one object that hold the cluster's versions. */
type Held = Partial<Record<VersionName, Property>>;

/** Objects that name one of the versions, or hold `engineVersion`'s under whatever name: `{ name: 'orders', version: '15.6' }`. */
export function versionObjects(files: readonly AppFile[], { from }: VersionChange): ObjectLiteral[] {
  const holdsVersion = ({ name, literal }: Property) => isVersionName(name) || literal?.says === from.engineVersion;
  const mayHold = ({ text }: AppFile) => [...versionNames, from.engineVersion].some((each) => text.includes(each));
  return files.filter(mayHold).flatMap((file) => findObjects(file, holdsVersion));
}

/** Whether every value that the cluster's versions must come from is a literal, and not passed on from elsewhere. */
export const isLiteral = ({ marks }: Candidate) => marks.every(({ open }) => open === '');

/** The whole change, made within one object; undefined where the object does not hold all that has to change. */
export function changeWithin(object: ObjectLiteral, change: VersionChange): Candidate | undefined {
  const held = heldBy(object, change);
  return isUpgradeDone(change) ? exchange(object, held) : rewrite(object, held, change);
}

function heldBy(object: ObjectLiteral, { from }: VersionChange): Held {
  const same = object.members.flatMap(({ property }) =>
    property?.literal?.says === from.engineVersion && !isVersionName(property.name) ? [property] : [],
  );
  return {
    engineVersion: propertyOf(object, 'engineVersion') ?? (same.length === 1 ? same[0] : undefined),
    upgradeTo: propertyOf(object, 'upgradeTo'),
    previousEngineVersion: propertyOf(object, 'previousEngineVersion'),
  };
}

/** A declared upgrade that is done: comments beside `engineVersion` stay with it, because only values change places. */
function exchange(object: ObjectLiteral, { engineVersion, upgradeTo, previousEngineVersion }: Held) {
  if (!engineVersion || !upgradeTo) return undefined;
  const steps: Step[] = [{ does: 'exchange', at: { object, property: engineVersion }, upgradeTo }];
  if (previousEngineVersion) steps.push({ does: 'remove', at: { object, property: previousEngineVersion } });
  return candidateOf(steps, [propertyMark('upgradeTo', { object, property: upgradeTo })]);
}

function rewrite(object: ObjectLiteral, held: Held, change: VersionChange): Candidate | undefined {
  const { from, to } = change;
  const steps: Step[] = [];
  const marked = new Set<VersionName>();
  for (const name of versionNames) {
    const [before, after] = [from[name], to[name]];
    if (before === after) continue;
    // What is not there yet is put beside `engineVersion`.
    const near = before === undefined ? 'engineVersion' : name;
    const property = held[near];
    if (!property) return undefined;
    marked.add(near);
    const at = { object, property };
    if (before === undefined) {
      if (!takesItsPlace(change)) steps.push({ does: 'insert', at, name, version: after! });
    } else if (after === undefined) {
      const turns = name === 'upgradeTo' && takesItsPlace(change);
      const version = to.previousEngineVersion!;
      steps.push(turns ? { does: 'turn', at, name: 'previousEngineVersion', version } : { does: 'remove', at });
    } else {
      if (property.literal?.says !== before) return undefined;
      steps.push({ does: 'replace', file: object.file, span: property.literal, before, after });
    }
  }
  const marks = [...marked].map((name) => propertyMark(name, { object, property: held[name]! }));
  return candidateOf(steps, marks);
}
