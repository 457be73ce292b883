import type { VersionName } from '../../desired/code-versions';
import { takesItsPlace, type VersionChange } from '../version-change';
import type { Candidate, Mark } from './candidate';
import { candidateOf, type Holder, propertyMark, quoted, type Step } from './edit-steps';
import { type Arrivals, isSameMark } from './locator';
import { type ObjectLiteral, propertyOf } from './object-literals';

/** Where the cluster's versions come from: the literals, and the values that properties of their names are given. */
interface Sources {
  objects: readonly ObjectLiteral[];
  literals: Arrivals | undefined;
  values: Arrivals | undefined;
}

/** The change made in several places, `engineVersion`'s literal here and the properties there; those within one file first. */
export function splitCandidates(sources: Sources, change: VersionChange): Candidate[] {
  const candidates = plans(sources, change).flatMap((steps) => candidateOf(steps, []) ?? []);
  return [...candidates.filter(({ obstacle }) => !obstacle), ...candidates.filter(({ obstacle }) => obstacle)];
}

function plans({ objects, literals, values }: Sources, change: VersionChange): Step[][] {
  const { from, to } = change;
  const holders = (name: VersionName) =>
    unique([literals?.get(name), values?.get(name)].flatMap((mark) => holderOf(objects, name, mark) ?? []));
  const ways = (name: VersionName): Step[][] => {
    const [before, after] = [from[name], to[name]];
    if (before === after) return [[]];
    if (before === undefined) {
      const free = holders('engineVersion').filter(({ object }) => !propertyOf(object, name));
      return free.map((at) => [{ does: 'insert', at, name, value: quoted(after!, at) }]);
    }
    if (after === undefined) return holders(name).map((at) => [{ does: 'remove', at }]);
    const literal = literals?.get(name);
    return literal ? [[{ does: 'replace', file: literal.file, span: literal, before, after }]] : [];
  };
  const properties = product(ways('upgradeTo'), ways('previousEngineVersion'));
  const turning = holders('upgradeTo').filter(({ object }) => !propertyOf(object, 'previousEngineVersion'));
  const turned = (takesItsPlace(change) ? turning : []).map((at): Step[] => [
    { does: 'turn', at, name: 'previousEngineVersion', value: quoted(to.previousEngineVersion!, at) },
  ]);
  return product(ways('engineVersion'), [...turned, ...properties]);
}

const product = (all: Step[][], others: Step[][]): Step[][] =>
  all.flatMap((steps) => others.map((more) => [...steps, ...more]));

export function holderOf(
  objects: readonly ObjectLiteral[],
  name: VersionName,
  mark: Mark | undefined,
): Holder | undefined {
  const all = objects.flatMap((object) =>
    object.members.flatMap(({ property }) => (property ? [{ object, property }] : [])),
  );
  return mark && all.find((holder) => isSameMark(propertyMark(name, holder), mark));
}

const unique = (holders: Holder[]) =>
  holders.filter(({ property }, index) => holders.findIndex((other) => other.property === property) === index);
