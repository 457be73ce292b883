/**
 * The time that counts is the service's: limits of waits start at timestamps that RDS gives, so `now` must be on the same clock. With
 * AWS the two agree; the embedded RDS may run faster than real time.
 */
export interface Clock {
  /** Milliseconds since the epoch on the service's clock. */
  now(): number;
  /** Waits for that many milliseconds of the service's clock; rejects as soon as `signal` is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
