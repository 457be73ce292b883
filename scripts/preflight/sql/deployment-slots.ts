import { defaults } from '../../view/option-defaults';
import type { SlotSeen } from '../../view/standing';
import { block, type Finding } from '../finding';
import { firstOf } from './listed';
import { slotsOfDeployment, slotsSeen, withoutSlot } from './slots-of-deployment';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';

/** What one worker applies of one database's WAL in a second at the least: small rows, one by one. */
const applied = 1024 * 1024;

/**
 * The lag that may be left: what green applies in half of the switchover's timeout. RDS cancels a switchover whose lag is above a limit
 * that it makes from that timeout, too, without saying how; the other half is for sessions, sequences and names.
 */
const lagLimit = (timeoutSeconds: number = defaults.switchoverTimeoutSeconds): number => (timeoutSeconds / 2) * applied;

export const deploymentSlots: SqlCheck = {
  id: 'PG_BG_SLOT',
  title: "the deployment's slots: each database has one, it is read, and green is not far behind",
  scope: 'cluster',
  when: ['switchover'],
  severity: ['block'],
  sql: slotsOfDeployment,
  judge(asked, { switchoverTimeoutSeconds }): Finding[] {
    const missing = withoutSlot(asked);
    const slots = slotsSeen(asked);
    const still = slots.filter(({ active }) => !active);
    const most = lagLimit(switchoverTimeoutSeconds);
    const late = slots.filter(({ behind }) => behind > most);
    return [
      ...(missing === undefined ? [] : [unreplicated(missing)]),
      ...(still.length === 0 ? [] : [notRead(still)]),
      ...(late.length === 0 ? [] : [behindTime(late, most)]),
    ];
  },
  source: sources.switching,
};

const unreplicated = ({ databases, message }: { databases: string[]; message: string }): Finding => ({
  ...block(
    'PG_BG_SLOT',
    message,
    'Drop those that are not needed. Where one is needed, build green again (--rebuild).',
  ),
  databases,
});

/** For a moment that proves nothing: a worker begins again after five seconds. */
const notRead = (slots: readonly SlotSeen[]): Finding => ({
  passes: true,
  ...block(
    'PG_BG_SLOT',
    `Green does not read from ${firstOf(slots.map(({ slot, database }) => `${slot} (${database})`))} at the moment.`,
    'If it persists, replication is broken, usually by a schema change: the log of the writer names the statement ("will not be replicated"). Stop whatever made the change, and build green again (--rebuild).',
  ),
  databases: slots.map(({ database }) => database),
});

const behindTime = (slots: readonly SlotSeen[], most: number): Finding => ({
  passes: true,
  ...block(
    'PG_BG_SLOT',
    `Green is behind: ${firstOf(slots.map(({ database, behind }) => `${database} by ${mib(behind)}`))}; ${mib(most)} may be left (half of the switchover's timeout, at 1 MiB a second).`,
    'Wait until the lag is small and stays small, reduce the write load, or give the switchover more time (--switchover-timeout).',
  ),
  databases: slots.map(({ database }) => database),
});

/** Two digits: it changes with every look, and whoever waits is told of changes. */
function mib(bytes: number): string {
  const size = bytes / 1024 / 1024;
  return `${(size < 1 ? 1 : Number(size.toPrecision(2))).toLocaleString('en')} MiB`;
}
