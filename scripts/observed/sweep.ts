import { listed } from '../aws/rds/listed';
import { readOnce } from '../aws/rds/read-once';
import type { Clock } from '../runtime/clock';
import type { Sources } from './sources';

/** How long a list counts as current, in milliseconds on the service's clock. */
const fresh = 60_000;

interface Reading {
  at: number;
  sources: Sources;
}

/**
 * One look at many clusters: the lists of their account are read once for all of them. For commands that only read: whoever acts reads
 * afresh before, and nothing here can act.
 */
export class Sweep {
  private readonly readings = new Map<Sources, Reading>();

  /** @param looks  how many clusters are looked at, at the most; one alone is read by name */
  constructor(private readonly looks: number) {}

  /** Asked for before each cluster, so that what is shown of one cluster was read together. */
  sources(connection: Sources & { clock: Clock }): Sources {
    const now = connection.clock.now();
    const known = this.readings.get(connection);
    if (known !== undefined && now - known.at <= fresh) return known.sources;
    const { rds, metrics, autoscaling } = connection;
    const once = readOnce(rds);
    const sources = { rds: this.looks > 1 ? listed(once, this.looks) : once, metrics, autoscaling };
    this.readings.set(connection, { at: now, sources });
    return sources;
  }
}
