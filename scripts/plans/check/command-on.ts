import { commandLine } from '../../../constructs/command-line';
import type { PlannedCluster } from './clusters-of-plan';

/** A command on a cluster of a plan: by its identifier, which its name there may be more than; without it where nobody knows it. */
export const commandOn = ({ identifier }: Pick<PlannedCluster, 'identifier'>, command: string): string =>
  commandLine(command, identifier === undefined ? [] : [identifier]);
