import type { AppFile } from '../../scripts/checkout/app-files';
import { splice } from '../../scripts/checkout/source-text';
import { findObjects, type ObjectLiteral } from '../../scripts/rewriter/find/object-literals';
import { insertAfter, remove, setValue, turnInto } from '../../scripts/rewriter/find/property-edits';
import { edited, unedited } from './marked-code';

function objectIn(marked: string, path: string, name: string) {
  const text = unedited(marked);
  const file: AppFile = { path, text, bytes: Buffer.from(text) };
  const [object] = findObjects(file, (property) => property.name === name);
  const member = object?.members.find(({ property }) => property?.name === name);
  if (!object || !member) throw new Error(`${name} was not found in ${text}`);
  return { object, member, text };
}

const lines = (...all: string[]) => `f({\n${all.join('\n')}\n});\n`;

describe('remove', () => {
  it.each<[string, string, string?]>([
    ['a line', lines(`  a: 1,`, `‹  old: 'x',\n|›  b: 2,`)],
    ['a line with its comment', lines(`  a: 1,`, `‹  old: 'x', // why\n|›  b: 2,`)],
    ['a line with two', lines(`  a: 1,`, `‹  old: 'x' /* one */, /* two */ // three\n|›  b: 2,`)],
    ['several lines', lines(`  a: 1,`, `‹  old: [\n    'x',\n  ].join(),\n|›  b: 2,`)],
    ['a line of CRLF', lines(`  a: 1,`, `‹  old: 'x', // why\r\n|›  b: 2,`).replace('a: 1,\n', 'a: 1,\r\n')],
    ['a line with tabs', lines(`\ta: 1,`, `‹\told:\t'x',\n|›\tb: 2,`)],
    ['the first line', lines(`‹  old: 'x',\n|›  b: 2,`)],
    ['the only line', `f({\n‹  old: 'x',\n|›});`],
    ['the last line', lines(`  a: 1,`, `‹  old: 'x',\n|›  `)],
    ['the last line, and the comma that it leaves', lines(`  a: 1‹,\n  old: 'x'|›`)],
    ['the last line, with a comment before it', lines(`  a: 1‹,|› // one‹\n  old: 'x'|›`)],
    ['the last line, after a spread', lines(`  ...a‹,\n  old: 'x'|›`)],
    ['a comment that stands between', lines(`  a: 1,`, `‹  // why\n  old: 'x',\n|›  b: 2,`)],
    ['a comment of two lines', lines(`  a: 1, // one`, `‹  /* why,\n     and how long */\n  old: 'x',\n|›  b: 2,`)],
    ['a comment that names it', lines(`‹  // old: the former one\n  old: 'x',\n|›  b: 1,`)],
    ['a comment before which nothing follows', lines(`  a: 1,`, '', `‹  // why\n  old: 'x',\n|›`)],
    ['a comment that another one follows', lines(`‹  // why\n  old: 'x',\n|›  // two`, `  b: 2,`)],
    ['not a comment that heads a section', lines(`  a: 1,`, '', `  // Versions`, `‹  old: 'x',\n|›  b: 2,`)],
    ['not a comment further up', lines(`  a: 1,`, `  // Versions`, '', `‹  old: 'x',\n|›  b: 2,`)],
    ['not a comment of the line above', lines(`  a: 1, // one`, `‹  old: 'x',\n|›  b: 2,`)],
    ['in one line', `f({ a: 1, ‹old: 'x', |›b: 2 })`],
    ['first in one line', `f({ ‹old: 'x', |›b: 2 })`],
    ['last in one line', `f({ a: 1‹, old: 'x'|› })`],
    ['last in one line, with a comma', `f({ a: 1,‹ old: 'x',|› })`],
    ['alone in one line', `f({‹ old: 'x' |›})`],
    ['at the end of a line', lines(`  a: 1,‹ old: 'x',|›`, `  b: 2,`)],
    ['at the beginning of a line', lines(`  ‹old: 'x', |›a: 1,`, `  b: 2,`)],
    ['beside the brace', `f({ a: 1‹,|› // one‹\n  old: 'x'|› })`],
    ['a shorthand', `f({ a, ‹old, |›b })`],
    ['in JSON', `{\n\t"a": 1‹,\n\t"old": "x"|›\n}`, 'a.json'],
    ['in one line of JSON', `{"a":1,‹"old":"x",|›"b":2}`, 'a.json'],
    ['at the end of one line of JSON', `{"a":1‹,"old":"x"|›}`, 'a.json'],
    ['alone in JSON', `{"a":{‹"old":"x"|›}}`, 'a.json'],
    ['in JSON with a byte order mark', `\uFEFF{"a":1‹,"old":"x"|›}`, 'a.json'],
    ['in JSON with comments', `{\n  "a": 1,\n‹  // why\n  "old": "x", // x\n|›  "b": 2\n}`, 'a.jsonc'],
  ])('%s', (_name, marked, path = 'a.ts') => {
    const { object, member, text } = objectIn(marked, path, 'old');
    expect(splice(text, remove(object, member))).toBe(edited(marked));
  });
});

describe('insertAfter', () => {
  it.each<[string, string, string?]>([
    ['a line', lines(`  at: 'x',‹|\n  new: 'y',›`, `  b: 2,`)],
    ['a line with tabs, CRLF and its own spacing', lines(`\tat :\t"x",‹|\r\n\tnew :\t'y',›\r`, `\tb: 2,`)],
    ['a comment', lines(`  at: 'x', // why‹|\n  new: 'y',›`, `  b: 2,`)],
    ['the last line', lines(`  at: 'x',‹|\n  new: 'y',›`)],
    ['the last line, without a comma', lines(`  at: 'x'‹|,\n  new: 'y'›`)],
    ['the last line, without a comma, before a comment', lines(`  at: 'x'‹|,› // why‹|\n  new: 'y'›`)],
    ['several lines', lines(`  at: [`, `    1,`, `  ].join(),‹|\n  new: 'y',›`, `  b: 2,`)],
    ['one of a line', lines(`  at: 'x'‹|, new: 'y'›, b: 2,`)],
    ['the brace', `f({ at: 'x'‹|, new: 'y'› })`],
    ['the last of one line', `f({ a: 1, at: 'x'‹|, new: 'y'›, })`],
    ['a shorthand', `f({ a: 1, at‹|, new: 'y'› })`],
    ['a shorthand in a line', lines(`  at,‹|\n  new: 'y',›`)],
    ['a quoted name', `f({ 'at': 'x'‹|, 'new': 'y'› })`],
    ['JSON', `{\n    "at" : "x"‹|,\n    "new" : 'y'›\n}`, 'a.json'],
    ['JSON in one line', `{"at":"x"‹|, "new":'y'›,"b":2}`, 'a.json'],
  ])('%s', (_name, marked, path = 'a.ts') => {
    const { object, member, text } = objectIn(marked, path, 'at');
    // The value comes as it is to stand there.
    expect(splice(text, insertAfter(object, member, 'new', "'y'"))).toBe(edited(marked));
  });
});

it.each<[string, string]>([
  [`f({ at: ‹'x'|z()›, b: 1 })`, 'a value'],
  [`f({ at‹|: z()› })`, 'a shorthand'],
  [`f({ at: ‹[\n 1 // one\n]|z()›, // two\n})`, 'several lines'],
])('setValue: %s', (marked) => {
  const { member, text } = objectIn(marked, 'a.ts', 'at');
  expect(splice(text, [setValue(member.property!, 'z()')])).toBe(edited(marked));
});

it.each<[string]>([
  [`f({ ‹at|new›: ‹'x'|z()›, b: 1 })`],
  [`f({ ‹"at"|"new"› : ‹'x'|z()› })`],
  [`f({ ‹at|new: z()› })`],
  [`f({ ‹['at']|new›: ‹'x'|z()› })`],
])('turnInto: %s', (marked) => {
  const { object, member, text } = objectIn(marked, 'a.ts', 'at');
  expect(splice(text, turnInto(object, member.property!, 'new', 'z()'))).toBe(edited(marked));
});

describe('findObjects', () => {
  const names = ({ members }: ObjectLiteral) => members.map(({ property }) => property?.name ?? '-').join(' ');
  const find = (text: string) =>
    findObjects({ path: 'a.tsx', text, bytes: Buffer.from(text) }, ({ name }) => name === 'at');

  it.each<[string, string[]]>([
    ['f({ at: 1, "b": 2, c, d() {}, ...e, [f]: 1, get g() { return 1 } })', ['at b c - - - -']],
    ['const { at, b } = c; type D = { at: string }; interface E { at: string } class F { at = 1 }', []],
    ['({ a: { at: 1 }, b: [{ at: 2, c: 1 }] })', ['at', 'at c']],
    ['({ get at() { return 1 }, [at]: 1, ["a" + "t"]: 1 })', []],
    ['({ ["at"]: 1, [`b`]: 1 })', ['at b']],
  ])('%s', (text, expected) => {
    expect(find(text).map(names)).toEqual(expected);
  });

  it.each<[string, boolean | undefined]>([
    ['({ ...{ at: 1 } })', true],
    ['({ ...(a ? { at: 1 } : {}) })', true],
    ['({ ...(a && { at: 1 }) })', true],
    ['({ ...(a ? { at: 1 } : { b: 1 }) })', false],
    ['({ ...(a ? undefined : { at: 1 }) })', true],
    ['({ a: { at: 1 } })', undefined],
    ['f(...[{ at: 1 }])', undefined],
  ])('spread: %s', (text, orNothing) => {
    expect(find(text)[0]?.spread?.orNothing).toBe(orNothing);
  });
});
