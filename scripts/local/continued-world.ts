import { commandLine } from '../../constructs/command-line';
import type { EmbeddedRds } from '../embedded-rds/embedded-rds';

/** What a start says of a world that was there: it is easily taken for what the code says now. */
export function continuedWorld({ continuedFrom, world }: EmbeddedRds, state: string): string {
  const clusters = Object.values(world.regions).flatMap((region) =>
    Object.values(region.clusters).map(({ identifier, engineVersion }) => `${identifier} ${engineVersion}`),
  );
  const stood = continuedFrom === undefined ? '' : `, as it stood at ${continuedFrom.toISOString()} on its clock`;
  return (
    `Continues the world of ${state}${stood}: ${clusters.join(', ') || 'no clusters'}. It does not follow the code; ` +
    `\`${commandLine('local', ['--reset'])}\` begins anew.\n`
  );
}
