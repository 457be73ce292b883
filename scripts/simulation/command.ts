import { abortSteps } from '../runbook/abort';
import { cleanupSteps } from '../runbook/cleanup';
import type { Step } from '../runbook/step';
import { stepsUntil } from '../runbook/upgrade';
import { given } from '../runtime/given';
import type { CleanupRequest, Request } from '../view/request';
import { parsed } from './engine-parts';
import { clusterName } from './names';

/** What a user types, as plain data. */
export interface Command {
  name: 'upgrade' | 'abort' | 'cleanup';
  to?: string;
  until?: 'green' | 'switched';
  retrySwitchover?: boolean;
  rebootSource?: boolean;
  skipFinalSnapshot?: boolean;
  /** Without it questions are answered at a terminal, with yes. */
  yes?: boolean;
  /** The answer at the terminal is no. */
  declines?: boolean;
}

export function stepsOf({ name, until }: Command): readonly Step[] {
  if (name === 'abort') return abortSteps;
  return name === 'cleanup' ? cleanupSteps : stepsUntil(until ?? 'proven');
}

export function requestOf({ name, to, rebootSource = false, retrySwitchover = false, ...command }: Command): Request {
  if (name === 'cleanup') return cleanupOf(command);
  if (name === 'abort') return { command: name };
  return {
    command: name,
    ...given({ to: to === undefined ? undefined : parsed(to) }),
    hooks: [],
    switchoverTimeoutSeconds: 300,
    rebootSource,
    retrySwitchover,
  };
}

/** Of a day, what CloudWatch tells would be most of what a cleanup costs here. */
const soakHours = 6;

const cleanupOf = ({ skipFinalSnapshot = false }: Pick<Command, 'skipFinalSnapshot'>): CleanupRequest => ({
  command: 'cleanup',
  soakHours,
  maxConnections: 0,
  connectionProof: true,
  skipFinalSnapshot,
});

/** As it is typed. */
export function textOf(command: Command): string {
  const options = [
    command.to === undefined ? '' : ` --to ${command.to}`,
    command.until === undefined ? '' : ` --until ${command.until}`,
    command.retrySwitchover ? ' --retry-switchover' : '',
    command.rebootSource ? ' --reboot-source' : '',
    command.name === 'cleanup' ? ` --soak ${soakHours}` : '',
    command.skipFinalSnapshot ? ' --skip-final-snapshot' : '',
    command.yes ? ' --yes' : '',
  ];
  return `npm run ${command.name} --${options.join('')} ${clusterName}${command.declines ? ', answered with no' : ''}`;
}
