const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minutes from `now` (milliseconds) to the next start of a window such as `sun:17:00-sun:17:30`, UTC. */
export function minutesToWindow(window: string | undefined, now: number): number {
  const match = /^([a-z]{3}):(\d\d):(\d\d)-/.exec(window ?? 'sun:17:00-');
  const [, day = 'sun', hour = '17', minute = '00'] = match ?? [];
  const start = days.indexOf(day) * 24 * 60 + Number(hour) * 60 + Number(minute);
  const date = new Date(now);
  const current = date.getUTCDay() * 24 * 60 + date.getUTCHours() * 60 + date.getUTCMinutes();
  const week = 7 * 24 * 60;
  const minutes = (((start - current) % week) + week) % week;
  return minutes === 0 ? week : minutes;
}
