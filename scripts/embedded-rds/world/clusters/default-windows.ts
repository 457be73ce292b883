import { letters } from '../names/ids';
import { checkedBackupWindow, checkedMaintenanceWindow, refuseOverlap, windowsOverlap } from './windows';

/** RDS picks windows at random; here the name decides, so that the same commands give the same cluster. */
export function backupWindow(identifier: string, hour = firstHour(identifier)): string {
  return `${clock(hour)}:00-${clock(hour)}:30`;
}

/** An hour that no backup window of this rule can touch. */
export function maintenanceWindow(identifier: string, hour = firstHour(identifier)): string {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const first = (letters(`day ${identifier}`, 1).codePointAt(0) ?? 0) % days.length;
  const [day, next] = [days[first], days[(first + (hour === 23 ? 1 : 0)) % days.length]];
  return `${day}:${clock(hour)}:40-${next}:${clock((hour + 1) % 24)}:10`;
}

/** The windows of a new cluster: those that were asked for, checked, and beside one of them another that leaves it alone. */
export function windowsOfNew(
  identifier: string,
  asked: { backup?: string; maintenance?: string },
): { backup: string; maintenance: string } {
  const backup = asked.backup && checkedBackupWindow(asked.backup);
  const maintenance = asked.maintenance && checkedMaintenanceWindow(asked.maintenance);
  const hours = Array.from({ length: 24 }, (_, later) => (firstHour(identifier) + later) % 24);
  const beside = (choose: (hour: number) => [backup: string, maintenance: string]): [string, string] =>
    hours.map(choose).find((pair) => !windowsOverlap(...pair)) ?? choose(firstHour(identifier));
  const [chosenBackup, chosenMaintenance] = beside((hour) => [
    backup || backupWindow(identifier, hour),
    maintenance || maintenanceWindow(identifier, hour),
  ]);
  refuseOverlap(chosenBackup, chosenMaintenance);
  return { backup: chosenBackup, maintenance: chosenMaintenance };
}

/** 13 to 20 UTC: night in Tokyo. */
function firstHour(identifier: string): number {
  return 13 + ((letters(`hour ${identifier}`, 1).codePointAt(0) ?? 0) % 8);
}

function clock(hour: number): string {
  return String(hour).padStart(2, '0');
}
