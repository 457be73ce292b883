import { describeVersions } from '../rewriter/version-change';
import type { Code } from '../runtime/codes';
import { describeSupport } from './support-notes';
import { isRefused, type VersionDiff, type VersionsInCode } from './version-diff';

/** What was compared, and what to know of the comparison itself. */
export interface Compared {
  description: string;
  remarks: { id: Code; message: string; remedy: string }[];
}

export const columns = ['stack', 'cluster', 'from', 'to', 'upgrade', 'path'] as const;

/** The cells of one cluster, under `columns`. */
export function cellsOf(diff: VersionDiff): string[] {
  const { stack, cluster, change, from, to, upgrades } = diff;
  const kinds = upgrades.length === 0 ? [change === 'changed' ? 'none' : change] : upgrades.map(({ kind }) => kind);
  const paths = isRefused(diff) ? ['refused'] : upgrades.map(({ path }) => path);
  return [stack, cluster, side(from), side(to), unique(kinds), unique(paths)];
}

/** Everything that is said of it beside refusals and commands. */
export function sentencesOf({ upgrades, notes, support }: VersionDiff, now: Date): string[] {
  const valid = upgrades.flatMap(({ from, to, kind, path, source }) =>
    path === 'valid' ? [`${from} to ${to} is a valid ${kind} upgrade (${source}).`] : [],
  );
  return [...valid, ...notes, ...support.map((end) => describeSupport(end, now))];
}

const side = (versions: VersionsInCode | undefined) => (versions === undefined ? '–' : describeVersions(versions));

const unique = (words: readonly string[]) => (words.length === 0 ? '–' : [...new Set(words)].join(' + '));
