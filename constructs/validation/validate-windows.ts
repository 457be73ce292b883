import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import { isUnresolved } from './validate-identifiers';
import { dailyWindow, freeDaily, overlap, type Window, weeklyWindow } from './windows';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html, PreferredBackupWindow and …MaintenanceWindow */
const shortest = 30;

/** Of half an hour at least each, and of the cluster never at the same time. */
export function windowProblems(props: AuroraClusterProps, instances: readonly SingleInstance[]): Problem[] {
  const backup = { prop: 'preferredBackupWindow', text: props.preferredBackupWindow, ...ofBackups };
  const maintenance = { prop: 'preferredMaintenanceWindow', text: props.preferredMaintenanceWindow, ...ofMaintenance };
  return [
    ...oneProblem(backup),
    ...oneProblem(maintenance),
    ...instances.flatMap(({ identifier, preferredMaintenanceWindow: text }) =>
      oneProblem({ prop: `instances["${identifier}"].preferredMaintenanceWindow`, text, ...ofMaintenance }),
    ),
    ...overlapProblems(props),
  ];
}

interface Kind {
  name: string;
  read(text: string): Window | undefined;
  example: string;
}

const ofBackups: Kind = { name: 'backup', read: dailyWindow, example: '18:00-18:30' };
const ofMaintenance: Kind = { name: 'maintenance', read: weeklyWindow, example: 'sun:19:00-sun:19:30' };

function oneProblem({ prop, text, name, read, example }: Kind & { prop: string; text: string | undefined }): Problem[] {
  if (text === undefined || isUnresolved(text)) return [];
  const window = read(text);
  if (window === undefined) {
    return [{ prop, message: `"${text}" is not a ${name} window.`, remedy: `Write one in UTC, such as '${example}'.` }];
  }
  if (window.length >= shortest) return [];
  return [
    {
      prop,
      message: `"${text}" lasts ${window.length} minutes, but RDS allows no window shorter than ${shortest}.`,
      remedy: `Write a longer one, such as '${example}'.`,
    },
  ];
}

function overlapProblems({ preferredBackupWindow, preferredMaintenanceWindow }: AuroraClusterProps): Problem[] {
  if (isUnresolved(preferredBackupWindow) || isUnresolved(preferredMaintenanceWindow)) return [];
  const backup = dailyWindow(preferredBackupWindow ?? '');
  const maintenance = weeklyWindow(preferredMaintenanceWindow ?? '');
  if (backup === undefined || maintenance === undefined || !overlap(backup, maintenance)) return [];
  const leavesRoom = maintenance.length <= 24 * 60 - shortest;
  return [
    {
      prop: 'preferredBackupWindow',
      message: `Backups at ${preferredBackupWindow} would overlap the maintenance window, ${preferredMaintenanceWindow}: RDS refuses that.`,
      remedy: leavesRoom ? `Move one of them: '${freeDaily(maintenance)}' is free.` : 'Shorten the maintenance window.',
    },
  ];
}
