import { type CodeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { Several } from './workspace';

/**
 * One edit that changes several clusters of a run. Written for one of them, it would also change the others, which still run something
 * else: so it is written once each of them has reached it. Only the run remembers that: another run goes through the steps of each of
 * them again, finds them done, and comes to the same result.
 */
export class SharedEdit {
  private readonly keys = new Set<string>();

  constructor(
    readonly clusters: Several,
    readonly to: CodeVersions,
  ) {}

  changes(cluster: DesiredCluster, to = this.to): boolean {
    return sameVersions(this.to, to) && this.clusters.some((each) => keyOf(each) === keyOf(cluster));
  }

  /** This one has come to it. @returns those that have not */
  comeBy(cluster: DesiredCluster): DesiredCluster[] {
    this.keys.add(keyOf(cluster));
    return this.waitsFor;
  }

  get come(): DesiredCluster[] {
    return this.clusters.filter((each) => this.keys.has(keyOf(each)));
  }

  get waitsFor(): DesiredCluster[] {
    return this.clusters.filter((each) => !this.keys.has(keyOf(each)));
  }
}

const keyOf = ({ stack, annotation }: DesiredCluster) => `${stack} ${annotation.address}`;
