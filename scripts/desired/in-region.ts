import { refusal } from '../runtime/errors';
import type { DesiredCluster } from './desired-cluster';

export interface Placed {
  cluster: DesiredCluster;
  /** That of its provider block, of the environment or of the profile, in this order; undefined where none of them names one. */
  region?: string;
}

/**
 * The clusters of the code in one region. It chooses among them and sets nothing: where a cluster is, its provider block says.
 * @throws UpgradeError NO_REGION, REGION_UNKNOWN
 */
export function inRegion(placed: readonly Placed[], region: string): DesiredCluster[] {
  const nowhere = placed.filter((each) => each.region === undefined).map(({ cluster }) => cluster.path);
  if (nowhere.length > 0) {
    throw refusal(
      'NO_REGION',
      `Which clusters are in ${region} cannot be told: neither the provider block, nor AWS_REGION, nor the profile names the region of ${nowhere.join(', ')}.`,
      'Write region into the provider block of the stack, or set AWS_REGION.',
    );
  }
  // People paste it as it comes; AWS writes its regions in lower case.
  const wanted = region.trim().toLowerCase();
  const there = placed.filter((each) => each.region === wanted).map(({ cluster }) => cluster);
  if (there.length > 0 || placed.length === 0) return there;
  throw refusal(
    'REGION_UNKNOWN',
    `The app declares no cluster in the region "${region}".`,
    `It declares ${byRegion(placed)}.`,
  );
}

/** `orders, billing in eu-central-1; orders in us-east-1` */
function byRegion(placed: readonly Placed[]): string {
  const regions = [...new Set(placed.map(({ region }) => region ?? 'an unknown region'))];
  const namesIn = (region: string) =>
    placed
      .filter((each) => (each.region ?? 'an unknown region') === region)
      .map(({ cluster }) => cluster.annotation.clusterIdentifier);
  return regions.map((region) => `${namesIn(region).join(', ')} in ${region}`).join('; ');
}
