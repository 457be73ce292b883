import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanupSteps } from '../../scripts/runbook/cleanup';
import { steps } from '../../scripts/runbook/upgrade';

/** Written by hand, in the sections of the runbook for people: no table of the code can be put in its place. */
const rows = readFileSync(join(__dirname, '../../scripts/runbook/README.ja.md'), 'utf8')
  .match(/## 全体の流れ\n\n([\s\S]*?)\n\n/)![1]!
  .split('\n')
  .slice(2)
  .map((row) => row.split('|').map((cell) => cell.trim()));
const idsIn = (text: string) =>
  [...text.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id!).filter((id) => !id.startsWith('-'));
const [cleanup, ...upgrade] = rows.toReversed();

test('the overview in Japanese has the steps of an upgrade, each once and in their order', () => {
  const ids = upgrade.toReversed().flatMap(([, , , step]) => idsIn(step!));
  expect(ids).toEqual(steps.map(({ id }) => id));
});

test('a row whose steps have sections of the runbook is of that section', () => {
  const wrong = upgrade.flatMap(([, section, , step]) =>
    steps
      .filter(({ id }) => idsIn(step!).includes(id))
      .filter((each) => each.section !== undefined && !each.section.startsWith(section!))
      .map(({ id }) => `${id} in ${section}`),
  );
  expect(wrong).toEqual([]);
});

test('cleanup is named from its first step to its last', () => {
  expect(idsIn(cleanup![3]!)).toEqual([cleanupSteps[0]!.id, cleanupSteps.at(-1)!.id]);
});
