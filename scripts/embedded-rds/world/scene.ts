import type { Region, World } from './world';

/** What a timeline's step may touch. `now` is the moment at which the step was due, not the moment it was noticed. */
export interface Scene {
  world: World;
  region: Region;
  now: number;
}
