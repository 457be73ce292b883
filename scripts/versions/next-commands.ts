import { commandLine } from '../../constructs/command-line';
import { blueGreenMinimum, isBelow } from '../engine-versions/support';
import type { ClusterPair } from './pair-clusters';
import { isRefused, type VersionDiff } from './version-diff';

/** What somebody runs once the change is merged; nothing for one that is refused. */
export function nextCommands(diff: VersionDiff, { base, head }: ClusterPair): string[] {
  const { change, cluster, stack, upgrades, from, to } = diff;
  if (isRefused(diff)) return [];
  const { deploy } = (head ?? base)!.delivery;
  const check = commandLine('plan-check', [stack]);
  // Of two stacks, or of one that may be gone.
  if (change === 'removed' || change === 'moved') return [commandLine('plan-check')];
  if (from?.cluster !== to?.cluster) return change === 'added' ? [deploy] : [check];
  const pending = upgrades.filter(({ path }) => path !== 'running');
  if (to?.upgradePolicy === 'in-place') return pending.length > 0 ? [check, deploy] : [deploy];
  const upgrade = commandLine('upgrade', [cluster]);
  const bumped = pending.find(({ by }) => by === 'engineVersion');
  // The notes say what comes first.
  if (pending.some((each) => isBelow(each.from, blueGreenMinimum(each.from))))
    return bumped === undefined ? [deploy] : [];
  // The groups of a declared upgrade exist before green is made with them.
  if (bumped === undefined && pending.length > 0) return [deploy, upgrade];
  if (bumped !== undefined && isLeftByUpgrade(diff)) return [upgrade, commandLine('cleanup', [cluster])];
  if (bumped !== undefined) return [upgrade];
  return [deploy];
}

/** The very change that the upgrade itself writes: the version that was declared, and the former one as the previous. */
export function isLeftByUpgrade({ from, to }: VersionDiff): boolean {
  return (
    from !== undefined &&
    to !== undefined &&
    from.engineVersion !== to.engineVersion &&
    to.previousEngineVersion === from.engineVersion
  );
}
