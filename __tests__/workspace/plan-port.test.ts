import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { formerGroups } from '../../scripts/desired/group-addresses';
import { planPort } from '../../scripts/workspace/plan-port';
import { SharedEdit } from '../../scripts/workspace/shared-edit';
import type { Workspace } from '../../scripts/workspace/workspace';
import { CodeInMemory } from '../support/code-in-memory';
import { resourceChange } from '../support/resource-change';

/** A cluster of one stack, upgraded from 15.6 to 16.4, whose groups are named after it. */
function upgraded(name: string): DesiredCluster {
  const code = new CodeInMemory({ engineVersion: '16.4', previousEngineVersion: '15.6' });
  return JSON.parse(
    JSON.stringify(code.cluster()).replaceAll('cluster-params-', `${name}_cluster-params-`),
  ) as DesiredCluster;
}

const [orders, billing, users] = [upgraded('orders'), upgraded('billing'), upgraded('users')];
const former = (name: string) => `aws_rds_cluster_parameter_group.${name}_cluster-params-pg15`;
const destroyed = ['orders', 'billing'].map((name) => resourceChange({ address: former(name), actions: ['delete'] }));
const workspace = {
  clusters: [orders, billing, users],
  plan: async () => ({
    result: { kind: 'planned', changes: destroyed, outputChanges: [], complete: true },
    imported: false,
  }),
} as unknown as Workspace;

/** As the code says of it after the edit. */
const cleaned = { ...orders, annotation: { ...orders.annotation, previous: undefined } };
const expected = formerGroups(cleaned.annotation);

test('where one edit forgets the former version of several, the groups of all of them go', async () => {
  const shared = [new SharedEdit([orders, billing], { engineVersion: '16.4' })];
  await expect(planPort(workspace, shared).prove(cleaned, expected)).resolves.toEqual({
    kind: 'only-expected',
    addresses: ['orders', 'billing'].map(former),
  });
});

test.each([
  ['with one that it does not change', [new SharedEdit([orders, users], { engineVersion: '16.4' })]],
  ['without such an edit', []],
])('but not those of others: %s', async (_name, shared) => {
  await expect(planPort(workspace, shared).prove(cleaned, expected)).resolves.toMatchObject({
    kind: 'changes-elsewhere',
  });
});

test('nor where nothing is to go', async () => {
  const shared = [new SharedEdit([orders, billing], { engineVersion: '16.4' })];
  await expect(planPort(workspace, shared).prove(cleaned)).resolves.toMatchObject({ kind: 'changes-elsewhere' });
});
