import type { AppFile } from '../../scripts/checkout/app-files';
import { findStageDependence } from '../../scripts/rewriter/data-flow/stage-dependence';
import * as misleading from './misleading-apps';
import * as usual from './strange-apps';
import * as stranger from './stranger-apps';

/** What decides about the marked literal, as code. */
function decidedBy({ files }: usual.StrangeApp): string | undefined {
  const read = Object.entries(files).map(([path, marked]): AppFile => {
    const text = marked.replace(/‹(.*?)›/, '$1');
    return { path, text, bytes: Buffer.from(text) };
  });
  const [path, marked] = Object.entries(files).find(([, text]) => text.includes('‹'))!;
  const file = read.find((each) => each.path === path)!;
  const start = marked.indexOf('‹');
  const span = { start, end: start + '15.6'.length };
  const change = { file, span, says: '15.6 → 15.10', replacements: [{ ...span, text: '15.10' }] };
  return findStageDependence(read, { changes: [change], marks: [], values: [] })?.text;
}

it.each([...usual.stageDependent, ...stranger.stageDependent, ...misleading.stageDependent])(
  'stage-dependent: $name',
  (app) => {
    expect(decidedBy(app)).toEqual(expect.any(String));
  },
);

it.each([...usual.proven, ...stranger.proven, ...misleading.proven])('proven: $name', (app) => {
  expect(decidedBy(app)).toBeUndefined();
});

const chain = (length: number, file: (index: number) => string) =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`f${index}.ts`, file(index)]));

describe('large apps', () => {
  it('helpers that call each other through 372 files', () => {
    const files = chain(372, (index) =>
      index === 0
        ? 'export const last0 = (name: string, options: any) => ({ name, ...options }).name;'
        : `import { last${index - 1} } from './f${index - 1}';
export const first${index} = (name: string, options: any) => last${index - 1}(name, { ...options, k${index}: name });
export const last${index} = (name: string, options: any) => first${index}(name, options);`,
    );
    const main = (key: string) =>
      `import { last371 } from './f371';\nconst versions: any = { orders: '‹15.6›' };\nconst key = last371(${key}, {});\nnew AuroraCluster(stack, 'orders', { engineVersion: versions[key] });`;
    expect(decidedBy({ name: '', files: { ...files, 'main.ts': main("'orders'") } })).toBeUndefined();
    expect(decidedBy({ name: '', files: { ...files, 'main.ts': main('process.env.KEY') } })).toBe('versions[key]');
  });

  it.each([
    ['brackets', `${'('.repeat(20_000)}'‹15.6›'${')'.repeat(20_000)}`],
    ['choices', `${"'a' === name ? '15.4' : ".repeat(20_000)}'‹15.6›'`],
    ['calls', `known(${'f('.repeat(20_000)}'‹15.6›'${')'.repeat(20_000)})`],
  ])('%s that are nested too deeply are not proven', (_, version) => {
    const main = `const version = ${version};\nnew AuroraCluster(stack, 'orders', { engineVersion: version });`;
    expect(decidedBy({ name: '', files: { 'main.ts': main } })).toBe('15.6');
  });
});
