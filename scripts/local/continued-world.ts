import { commandLine } from '../../constructs/command-line';
import type { EmbeddedRds } from '../embedded-rds/embedded-rds';
import { type LocalOptions, typed } from './local-options';

/** What a start says of a world that was there: it is easily taken for what the code says now. */
export function continuedWorld({ continuedFrom, world }: EmbeddedRds, options: LocalOptions): string {
  const clusters = Object.values(world.regions).flatMap((region) =>
    Object.values(region.clusters).map(({ identifier, engineVersion }) => `${identifier} ${engineVersion}`),
  );
  const stood = continuedFrom === undefined ? '' : `, as it was at ${continuedFrom.toISOString()} by its clock`;
  return (
    `Continues from ${options.state}${stood}: ${clusters.join(', ') || 'no clusters'}. These clusters do not follow the code; ` +
    `\`${commandLine('local', [...typed(options), '--reset'])}\` starts over.\n`
  );
}
