import type { Clock } from '../runtime/clock';

const longestTimer = 2 ** 31 - 1;

/**
 * The service's clock, as its responses show it. AWS runs in real time, but a laptop's clock may be wrong; the embedded RDS may run
 * many times faster, and says so in its header, so that waits shrink with it.
 */
export class ServiceClock implements Clock {
  private atService = Date.now();
  private atWall = Date.now();
  private speed = 1;

  now(): number {
    const pace = Number.isFinite(this.speed) ? this.speed : 1;
    return this.atService + (Date.now() - this.atWall) * pace;
  }

  /** What it showed at that moment of the wall, as far as it has run at this speed since. */
  at(wall: number): number {
    return this.now() - (Date.now() - wall) * (Number.isFinite(this.speed) ? this.speed : 1);
  }

  /** How many times as fast as the wall it runs: 1 at AWS. */
  get pace(): number {
    return this.speed;
  }

  /** Called with every response: the service's time, and its speed (1 for AWS). */
  heard(serviceTime: number, speed: number): void {
    if (!Number.isFinite(serviceTime)) return;
    this.atService = serviceTime;
    this.atWall = Date.now();
    this.speed = speed;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    // A stepped clock (speed 0) stands still until somebody moves it: then the wall's pace is the only one there is.
    const scaled = this.speed > 0 ? milliseconds / this.speed : milliseconds;
    return sleepWall(Math.min(Math.max(scaled, Math.min(milliseconds, 20)), longestTimer), signal);
  }
}

/** Waits in real time. */
export function sleepWall(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** The machine's own clock, for what does not happen in the service. */
export const wallClock: Clock = { now: Date.now, sleep: sleepWall };
