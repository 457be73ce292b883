import type { Renaming } from '../deployments/switchover-swap';
import type { Scene } from '../scene';

/**
 * What becomes of the scalable targets of a switchover's two clusters: the choice `scalableTargetsAtSwitchover`. To
 * Application Auto Scaling a cluster is its name, so that `kept` means that nothing happens at all.
 */
export function switchScalableTargets(scene: Scene, { name, green, old }: Renaming): void {
  const { scalableTargets } = scene.region;
  const choice = scene.world.choices.scalableTargetsAtSwitchover;
  if (choice === 'kept') return;
  const ids = [name, green].map((identifier) => `cluster:${identifier}`);
  const targets = ids.map((id) => scalableTargets[id]);
  for (const id of ids) delete scalableTargets[id];
  if (choice === 'dropped') return;
  for (const [i, target] of targets.entries()) {
    if (target === undefined) continue;
    const resourceId = `cluster:${i === 0 ? old : name}`;
    scalableTargets[resourceId] = { ...target, resourceId };
  }
}
