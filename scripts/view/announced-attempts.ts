import type { Tags } from '../aws/rds/types';
import { tagKey } from './tag-key';

/** A switchover that a run has announced on its deployment. */
export interface AnnouncedAttempt {
  number: number;
  /** The run that has announced it; older versions wrote none. */
  run: string;
  /** When, in whole milliseconds since the epoch. */
  at: number;
  /** Whether it was written down that RDS took it. That it was not tells nothing: a run may have been killed before. */
  accepted: boolean;
}

/** How its tags end: `1-3f09ac`. */
export const attemptName = ({ number, run }: Pick<AnnouncedAttempt, 'number' | 'run'>) =>
  run === '' ? String(number) : `${number}-${run}`;

/** The attempts that were announced, oldest first, without those that are certain not to have been begun. */
export function attemptsOf(tags: Tags): AnnouncedAttempt[] {
  return allAttemptsOf(tags).filter(
    (attempt) => Date.parse(tags[tagKey.takenBack + attemptName(attempt)] ?? '') !== attempt.at,
  );
}

/** With those that were taken back. */
export function allAttemptsOf(tags: Tags): AnnouncedAttempt[] {
  return Object.entries(tags)
    .flatMap(([key, value]) => {
      const name = key.startsWith(tagKey.attempt) ? key.slice(tagKey.attempt.length) : '';
      const [, number, run = ''] = /^(\d+)(?:-(\w+))?$/.exec(name) ?? [];
      const at = Date.parse(value);
      if (number === undefined || !Number.isFinite(at)) return [];
      return [{ number: Number(number), run, at, accepted: tags[tagKey.accepted + name] !== undefined }];
    })
    .sort((a, b) => a.at - b.at || a.number - b.number);
}
