import type { AppFile } from '../../scripts/checkout/app-files';
import { findStageDependence } from '../../scripts/rewriter/data-flow/stage-dependence';
import { notSeen, proven, type StrangeApp, stageDependent } from './strange-apps';

/** What decides about the marked literal, as code. */
function decidedBy({ files }: StrangeApp): string | undefined {
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

const [seen, missed] = [false, true].map((isMissed) =>
  stageDependent.filter(({ name }) => notSeen.has(name) === isMissed),
);

it.each(seen!)('stage-dependent: $name', (app) => {
  expect(decidedBy(app)).toEqual(expect.any(String));
});

// Red as soon as one of them is seen: then it goes from the list.
it.failing.each(missed!)('stage-dependent, not seen: $name', (app) => {
  expect(decidedBy(app)).toEqual(expect.any(String));
});

it('what is not seen are apps of the table', () => {
  expect(missed).toHaveLength(notSeen.size);
});

it.each(proven)('proven: $name', (app) => {
  expect(decidedBy(app)).toBeUndefined();
});
