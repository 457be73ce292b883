import type { Tags } from '../../aws/rds/types';
import type { Declaration } from '../../desired/declarations';
import { ignored } from './ignored';
import { deployBefore, type PredictedChange } from './predicted-change';

/**
 * Blue's tags replace green's at the switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html), so production's
 * are what stays. Terraform compares `tags_all`: the resource's over the provider's `default_tags`.
 */
export function predictTags(declaration: Declaration, now: Tags): PredictedChange[] {
  const { address, tagsAll, ignoredTags } = declaration;
  const isIgnored = ignored(declaration, 'tags');
  if (isIgnored === 'all' || ignored(declaration, 'tags_all') === 'all') return [];
  const about = { address, attribute: 'tags', already: false } as const;
  if (declaration.unresolved.includes('tags') || ignoredTags === 'unknown' || isIgnored === 'partly') {
    const reason = 'only Terraform knows what the code says; a switchover keeps the tags';
    return [{ ...about, effect: 'unknown', reason }];
  }
  const matters = (key: string) =>
    !key.startsWith('aws:') &&
    !ignoredTags.keys.includes(key) &&
    !ignoredTags.prefixes.some((it) => key.startsWith(it));
  const keys = [...new Set([...Object.keys(tagsAll), ...Object.keys(now)])].filter(matters);
  const differing = keys.filter((key) => tagsAll[key] !== now[key]).sort();
  if (differing.length === 0) return [];
  return [
    {
      ...about,
      effect: 'update',
      already: true,
      reason: `the code and RDS already differ in ${differing.join(', ')}: the plan shows this before the upgrade too`,
      remedy: deployBefore,
    },
  ];
}
