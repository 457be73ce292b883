import { fault } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';
import { checkedStorageType } from './checked-settings';

const month = 30 * 24 * 60 * 60_000;

/**
 * To I/O-Optimized once in 30 days, back to Standard at any time
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html). Throws StorageTypeNotAvailableFault.
 */
export function storageAfter(scene: Scene, cluster: ClusterRecord, asked: string | undefined): string | undefined {
  const type = checkedStorageType(asked);
  const { ioOptimizedAgainAt: next = 0 } = cluster;
  if (!becomesIoOptimized(cluster, type) || scene.now >= next) return type;
  const when = new Date(next).toISOString();
  throw fault('StorageTypeNotAvailableFault', `You can't modify the storage type to ${type} before ${when}.`);
}

export function rememberStorage(scene: Scene, cluster: ClusterRecord, type: string | undefined): void {
  if (becomesIoOptimized(cluster, type)) cluster.ioOptimizedAgainAt = scene.now + month;
}

function becomesIoOptimized({ settings }: ClusterRecord, type: string | undefined): boolean {
  return type === 'aurora-iopt1' && settings.StorageType !== type;
}
