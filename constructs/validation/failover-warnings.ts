import type { SingleInstance } from '../props/instance-props';
import { isUnresolved } from './validate-identifiers';

/** RDS promotes the reader of the lowest tier, and of several the largest: what the tiers of the code would make of a failover. */
export function failoverWarnings(instances: readonly SingleInstance[]): string[] {
  const sized = instances
    .filter(({ instanceClass, promotionTier }) => !isUnresolved(instanceClass) && !isUnresolved(promotionTier))
    .map((instance) => ({ ...instance, size: sizeOf(instance.instanceClass), tier: instance.promotionTier ?? 0 }));
  if (sized.length < 2) return [];
  return [smallerFirst(sized), onlyOneLarge(sized), lateServerless(sized)].filter((warning) => warning !== undefined);
}

interface Sized {
  identifier: string;
  instanceClass: string;
  /** Undefined for db.serverless, and for classes that are not known here. */
  size?: number;
  tier: number;
}

function smallerFirst(instances: readonly Sized[]): string | undefined {
  for (const small of instances) {
    const large = instances.find(({ size, tier }) => size! > small.size! && tier > small.tier);
    if (!large) continue;
    return (
      `A failover prefers "${small.identifier}" (${small.instanceClass}, tier ${small.tier}) to the larger ` +
      `"${large.identifier}" (${large.instanceClass}, tier ${large.tier}). Give the larger one the lower promotionTier.`
    );
  }
  return undefined;
}

function onlyOneLarge(instances: readonly Sized[]): string | undefined {
  if (instances.some(({ size }) => size === undefined)) return undefined;
  const largest = Math.max(...instances.map(({ size }) => size!));
  const [large, second] = instances.filter(({ size }) => size === largest);
  if (second) return undefined;
  return (
    `No other instance is as large as "${large!.identifier}" (${large!.instanceClass}): if it fails, a smaller one has to take ` +
    'the writes. Make one reader as large.'
  );
}

/** A serverless reader of tier 2 or higher scales by its own load, not with the writer. */
function lateServerless(instances: readonly Sized[]): string | undefined {
  if (instances.filter(({ tier }) => tier <= 1).length > 1) return undefined;
  const late = instances.find(({ instanceClass, tier }) => instanceClass === 'db.serverless' && tier > 1);
  if (!late) return undefined;
  return (
    `"${late.identifier}" would take over at whatever capacity it has: in tier ${late.tier} it does not scale with the writer. ` +
    'Write promotionTier: 1 for one reader.'
  );
}

/** Within a family and across: `large` < `xlarge` < `2xlarge`. */
function sizeOf(instanceClass: string): number | undefined {
  const size = /\.([a-z0-9-]+)$/.exec(instanceClass)?.[1] ?? '';
  const small = ['micro', 'small', 'medium', 'large', 'xlarge'].indexOf(size);
  if (small >= 0) return 2 ** small;
  const times = /^(\d+)xlarge/.exec(size)?.[1];
  return times === undefined ? undefined : 16 * Number(times);
}
