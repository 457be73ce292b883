import { letters } from '../names/ids';

/** RDS picks windows at random; here the name decides, so that the same commands give the same cluster. */
export function backupWindow(identifier: string): string {
  const hour = clockHour(identifier);
  return `${hour}:00-${hour}:30`;
}

/** An hour that no backup window of this rule can touch. */
export function maintenanceWindow(identifier: string): string {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const day = days[(letters(`day ${identifier}`, 1).codePointAt(0) ?? 0) % days.length];
  const hour = clockHour(identifier);
  return `${day}:${hour}:40-${day}:${String(Number(hour) + 1).padStart(2, '0')}:10`;
}

/** 13 to 20 UTC: night in Tokyo. */
function clockHour(identifier: string): string {
  return String(13 + ((letters(`hour ${identifier}`, 1).codePointAt(0) ?? 0) % 8));
}
