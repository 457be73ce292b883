export const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** One line of progress, beside the results. */
export function tell(done: number, all: number, what: string, failures: number, begun: number): void {
  const rate = ((done / (Date.now() - begun)) * 1000).toFixed(0);
  process.stderr.write(`${done} of ${all} ${what}, ${failures} violations, ${rate}/s\n`);
}
