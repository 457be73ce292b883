import { type Replacement, splice } from '../../scripts/checkout/source-text';
import { type FileEdit, unifiedDiff, unifiedDiffs } from '../../scripts/rewriter/find/unified-diff';
import { fixtureApp } from './fixture-app';
import { writePatch } from './proving';

/** Each part of `text` that is written `‹old→new›`, as an edit. */
function edit(file: string, marked: string): FileEdit {
  const replacements: Replacement[] = [];
  let text = '';
  for (const [, plain, before = '', after = ''] of marked.matchAll(/([^‹]+)|‹([^→]*)→([^›]*)›/g) as Iterable<
    string[]
  >) {
    if (plain === undefined) replacements.push({ start: text.length, end: text.length + before.length, text: after! });
    text += plain ?? before;
  }
  return { file, text, replacements };
}

const many = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');

describe('what people see', () => {
  it.each<[string, string, string]>([
    [
      'three lines around',
      `${many(1, 4)}‹5→five›\n${many(6, 8)}`,
      '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    ],
    [
      'a missing newline at the end',
      'x\n‹y→z›',
      '@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n',
    ],
    [
      'a newline that stays away above',
      'x‹→y›\nlast',
      '@@ -1,2 +1,2 @@\n-x\n+xy\n last\n\\ No newline at end of file\n',
    ],
    ['a replacement over several lines', 'a\n‹b\nc→B›\nd\n', '@@ -1,4 +1,3 @@\n a\n-b\n-c\n+B\n d\n'],
    ['line ends as they are', 'a\r\n‹b→c›\r\n', '@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n'],
    [
      'two places near each other in one piece',
      `‹1→a›\n${many(2, 7)}‹8→b›\n`,
      `@@ -1,8 +1,8 @@\n-1\n+a\n${many(2, 7).replace(/^/gm, ' ').slice(0, -1)}-8\n+b\n`,
    ],
    ['a line that comes in', `${many(1, 4)}‹→new\n›${many(5, 9)}`, '@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+new\n 5\n 6\n 7\n'],
    ['a line that goes', '‹only\n→›', '@@ -1,1 +0,0 @@\n-only\n'],
  ])('%s', (_name, marked, hunks) => {
    expect(unifiedDiff(edit('a.ts', marked))).toBe(`--- a/a.ts\n+++ b/a.ts\n${hunks}`);
  });
});

describe('git applies it, and takes it back', () => {
  it.each<[string, string]>([
    ['one line', '‹15.6→15.10›\n'],
    ['one line without an end', '‹15.6→15.10›'],
    ['the first line', `‹1→one›\n${many(2, 9)}`],
    ['the last line', `${many(1, 8)}‹9→nine›\n`],
    ['the last line without an end', `${many(1, 8)}‹9→nine›`],
    ['a place near a last line without an end', `${many(1, 8)}‹9→nine›\nlast`],
    ['the end that comes to a last line', `${many(1, 8)}9‹→\n›`],
    ['CRLF', `${many(1, 4)}‹5→five›\n${many(6, 9)}`.replaceAll('\n', '\r\n')],
    ['CRLF, and no end', `${many(1, 4)}‹5→five›`.replaceAll('\n', '\r\n')],
    ['both line ends, and a lone carriage return', 'a\r\nb\n‹c→C›\rd\r\ne\n'],
    ['far places', `‹1→one›\n${many(2, 20)}‹→new\nlines\n›${many(21, 40)}‹41→›\n`],
    ['two places of one line', 'f(‹a→b›, ‹a→c›);\n'],
    ['an empty file that gets a text', '‹→text\n›'],
    ['a file that loses its text', '‹text\n→›'],
    ['lines that look like a patch', '--- a/x\n‹+++ b/x→+++ b/y›\n@@ -1 +1 @@\n\\ No newline at end of file\n'],
    ['a byte order mark, and text beyond ASCII', "\uFEFF// 日本語 🐘\n‹'a'→'ä'›\n"],
  ])('%s', (_name, marked) => {
    const change = edit('lib/some file.ts', marked);
    const app = fixtureApp({ [change.file]: change.text });
    const patch = writePatch(unifiedDiff(change));
    app.git('apply', patch);
    expect(app.read(change.file)).toBe(splice(change.text, change.replacements));
    app.git('apply', '-R', patch);
    expect(app.read(change.file)).toBe(change.text);
  });

  it('edits of several files, and two of one', () => {
    const [first, second] = [edit('a.ts', `‹1→one›\n${many(2, 3)}`), edit('b.ts', '‹b→B›')];
    const third = edit('a.ts', `1\n2\n‹3→three›\n`);
    const app = fixtureApp({ 'a.ts': first.text, 'b.ts': second.text });
    app.git('apply', writePatch(unifiedDiffs([first, second, third])));
    expect([app.read('a.ts'), app.read('b.ts')]).toEqual(['one\n2\nthree\n', 'B']);
  });
});
