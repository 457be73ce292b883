/**
 * The world's clock. `speed` is how many of its seconds pass in a second on the wall: 1 is real time, 600 makes forty
 * minutes last four seconds, 0 stands still until it is advanced, Infinity lets everything that is due happen at once.
 * It never goes backwards, whatever the wall does.
 */
export interface WorldClock {
  /** Milliseconds since the epoch. */
  now(): number;
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Moves on by that many milliseconds; negative and non-finite numbers are refused. */
  advance(milliseconds: number): void;
  /** Moves on to that time, unless it has passed. */
  advanceTo(time: number): void;
}

/** `startAt`: the clock's time now (default: the wall's). */
export function worldClock(speed: number, startAt?: number, wall: () => number = Date.now): WorldClock {
  return new ScaledClock(checkedSpeed(speed), startAt ?? wall(), wall);
}

/** A number from 0 up, or Infinity. */
export function checkedSpeed(speed: number): number {
  if (Number.isNaN(speed) || speed < 0) {
    throw new RangeError(`${speed} is not a valid speed. Use 0 (stepped), a positive number, or Infinity (instant).`);
  }
  return speed;
}

class ScaledClock implements WorldClock {
  private wallBase: number;

  constructor(
    private currentSpeed: number,
    private base: number,
    private readonly wall: () => number,
  ) {
    this.wallBase = wall();
  }

  get speed(): number {
    return this.currentSpeed;
  }

  now(): number {
    const wall = this.wall();
    // An instant world still shows the seconds that really pass: two events are not of the same moment for ever.
    const factor = this.currentSpeed === Number.POSITIVE_INFINITY ? 1 : this.currentSpeed;
    this.base += Math.max(0, wall - this.wallBase) * factor;
    this.wallBase = wall;
    return Math.floor(this.base);
  }

  setSpeed(speed: number): void {
    checkedSpeed(speed);
    this.now();
    this.currentSpeed = speed;
  }

  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`The clock cannot advance by ${milliseconds} ms: it only moves forward.`);
    }
    this.now();
    this.base += milliseconds;
  }

  advanceTo(time: number): void {
    const now = this.now();
    if (time > now) this.base += time - now;
  }
}
