import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judge } from '../../scripts/rewriter/judge/judge';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { fixtureApp, orders } from './fixture-app';

/** It runs no app: what stands behind `orders =` is what the code says. */
const reads: Judge = {
  async read(folder) {
    const said = /orders = '(.*)'/.exec(readFileSync(join(folder, 'main.js'), 'utf8'))?.[1];
    const versions = said === undefined ? undefined : { engineVersion: said };
    return { clusters: [{ ...orders, versions }], stacks: ['prod'] };
  },
  compare: (_before, { clusters: [cluster] }, _cluster, { to }) => ({
    moved: cluster?.versions?.engineVersion === to.engineVersion,
    unintended: [],
    otherClusters: [],
    derived: ['a tag'],
  }),
  instability: () => undefined,
};

const difference = { path: 'prod: a', before: 1, after: 2 };

it.each<[string, Partial<Judge>, object]>([
  ['intended', {}, { kind: 'edit', stacks: ['prod'], derived: ['a tag'], changes: [{ place: { line: 2 } }] }],
  [
    'more than that',
    { compare: () => ({ moved: true, unintended: [difference], otherClusters: [], derived: [] }) },
    { kind: 'refused', code: 'OTHER_EFFECTS' },
  ],
  [
    'another thing each time',
    {
      compare: () => ({ moved: true, unintended: [difference], otherClusters: [], derived: [] }),
      instability: () => difference,
    },
    { kind: 'refused', code: 'NOT_DETERMINISTIC' },
  ],
  [
    'nothing',
    { read: () => Promise.reject(new Error('It cannot be read.')) },
    { kind: 'refused', code: 'DOES_NOT_SYNTHESIZE', message: expect.stringContaining('It cannot be read.') },
  ],
])('the proof takes the word of the judge that it is given: %s', async (_says, judge, outcome) => {
  const { dir } = fixtureApp({
    'main.js':
      "const billing = '15.6';\nconst orders = '15.6';\nnew AuroraCluster(stack, 'orders', { engineVersion: orders });\n",
  });
  const [from, to] = [{ engineVersion: '15.6' }, { engineVersion: '15.10' }];
  const request = { projectDir: dir, clusters: [orders] as const, from, to, judge: { ...reads, ...judge } };
  expect(await proveEdit(request)).toMatchObject(outcome);
});
