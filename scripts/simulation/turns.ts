import type { WorldClock } from '../embedded-rds/server/clock';
import type { Random } from './random';

interface Waiting {
  until: number;
  resume(): void;
}

/**
 * Processes that run at once, on one thread: between two calls of one, another may make its own. Who goes next among those
 * that are due is drawn; when all of them wait, time passes until the first is due.
 */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private busy = 0;
  private present = 0;

  constructor(
    private readonly clock: WorldClock,
    private readonly random: Random,
  ) {}

  /** A process from its first call to its end. */
  async of<T>(process: () => Promise<T>): Promise<T> {
    this.present += 1;
    this.busy += 1;
    try {
      return await process();
    } finally {
      this.present -= 1;
      this.busy -= 1;
      this.next();
    }
  }

  /** Lets the others have a turn, and returns when so many milliseconds have passed. */
  pass(milliseconds: number): Promise<void> | void {
    if (this.present <= 1) {
      if (milliseconds > 0) this.clock.advance(milliseconds);
      return;
    }
    return new Promise((resume) => {
      // The clock shows whole milliseconds: what is due between two of them is due at the second.
      this.waiting.push({ until: this.clock.now() + Math.ceil(milliseconds), resume });
      this.busy -= 1;
      this.next();
    });
  }

  private next(): void {
    if (this.busy > 0 || this.waiting.length === 0) return;
    const first = Math.min(...this.waiting.map(({ until }) => until));
    this.clock.advanceTo(first);
    const due = this.waiting.filter(({ until }) => until <= this.clock.now());
    const chosen = this.random.pick(due);
    this.waiting.splice(this.waiting.indexOf(chosen), 1);
    this.busy += 1;
    chosen.resume();
  }
}
