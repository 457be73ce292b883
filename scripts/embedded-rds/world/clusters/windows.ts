import { invalidParameterValue } from '../../wire/service-fault';

const day = 24 * 60;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const clock = '((?:[01]\\d|2[0-3]):[0-5]\\d)';
const backupPattern = new RegExp(`^${clock}-${clock}$`, 'i');
const maintenancePattern = new RegExp(`^(${days.join('|')}):${clock}-(${days.join('|')}):${clock}$`, 'i');

/** Both windows "Must be at least 30 minutes" (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html). */
const shortest = 30;

/** In minutes from the beginning of the day or the week; over its end if need be. */
interface Stretch {
  from: number;
  to: number;
}

/** A window as RDS keeps it, in lower case. Throws InvalidParameterValue. */
export function checkedBackupWindow(text: string): string {
  backupStretch(text);
  return text.toLowerCase();
}

export function checkedMaintenanceWindow(text: string): string {
  maintenanceStretch(text);
  return text.toLowerCase();
}

/** Throws InvalidParameterValue for windows of a cluster that meet on any day. */
export function refuseOverlap(backup: string, maintenance: string): void {
  if (!windowsOverlap(backup, maintenance)) return;
  // Wording: hashicorp/terraform-provider-aws#14981, #49828.
  throw invalidParameterValue('The backup window and maintenance window must not overlap.');
}

export function windowsOverlap(backup: string, maintenance: string): boolean {
  const [daily, weekly] = [backupStretch(backup), maintenanceStretch(maintenance)];
  // The day before the week begins and those after it ends too: either window may reach over.
  return Array.from({ length: 16 }, (_, index) => (index - 1) * day).some(
    (midnight) => midnight + daily.from < weekly.to && weekly.from < midnight + daily.to,
  );
}

function backupStretch(text: string): Stretch {
  const [, from, to] = backupPattern.exec(text) ?? [];
  if (from === undefined || to === undefined) throw wrongFormat('backup', text, 'hh24:mi-hh24:mi');
  return stretch('backup', minutes(from), minutes(to), day);
}

function maintenanceStretch(text: string): Stretch {
  const [, fromDay, from, toDay, to] = maintenancePattern.exec(text) ?? [];
  if (from === undefined || to === undefined) throw wrongFormat('maintenance', text, 'ddd:hh24:mi-ddd:hh24:mi');
  const at = (name: string | undefined, time: string): number =>
    days.indexOf(name?.toLowerCase() ?? '') * day + minutes(time);
  return stretch('maintenance', at(fromDay, from), at(toDay, to), 7 * day);
}

function stretch(kind: string, from: number, to: number, period: number): Stretch {
  const length = (to - from + period) % period;
  // Wording: getmoto/moto, tests of RDS.
  if (length < shortest) throw invalidParameterValue(`The ${kind} window must be at least ${shortest} minutes.`);
  return { from, to: from + length };
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function wrongFormat(kind: string, text: string, format: string): Error {
  return invalidParameterValue(`Invalid ${kind} window format: ${text}. The format must be ${format}.`);
}
