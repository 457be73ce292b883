import type { Outcome } from './step';

/** One of several calls has failed: those before it were answered, those behind it were not made. */
export class StoppedInTurn extends Error {
  constructor(
    readonly line: string,
    readonly before: { lines: readonly string[]; busy: readonly string[] },
    readonly reason: unknown,
  ) {
    super(`Stopped at: ${line}`, { cause: reason });
  }
}

interface Calls<Each> {
  line(each: Each): string;
  /** As in `Acting`: what rests upon a line that was busy is not sent either. */
  after?: Readonly<Record<string, readonly string[]>>;
  /** Asked right before each call, of which none is made any more where it says no. */
  holds?(): Promise<boolean>;
  /** False where RDS is busy, and has done nothing. */
  send(each: Each): Promise<boolean>;
}

/**
 * A call a line, one after the other.
 * @throws StoppedInTurn
 */
export async function inTurn<Each>(
  all: readonly Each[],
  { line, after = {}, holds, send }: Calls<Each>,
): Promise<Outcome> {
  const busy: string[] = [];
  for (const [index, each] of all.entries()) {
    try {
      if (holds !== undefined && !(await holds())) return { busy: [...busy, ...all.slice(index).map(line)] };
      const isHeld = (after[line(each)] ?? []).some((other) => busy.includes(other));
      if (isHeld || !(await send(each))) busy.push(line(each));
    } catch (error) {
      throw new StoppedInTurn(line(each), { lines: all.slice(0, index).map(line), busy }, error);
    }
  }
  return { busy };
}
