export function median(runs: number, measure: (run: number) => number): number {
  const values = Array.from({ length: runs }, (_, run) => measure(run)).sort((a, b) => a - b);
  return values[Math.floor(runs / 2)]!;
}
