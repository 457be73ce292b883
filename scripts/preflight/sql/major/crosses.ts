import type { SqlContext } from '../sql-check';

/** Upgrades from before a major version to it or a later one. */
export const crosses =
  (major: number) =>
  ({ from, to }: SqlContext): boolean =>
    Number(from.major) < major && Number(to.major) >= major;
