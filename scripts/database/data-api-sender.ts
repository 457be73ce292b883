import type { Clock } from '../runtime/clock';
import type { DataApiAccess } from './access';
import { meaningOf, type RefusalIn } from './data-api-failures';
import type { Limits } from './statement';

/** A paused cluster wakes up in less. */
const patience = 60_000;
const pause = 2_000;

/** Calls of the Data API, sent again while the cluster wakes up or AWS does not answer: they only read. */
export class DataApiSender {
  constructor(
    private readonly access: DataApiAccess,
    private readonly limits: Limits,
    private readonly clock: Clock,
    /** What the engine has against a statement. */
    private readonly refusalIn: RefusalIn,
  ) {}

  /** @throws NotReached, Refused */
  async send<T>(operation: string, database: string, call: () => Promise<T>): Promise<T> {
    const { access, limits, clock, refusalIn } = this;
    const begun = clock.now();
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const meaning = meaningOf(error, { operation, access, database, limits, refusalIn });
        if (meaning.kind === 'final') throw meaning.error;
        if (clock.now() + pause - begun > patience) throw meaning.reason;
        await clock.sleep(pause);
      }
    }
  }
}
