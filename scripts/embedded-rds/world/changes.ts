import type { World } from './world';

/** One change as plain JSON: a part of the world that has another value, that is gone, or of which a stretch was replaced. */
export type Change =
  | { path: string[]; value: unknown }
  | { path: string[]; gone: true }
  | { path: string[]; at: number; removed: number; added: unknown[] };

/** Where in the world an object is, or what it is a part of: a record is told as a whole, whatever changed in it. */
export interface Place {
  path: string[];
  isWhole: boolean;
}

export const top: Place = { path: [], isWhole: false };

/** The place of what is at `name`: `regions`, a region, one of its collections, a record of that. */
export function placeIn(place: Place, target: object, name: string | symbol): Place {
  if (place.isWhole) return place;
  // An item of a list has no name of its own.
  if (Array.isArray(target)) return { ...place, isWhole: true };
  const path = [...place.path, String(name)];
  return { path, isWhole: path.length === 4 || (path.length === 1 && name !== 'regions') };
}

/** What has changed in the world, when all of it has. `before`: each object that was written to, as it was. */
export function changesIn(world: World, before: Map<object, object>, places: Map<object, Place>): Change[] {
  const told = new Map<string, Change>();
  const tell = (change: Change): unknown => told.set(change.path.join('\n'), change);
  const stretches: Change[] = [];
  for (const [target, was] of before) {
    const { path, isWhole } = places.get(target) ?? top;
    if (isWhole) tell(valueAt(world, path));
    else if (Array.isArray(target)) stretches.push(stretchOf(path, was as unknown[], target));
    else for (const name of namesThatDiffer(was, target)) tell(valueAt(world, [...path, name]));
  }
  return [...told.values(), ...stretches.filter(({ path }) => !told.has(path.join('\n')))];
}

/** Makes the change in a world that is as it was before. */
export function apply(world: World, change: Change): void {
  const parent = change.path.slice(0, -1).reduce((part, name) => part[name] as Parts, world as unknown as Parts);
  const name = change.path.at(-1) ?? '';
  if ('gone' in change) delete parent[name];
  else if ('value' in change) parent[name] = change.value;
  else (parent[name] as unknown[]).splice(change.at, change.removed, ...change.added);
}

type Parts = Record<string, unknown>;

function valueAt(world: World, path: string[]): Change {
  const value = path.reduce<unknown>((part, name) => (part as Parts | undefined)?.[name], world);
  return value === undefined ? { path, gone: true } : { path, value };
}

function namesThatDiffer(was: object, is: object): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].filter((name) => (was as Parts)[name] !== (is as Parts)[name]);
}

/** What is between the beginning and the end that two lists have in common. */
function stretchOf(path: string[], was: unknown[], is: unknown[]): Change {
  const shorter = Math.min(was.length, is.length);
  let at = 0;
  while (at < shorter && was[at] === is[at]) at += 1;
  let same = 0;
  while (same < shorter - at && was.at(-1 - same) === is.at(-1 - same)) same += 1;
  return { path, at, removed: was.length - at - same, added: is.slice(at, is.length - same) };
}
