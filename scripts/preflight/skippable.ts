import type { AuroraEngine } from '../../constructs/engines';
import { catalogues } from './sql/catalogues';

/** What somebody may answer for with `--skip`. Whoever comes over a tunnel to production can never ask green. */
export function skippableOf(engine: AuroraEngine): readonly string[] {
  const { checks, standing } = catalogues[engine];
  return [...[...checks, ...standing].map(({ id }) => id), 'GREEN_NOT_CHECKED'];
}
