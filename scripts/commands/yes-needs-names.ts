import { commandLine } from '../../constructs/command-line';
import type { DesiredCluster } from '../desired/desired-cluster';
import { refusal } from '../runtime/errors';

interface Asked {
  command: string;
  names: readonly string[];
  region?: string;
  yes?: boolean;
  plan?: boolean;
  local?: boolean;
}

/**
 * A yes in advance covers clusters that somebody has named: which ones are in a region changes with the code, and a cluster that was
 * added there since must not be covered by a yes that was given before it.
 * @throws UpgradeError REGION_NEEDS_NAMES
 */
export function requireNamed(
  clusters: readonly DesiredCluster[],
  { command, names, region, yes, ...asked }: Asked,
): void {
  if (region === undefined || yes !== true || asked.plan === true || names.length > 0) return;
  const blueGreen = clusters.filter(({ annotation }) => annotation.upgradePolicy !== 'in-place');
  const meant = (blueGreen.length > 0 ? blueGreen : clusters).map(({ annotation }) => annotation.clusterIdentifier);
  const where = ['--region', region];
  const locally = asked.local === true ? ['--local'] : [];
  const look = command === 'abort' ? ['status', ...where] : [command, ...where, '--plan'];
  throw refusal(
    'REGION_NEEDS_NAMES',
    `--yes consents in advance, and no cluster is named. In ${region} the code has ${meant.length}: ${meant.join(', ')}. Nothing was changed.`,
    `Look first: ${commandLine(look[0]!, [...look.slice(1), ...locally])}. Then name those that you mean: ${commandLine(command, [...meant, ...where, '--yes', ...locally])}. Without --yes, each cluster is asked for.`,
  );
}
