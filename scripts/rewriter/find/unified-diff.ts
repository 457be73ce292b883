import { type Replacement, splice } from '../../checkout/source-text';

const context = 3;

export interface FileEdit {
  file: string;
  text: string;
  replacements: readonly Replacement[];
}

/** Edits as unified diffs that `git apply` and `patch -p1` take; line ends stay as they are in the files. */
export function unifiedDiffs(edits: FileEdit[]): string {
  const files = new Map<string, FileEdit>();
  for (const edit of edits) {
    const known = files.get(edit.file)?.replacements ?? [];
    files.set(edit.file, { ...edit, replacements: [...known, ...edit.replacements] });
  }
  return [...files.values()].map(unifiedDiff).join('');
}

export function unifiedDiff({ file, text, replacements }: FileEdit): string {
  const lines = toLines(text);
  const blocks = changedBlocks(text, replacements);
  let grown = 0;
  const hunks: string[] = [];
  for (const hunk of groupByContext(blocks)) {
    const from = Math.max(0, hunk[0]!.first - context);
    const to = Math.min(lines.length, hunk.at(-1)!.end + context);
    const body: string[] = [];
    let at = from;
    for (const { first, end, after } of hunk) {
      body.push(...lines.slice(at, first).map((line) => ` ${line}`));
      body.push(...lines.slice(first, end).map((line) => `-${line}`), ...after.map((line) => `+${line}`));
      at = end;
    }
    body.push(...lines.slice(at, to).map((line) => ` ${line}`));
    const growth = hunk.reduce((sum, { first, end, after }) => sum + after.length - (end - first), 0);
    const ranges = `-${range(from, to - from)} +${range(from + grown, to - from + growth)}`;
    hunks.push(`@@ ${ranges} @@\n${body.map(withEnd).join('')}`);
    grown += growth;
  }
  return `--- a/${file}\n+++ b/${file}\n${hunks.join('')}`;
}

/** Lines `first` to before `end`, from 0, and what stands there afterwards. */
interface Block {
  first: number;
  end: number;
  after: string[];
}

/** Each replacement with the lines that it touches; those that share a line are one. */
function changedBlocks(text: string, replacements: readonly Replacement[]): Block[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (position: number) => starts.findLastIndex((start) => start <= position);
  const touched: { first: number; end: number; within: Replacement[] }[] = [];
  for (const replacement of [...replacements].sort((a, b) => a.start - b.start)) {
    const { start, end } = replacement;
    const first = lineAt(start);
    // What ends where a line begins does not touch that line.
    const last = end > start && starts.includes(end) ? lineAt(end) : lineAt(end) + 1;
    const previous = touched.at(-1);
    if (previous && first < previous.end) {
      previous.end = Math.max(previous.end, last);
      previous.within.push(replacement);
    } else touched.push({ first, end: last, within: [replacement] });
  }
  return touched.map(({ first, end, within }) => {
    const offset = starts[first]!;
    const before = text.slice(offset, starts[end] ?? text.length);
    const moved = within.map((each) => ({ ...each, start: each.start - offset, end: each.end - offset }));
    return trim(first, toLines(before), toLines(splice(before, moved)));
  });
}

/** Leaves out the lines at both ends that stay as they are. */
function trim(first: number, before: string[], after: string[]): Block {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const shown = after.slice(head, after.length - tail);
  return { first: first + head, end: first + before.length - tail, after: shown };
}

/** Blocks so near to each other that the lines around them meet. */
function groupByContext(blocks: Block[]): Block[][] {
  const hunks: Block[][] = [];
  for (const block of blocks) {
    const hunk = hunks.at(-1);
    if (hunk && block.first - hunk.at(-1)!.end <= 2 * context) hunk.push(block);
    else hunks.push([block]);
  }
  return hunks;
}

/** An empty range is named by the line before it. */
const range = (from: number, count: number) => `${count === 0 ? from : from + 1},${count}`;

const withEnd = (line: string) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`);

/** Lines with their ends. */
const toLines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
