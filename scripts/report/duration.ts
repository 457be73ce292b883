/** `42 s`, `12 min 30 s`, `2 h 05 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** For a line in which days count: `3 h`, `5 days`. */
export function roughly(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (hours < 1) return duration(Math.floor(seconds / 60) * 60 || seconds);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** `2026-11-29 04:14Z` */
export const dayAndTime = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')}Z`;
