/** What the line needs of a terminal (`process.stderr`). */
interface Terminal {
  write(text: string): unknown;
  columns?: number;
  on(event: 'resize', listener: () => void): unknown;
}

/** Draws the line for a terminal that is so wide; empty for none. */
type Drawn = (columns: number) => string;

const every = 500;

const clearBelow = '\u001b[J';
const wrap = { off: '\u001b[?7l', on: '\u001b[?7h' };

/**
 * The last line of a terminal, which renews itself. The cursor waits at its beginning: when the terminal is made narrower and wraps
 * the line anew, all of it lies behind the cursor, and one erasure takes it away.
 */
export class LiveLine {
  private drawn?: Drawn;
  private timer?: NodeJS.Timeout;

  constructor(private readonly terminal: Terminal) {
    terminal.on('resize', () => this.draw());
  }

  show(drawn: Drawn): void {
    this.drawn = drawn;
    // It keeps no process alive.
    this.timer ??= setInterval(() => this.draw(), every).unref();
    this.draw();
  }

  clear(): void {
    if (this.drawn === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.drawn = undefined;
    this.terminal.write(clearBelow);
  }

  /** Writes something that stays, above the line. */
  above(write: () => void): void {
    const { drawn } = this;
    this.clear();
    write();
    if (drawn !== undefined) this.show(drawn);
  }

  private draw(): void {
    if (this.drawn === undefined) return;
    const line = this.drawn(this.terminal.columns ?? 80);
    this.terminal.write(`${clearBelow}${wrap.off}${line}${wrap.on}\r`);
  }
}
