import { regionOf } from '../aws/region-of';
import { interactive } from '../cli/ask';
import { choose } from '../cli/choose';
import type { CommandContext, CommonOptions } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { inRegion, type Placed } from '../desired/in-region';
import { type Selection, selectClusters } from '../desired/select-clusters';
import { given } from '../runtime/given';
import type { Workspace } from '../workspace/workspace';
import { requireNamed } from './yes-needs-names';

interface Acting extends Selection {
  /** Of a command that changes something: a yes in advance is to clusters that are named. */
  acts?: 'upgrade' | 'abort' | 'cleanup';
}

type Options = CommonOptions & { plan?: boolean };

/**
 * The clusters that a command is called for: those named, those of a region, all of them, or the only one. At a terminal, one that is
 * missing is chosen from a list.
 * @throws UpgradeError as `selectClusters` and `inRegion`; REGION_NEEDS_NAMES
 */
export async function selectedClusters(
  { clusters }: Pick<Workspace, 'clusters'>,
  names: readonly string[],
  options: Options,
  { acts, ...selection }: Acting,
  { report, signal }: CommandContext,
): Promise<DesiredCluster[]> {
  const { region, yes, plan, local } = options;
  if (region !== undefined) {
    const there = inRegion(await placed(clusters), region);
    if (acts !== undefined) requireNamed(there, { command: acts, names, region, ...given({ yes, plan, local }) });
    const selected = selectClusters(there, names, { ...selection, all: true, region });
    if (acts !== undefined && names.length === 0) {
      report({
        code: 'NOTE',
        message: `${region} has ${listOf(selected)} in the code; they are taken one after the other.`,
      });
    }
    return selected;
  }
  if (names.length === 0 && selection.all !== true && clusters.length > 1 && mayAsk(options)) {
    const one = await chooseCluster(await placed(clusters), selection.purpose ?? 'meant', signal);
    if (one !== undefined) return [one];
  }
  return selectClusters(clusters, names, selection);
}

/** A program that reads JSON answers no questions but those of consent. */
export const mayAsk = ({ json }: CommonOptions): boolean => json !== true && interactive();

/** First the region, where there are several. Undefined: none was chosen. */
export async function chooseCluster(
  all: readonly Placed[],
  purpose: string,
  signal: AbortSignal,
): Promise<DesiredCluster | undefined> {
  const nothing = 'chooses none';
  const regions = [...new Set(all.map(({ region }) => region ?? '?'))];
  const labelled = (clusters: readonly Placed[]) =>
    clusters.map(({ cluster }) => cluster.annotation.clusterIdentifier).join(', ');
  const clustersIn = (wanted: string) => all.filter(({ region = '?' }) => region === wanted);
  const inRegions = regions.map((name) => ({ name, what: labelled(clustersIn(name)), value: name }));
  const region =
    regions.length > 1
      ? await choose(`In which region is the cluster ${purpose}?`, inRegions, nothing, signal)
      : regions[0];
  if (region === undefined) return undefined;
  const there = clustersIn(region);
  if (there.length === 1) return there[0]?.cluster;
  const choices = there.map(({ cluster }) => {
    const { clusterIdentifier, engine, engineVersion } = cluster.annotation;
    const twins = there.filter((each) => each.cluster.annotation.clusterIdentifier === clusterIdentifier);
    const name = twins.length > 1 ? cluster.path : clusterIdentifier;
    return { name, what: `${engine} ${engineVersion}, stack ${cluster.stack}`, value: cluster };
  });
  return choose(`Which cluster of ${region} is ${purpose}?`, choices, nothing, signal);
}

const placed = (clusters: readonly DesiredCluster[]): Promise<Placed[]> =>
  Promise.all(clusters.map(async (cluster) => ({ cluster, ...given({ region: await regionOf(cluster.provider) }) })));

const listOf = (clusters: readonly DesiredCluster[]) =>
  `${clusters.length === 1 ? 'one cluster' : `${clusters.length} clusters`} (${clusters.map(({ annotation }) => annotation.clusterIdentifier).join(', ')})`;
