import { decodeText, findVersion, placeOf, splice } from '../../scripts/checkout/source-text';
import { findLiterals } from '../../scripts/rewriter/find/literals';

/** The line and column of every literal found. */
const found = (path: string, text: string, version = '15.6') =>
  findLiterals({ path, text, bytes: Buffer.from(text) }, version).map((span) => {
    const { line, column, text: inner } = placeOf(path, text, span);
    expect(inner).toBe(version);
    return `${line}:${column}`;
  });

describe('findLiterals', () => {
  it.each<[string, string, string[]]>([
    ['a.ts', `const v = '15.6', w = "15.6", x = \`15.6\`;`, ['1:12', '1:24', '1:36']],
    ['a.ts', `f('15.6' as const, <any>'15.6', ('15.6'), '15.6' satisfies string)`, ['1:4', '1:26', '1:35', '1:44']],
    ['a.mts', `export default { '15.6': '15.6' }`, ['1:27']],
    ['a.cts', `enum V { A = '15.6', '15.6' = 'x' }`, ['1:15']],
    ['a.tsx', `const a = <X v="15.6">15.6</X>;`, ['1:17']],
    ['a.js', `class A { static v = '15.6'; #w = '15.6' }`, ['1:23', '1:36']],
    ['a.jsonc', '{ // "15.6"\n "a": ["15.6"] }', ['2:9']],
    ['a.json', '\uFEFF{"15.6":"15.6"}', ['1:10']],
    ['a.ts', `\uFEFFconst v = '15.6';`, ['1:12']],
  ])('%s: %s', (path, text, expected) => {
    expect(found(path, text)).toEqual(expected);
  });

  it.each([
    ['a longer text', `const v = '15.6 '; const w = 'v15.6'; const x = '15.60'`],
    ['a template with more in it', 'const v = `${a}15.6`;'],
    ['a comment', `// '15.6'\n/* "15.6" */`],
    ['a type', `type V = '15.6' | '15.10'; let v: '15.6';`],
    ['a comparison', `if (v === '15.6' || '15.6' != w) {}`],
    ['a case', `switch (v) { case '15.6': break }`],
    ['a key', `const v = { '15.6': 1 }; v['15.6'];`],
    ['a module', `import '15.6'; export * from '15.6'; import x = require('15.6');`],
    ['a number', 'const v = 15.6;'],
    ['a regular expression', 'const v = /15.6/;'],
    ['text in JSX', 'const a = 15.6 < b;'],
  ])('%s is no value', (_name, text) => {
    expect(found('a.ts', text)).toEqual([]);
  });

  it('a file that is no code has none', () => {
    expect(found('a.yaml', 'version: "15.6"')).toEqual([]);
  });
});

it.each<[string, number[]]>([
  ['15.6', [0]],
  ['"15.6", 15.6.', [1, 8]],
  ['15.60 115.6 15.6.1 v15.6 15.6b x.15.6', []],
  ['aurora-postgresql-15.6-R1', [18]],
])('findVersion in %s', (text, starts) => {
  expect(findVersion(text, '15.6').map(({ start }) => start)).toEqual(starts);
});

describe('text', () => {
  it('keeps every byte through decoding and encoding', () => {
    const bytes = Buffer.from('\uFEFFa\r\n\t日本語🐘\u2028');
    expect(Buffer.from(decodeText(bytes)!)).toEqual(bytes);
  });

  it.each([Buffer.from('caf\xe9', 'latin1'), Buffer.from('\uFEFF15.6', 'utf16le')])(
    'refuses other encodings',
    (bytes) => {
      expect(decodeText(bytes)).toBeUndefined();
    },
  );

  it('is spliced from the end, so that places stay where they were', () => {
    const replacements = [
      { start: 0, end: 1, text: 'long' },
      { start: 2, end: 3, text: '' },
    ];
    expect(splice('abc', replacements)).toBe('longb');
  });
});
