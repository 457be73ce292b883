import { findCluster, findInstance } from '../world/lookup';
import type { Scene } from '../world/scene';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';

/** Names a cluster or an instance, and a region where several have one of that name. */
interface Named {
  cluster?: string;
  instance?: string;
  region?: unknown;
}

/** The scene of what is named: in the region that is named, or in the only one that has it. Throws ControlError. */
export function sceneOf(world: World, clock: WorldClock, { cluster, instance, region }: Named): Scene {
  const what = cluster === undefined ? `instance ${instance}` : `cluster ${cluster}`;
  const scenes = Object.values(world.regions)
    .filter(({ name }) => region === undefined || name === region)
    .map((candidate) => ({ world, region: candidate, now: clock.now() }))
    .filter((scene) =>
      cluster === undefined
        ? findInstance(scene, instance ?? '') !== undefined
        : findCluster(scene, cluster) !== undefined,
    );
  const [scene] = scenes;
  if (scene === undefined) throw new ControlError(`There is no ${what}${region ? ` in ${region}` : ''}.`);
  if (scenes.length > 1) throw new ControlError(`Several regions have a ${what}: name the region too.`);
  return scene;
}
