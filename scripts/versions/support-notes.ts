import type { EngineVersion } from '../../constructs/engine-version';
import { describeCitation } from '../engine-versions/citation';
import { familySupportEnd, type SupportEnd, versionSupportEnd } from '../engine-versions/support';
import type { SupportNote } from './version-diff';

/** Ends of standard support, where a source tells: of each version, and of its whole major version. */
export function supportOf(versions: readonly EngineVersion[]): SupportNote[] {
  return [
    ...onePer(versions, 'text').flatMap((version) => note(version.text, versionSupportEnd(version))),
    ...onePer(versions, 'family').flatMap((version) => note(version.family, familySupportEnd(version))),
  ];
}

const onePer = (versions: readonly EngineVersion[], what: 'text' | 'family') => [
  ...new Map(versions.map((version) => [version[what], version])).values(),
];

function note(of: string, end: SupportEnd | undefined): SupportNote[] {
  return end === undefined ? [] : [{ of, ends: end.ends, source: describeCitation(end.source) }];
}

/** `Standard support of 15.10 ends 2028-02-29 (Release calendars …).` */
export function describeSupport({ of, ends, source }: SupportNote, now: Date): string {
  const day = new Date(/^\d/.test(ends) ? ends : lastDayOf(ends));
  return `Standard support of ${of} ${day.getTime() < startOfDay(now) ? 'ended' : 'ends'} ${ends} (${source}).`;
}

/** A month is over when its last day is. */
function lastDayOf(month: string): Date {
  const first = new Date(`1 ${month} UTC`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
}

const startOfDay = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
