import { commandLine } from '../../../constructs/command-line';
import type { PlannedCluster } from './clusters-of-plan';

/** A command for a cluster of a plan: with its identifier, because its name there may be longer; without one if nobody knows it. */
export const commandOn = ({ identifier }: Pick<PlannedCluster, 'identifier'>, command: string): string =>
  commandLine(command, identifier === undefined ? [] : [identifier]);
