import type { AppFile } from '../../checkout/app-files';
import { isVersionName, type VersionName, versionNames } from '../../desired/code-versions';
import { isUpgradeDone, takesItsPlace, type VersionChange } from '../version-change';
import type { Candidate, Mark } from './candidate';
import { candidateOf, type Holder, propertyMark, quoted, type Step, valueText } from './edit-steps';
import { findObjects, type ObjectLiteral, type Property, propertyOf } from './object-literals';

/** The properties of one object that hold the cluster's versions. */
type Held = Partial<Record<VersionName, Holder>>;

/** Objects that name one of the versions, or hold one under any name: `{ name: 'orders', version: '15.6' }`. */
export function versionObjects(files: readonly AppFile[], { from }: VersionChange): ObjectLiteral[] {
  const said = versionNames.flatMap((name) => from[name] ?? []);
  const holdsVersion = ({ name, literal }: Property) =>
    isVersionName(name) || (literal !== undefined && said.includes(literal.says));
  const mayHold = ({ text }: AppFile) => [...versionNames, ...said].some((each) => text.includes(each));
  return files.filter(mayHold).flatMap((file) => findObjects(file, holdsVersion));
}

/** Whether every value from which the cluster's versions must come is a literal, and not passed on from elsewhere. */
export const isLiteral = ({ marks }: Candidate) => marks.every(({ open }) => open === '');

/** The whole change, made within one object; undefined if the object does not hold everything that must change. */
export function changeWithin(object: ObjectLiteral, change: VersionChange): Candidate | undefined {
  const held = heldBy(object, change);
  return isUpgradeDone(change) ? exchange(held) : rewrite(object, held, change);
}

/** By its own name, or else the one literal that says that version. */
function heldBy(object: ObjectLiteral, { from }: VersionChange): Held {
  const under = (name: VersionName) => {
    const same = object.members.flatMap(({ property }) =>
      property?.literal && property.literal.says === from[name] && !isVersionName(property.name) ? [property] : [],
    );
    const property = propertyOf(object, name) ?? (same.length === 1 ? same[0] : undefined);
    return property && { object, property };
  };
  return {
    engineVersion: under('engineVersion'),
    upgradeTo: under('upgradeTo'),
    previousEngineVersion: under('previousEngineVersion'),
  };
}

/** A declared upgrade that is done: the values change places, whatever they are, and comments stay with their names. */
function exchange({ engineVersion, upgradeTo, previousEngineVersion }: Held): Candidate | undefined {
  if (!engineVersion || !upgradeTo) return undefined;
  const former = valueText(engineVersion);
  const steps: Step[] = [{ does: 'give', at: engineVersion, value: valueText(upgradeTo) }];
  if (previousEngineVersion) {
    steps.push({ does: 'give', at: previousEngineVersion, value: former }, { does: 'remove', at: upgradeTo });
  } else steps.push({ does: 'turn', at: upgradeTo, name: 'previousEngineVersion', value: former });
  return candidateOf(steps, [propertyMark('upgradeTo', upgradeTo)]);
}

function rewrite(object: ObjectLiteral, held: Held, change: VersionChange): Candidate | undefined {
  const { from, to } = change;
  const steps: Step[] = [];
  const marks = new Map<VersionName, Mark>();
  for (const name of versionNames) {
    const [before, after] = [from[name], to[name]];
    if (before === after) continue;
    // What is not there yet is put beside `engineVersion`.
    const near = before === undefined ? 'engineVersion' : name;
    const at = held[near];
    if (!at) return undefined;
    marks.set(near, propertyMark(near, at));
    if (before !== undefined && after !== undefined) {
      const { literal } = at.property;
      if (literal?.says !== before) return undefined;
      steps.push({ does: 'replace', file: object.file, span: literal, before, after });
    } else if (after !== undefined) {
      const empty = emptyProperty(object, name);
      if (empty === 'taken') return undefined;
      if (empty) steps.push({ does: 'give', at: empty, value: quoted(after, at) });
      else if (!takesItsPlace(change)) steps.push({ does: 'insert', at, name, value: quoted(after, at) });
    } else {
      const turns = name === 'upgradeTo' && takesItsPlace(change) && !emptyProperty(object, 'previousEngineVersion');
      const value = turns ? quoted(to.previousEngineVersion!, at) : '';
      steps.push(turns ? { does: 'turn', at, name: 'previousEngineVersion', value } : { does: 'remove', at });
    }
  }
  return candidateOf(steps, [...marks.values()]);
}

/** `previousEngineVersion: undefined`; if another expression is there, a version must not replace it. */
function emptyProperty(object: ObjectLiteral, name: VersionName): Holder | 'taken' | undefined {
  const property = propertyOf(object, name);
  if (!property) return undefined;
  return valueText({ object, property }) === 'undefined' ? { object, property } : 'taken';
}
