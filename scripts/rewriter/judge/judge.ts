import type { CodeVersions } from '../../desired/code-versions';
import type { ClusterRef, ClusterRefs } from '../edit';
import type { VersionChange } from '../version-change';
import type { Difference } from './difference';

/** A cluster as one reading of the code shows it. */
export interface ReadCluster {
  stack: string;
  address: string;
  clusterIdentifier: string;
  /** What the code says; undefined of a cluster that no AuroraCluster has made. */
  versions: CodeVersions | undefined;
}

/** What the code means. Any further details belong to the judge: a reading goes back to the judge that made it. */
export interface Reading {
  /** All that the code declares: those of others too, because an edit must not touch them either. */
  clusters: readonly ReadCluster[];
  /** It covers these stacks and no other: an app may make others out of another environment. */
  stacks: readonly string[];
}

/** The result of an edit. */
export interface Verdict {
  /** Each of the clusters says the new versions, all three of them. */
  moved: boolean;
  /** Differences that the edit must not make; it is as intended if the clusters moved and there is none. */
  unintended: Difference[];
  /** Other clusters whose versions changed along. */
  otherClusters: ReadCluster[];
  /** Attributes beyond the version, its annotation and its guard that follow the version. */
  derived: string[];
}

export const isIntended = ({ moved, unintended }: Verdict) => moved && unintended.length === 0;

/** Determines what the code means. Whatever the search for an edit guesses, only a judge's verdict counts as proof. */
export interface Judge {
  /** What the code in that folder says now. Throws where it says nothing; has its own time limit. */
  read(folder: string): Promise<Reading>;
  /** Whether code that was edited means exactly the intended change of these clusters. */
  compare(before: Reading, after: Reading, clusters: ClusterRefs, change: VersionChange): Verdict;
  /** Where two readings of the very same code differ first; undefined where what it means is stable, as a proof needs it. */
  instability(first: Reading, again: Reading): Difference | undefined;
}

type Named = Pick<ReadCluster, 'stack' | 'address'>;

export const isSame = (a: Named, b: Named) => a.stack === b.stack && a.address === b.address;

/** What the code says about one cluster; undefined if it does not have it, or not as an AuroraCluster. */
export const versionsIn = (reading: Reading, cluster: ClusterRef): CodeVersions | undefined =>
  reading.clusters.find((each) => isSame(each, cluster))?.versions;
