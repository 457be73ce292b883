import type { World } from './world';

/** What the databases behind a world have logged, by resource id of the cluster: no part of its state. */
const readers = new WeakMap<World, (cluster: string) => string>();

export const provideLogs = (world: World, read: (cluster: string) => string): void => void readers.set(world, read);

/** Empty where there is no database. */
export const logOf = (world: World, cluster: string): string => readers.get(world)?.(cluster) ?? '';
