import { plain } from '../change';
import type { Region } from '../world';

/** What reads a status that does not come round by itself: a cluster or an instance. */
interface Holding {
  status: string;
  heldStatus?: string;
}

/** Holds a status until it is set to `available` again, whatever RDS does with the record meanwhile. */
export function holdStatus(record: Holding, status: string): void {
  record.status = status;
  record.heldStatus = status === 'available' ? undefined : status;
}

/** After something has happened by itself: a status that is held comes back, except to what is being deleted. */
export function keepHeldStatuses(region: Region): void {
  for (const records of [region.clusters, region.instances]) {
    const found = plain<Record<string, Holding>>(records);
    for (const id in found) {
      const { status, heldStatus } = found[id]!;
      const isLost = heldStatus !== undefined && status !== heldStatus && status !== 'deleting';
      if (isLost) Object.assign(records[id] ?? {}, { status: heldStatus });
    }
  }
}
