/** How many schedules one seed of the command has of its own. */
const most = 1_000_000;

/** Seeds of the schedules of a seed: `--seed 1` has 1000000, 1000001, … */
export function seedsOf(seed: number, schedules: number): number[] {
  if (schedules > most) throw new RangeError(`A seed has ${most} schedules, not ${schedules}.`);
  return Array.from({ length: schedules }, (_, i) => seed * most + i);
}
