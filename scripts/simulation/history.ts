import type { ClusterRecord, DeploymentRecord, Region } from '../embedded-rds/world/world';
import { tagKey } from '../view/tag-key';
import { clusterName } from './names';
import { here, type Site } from './site';
import { type Strength, strengthOf } from './strength';

/** What has been seen in the world so far and cannot be read off it any more. */
export class History {
  /** Resource ids of clusters and instances that were blue of a deployment of ours that was switched over. */
  readonly formerBlue = new Set<string>();
  /** Of green, while its deployment of ours is not switched over. */
  readonly greenOfOurs = new Set<string>();
  /** Attempts that RDS accepted, by anybody: those that ended without a switchover. */
  readonly cancelled: { deployment: string; at: number; by: 'us' | 'actor' }[] = [];
  private underWay?: { deployment: string; by: 'us' | 'actor' };
  /** What production had when the last switchover was accepted. */
  beforeSwitchover?: Strength;
  /** An actor renamed, stopped or deleted what had production's name: where the name leads is its doing from then on. */
  moved = false;
  /** What actors have changed of production, or of what was to become it. */
  readonly touched = new Set<keyof Strength>();

  constructor(private readonly site: Site) {}

  accepted(by: 'us' | 'actor', deployment: string): void {
    this.underWay = { deployment, by };
    // RDS drops it, and nobody has written it down.
    if (by === 'actor') this.touched.add('scaling');
    const production = productionOf(here(this.site));
    if (production !== undefined) this.beforeSwitchover = strengthOf(here(this.site), production);
  }

  look(): void {
    const region = here(this.site);
    for (const deployment of Object.values(region.deployments)) this.lookAt(deployment, region);
  }

  private lookAt(deployment: DeploymentRecord, region: Region): void {
    if (this.underWay?.deployment === deployment.identifier && deployment.status !== 'SWITCHOVER_IN_PROGRESS') {
      if (deployment.status !== 'SWITCHOVER_COMPLETED') {
        this.cancelled.push({ ...this.underWay, at: this.site.clock.now() });
      }
      this.underWay = undefined;
    }
    if (!isOurs(deployment)) return;
    const completed = deployment.status === 'SWITCHOVER_COMPLETED';
    for (const { source, target } of deployment.members) {
      if (completed) {
        this.formerBlue.add(source);
        this.greenOfOurs.delete(target ?? '');
      } else if (target !== undefined && deployment.status !== 'DELETING') this.greenOfOurs.add(target);
    }
    // A cluster's instances that no row names went with it.
    for (const instance of completed ? Object.values(region.instances) : []) {
      if (instance.cluster === deployment.source) this.formerBlue.add(instance.resourceId);
    }
  }
}

export const isOurs = ({ tags }: DeploymentRecord): boolean => tags.some(({ Key }) => Key === tagKey.format);

export const productionOf = (region: Region): ClusterRecord | undefined =>
  Object.values(region.clusters).find(({ identifier }) => identifier === clusterName);
