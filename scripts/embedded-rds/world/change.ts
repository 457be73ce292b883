import { type Change, changesIn, type Place, placeIn, top } from './changes';
import type { World } from './world';

/**
 * Changes the world: `run` is handed the world to change, and what it throws leaves no trace. Nothing is copied beforehand but,
 * level by level, the objects that `run` writes to, right before it does: a change costs as much in a large world as in a small one.
 */
export function change<Result>(world: World, run: (world: World) => Result): Result {
  const writes = new Writes();
  try {
    const result = run(writes.through(world, top) as World);
    writes.settle();
    const watcher = watchers.get(world);
    const changes = watcher === undefined ? [] : changesIn(world, writes.before, writes.places);
    if (changes.length > 0) watcher?.(changes);
    return result;
  } catch (error) {
    writes.takeBack();
    throw error;
  }
}

const watchers = new WeakMap<World, (changes: Change[]) => void>();

/** Calls `watcher` after every change of this world that changed something. */
export function watch(world: World, watcher: (changes: Change[]) => void): void {
  watchers.set(world, watcher);
}

const behind = new WeakMap<object, object>();

/** What is behind a part of a world that is being changed: to search it for something. Only ever read. */
export function plain<Value>(value: Value): Value {
  return (isObject(value) ? (behind.get(value) ?? value) : value) as Value;
}

/** What was written to in one change. The world is seen through proxies that note it; what is new in it is not. */
class Writes implements ProxyHandler<object> {
  /** A copy of each object that was written to, as it was: one level of it. */
  readonly before = new Map<object, object>();
  readonly places = new Map<object, Place>();
  private readonly proxies = new Map<object, object>();
  private readonly added = new Set<object>();

  through(target: object, place: Place): object {
    const proxy = new Proxy(target, this);
    this.proxies.set(target, proxy);
    this.places.set(target, place);
    behind.set(proxy, target);
    return proxy;
  }

  get(target: object, name: string | symbol): unknown {
    const value = Reflect.get(target, name);
    if (Array.isArray(target) && inPlace.has(name)) return this.inPlace(target, value as Edit);
    if (!isObject(value) || behind.has(value) || this.added.has(value)) return value;
    return this.proxies.get(value) ?? this.through(value, placeIn(this.places.get(target) ?? top, target, name));
  }

  set(target: object, name: string | symbol, value: unknown): boolean {
    this.keep(target);
    return Reflect.set(target, name, this.written(value));
  }

  deleteProperty(target: object, name: string | symbol): boolean {
    this.keep(target);
    return Reflect.deleteProperty(target, name);
  }

  /** What is new in the world may have been made of parts that were there: it gets them, not what they are seen through. */
  settle(): void {
    for (const value of this.added) this.withoutProxies(value);
  }

  takeBack(): void {
    for (const [target, was] of this.before) {
      // All of them, so that the order of names is as it was, too.
      for (const name of Object.keys(target)) Reflect.deleteProperty(target, name);
      Object.assign(target, Array.isArray(was) ? { length: was.length } : {}, was);
    }
  }

  /** A list moves its items itself: through the proxy it would one by one. */
  private inPlace(target: unknown[], edit: Edit): Edit {
    return (...items) => {
      this.keep(target);
      return edit.apply(
        target,
        items.map((item) => this.written(item)),
      );
    };
  }

  private written(value: unknown): unknown {
    const found = plain(value);
    if (isObject(found) && found === value) this.added.add(found);
    return found;
  }

  private keep(target: object): void {
    if (!this.before.has(target))
      this.before.set(target, Array.isArray(target) ? [...target] : Object.assign(Object.create(null), target));
  }

  private withoutProxies(target: object): void {
    for (const [name, value] of Object.entries(target)) {
      const found = plain(value);
      if (found !== value) Reflect.set(target, name, found);
      else if (isObject(value)) this.withoutProxies(value);
    }
  }
}

type Edit = (...items: unknown[]) => unknown;
const inPlace = new Set<string | symbol>(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse']);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
