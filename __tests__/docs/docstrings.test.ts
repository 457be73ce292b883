import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Declarations } from '../../scripts/docs/declarations';

const folder = join(__dirname, '../../constructs');
const declarations = new Declarations(folder);

/** `export interface Peer`, …: what an app or another file can import. */
const exported = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/^export (?:interface|class|type|function) (\w+)/gm),
  ])
  .map(([, name]) => name!);

const withMembers = exported.filter((name) => declarations.hasMembers(name));

test('there is something to look at', () => {
  expect(exported).toContain('AuroraCluster');
  expect(withMembers.length).toBeGreaterThan(25);
});

test.each(exported)('%s has a docstring', (name) => {
  expect(declarations.docOf(name)).not.toBe('');
});

test.each(withMembers)('every public member of %s has a docstring', (name) => {
  const open = declarations.membersOf(name).filter(({ isPrivate, paragraphs }) => !isPrivate && paragraphs[0] === '');
  expect(open.map((member) => member.name)).toEqual([]);
});

/** What users write is readonly; what they get need not be. */
const written = withMembers.filter((name) => declarations.membersOf(name).every(({ isReadonly }) => isReadonly));

test.each(written)('every optional prop of %s says its default', (name) => {
  const silent = declarations.membersOf(name).filter(({ isOptional, type, byDefault }) => {
    return isOptional && !['never', 'undefined'].includes(type) && !byDefault;
  });
  expect(silent.map((member) => member.name)).toEqual([]);
});
