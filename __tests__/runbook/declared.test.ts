import type { StackJson } from '../../scripts/desired/stack-json';
import { observe } from '../../scripts/observed/observe';
import { sourceFindings } from '../../scripts/preflight/source-checks';
import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { clusterName, region } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

/** Another stack of the app takes the name. */
function declare(it: Scenario, type: string, resource: Record<string, string>): void {
  const json: StackJson = { resource: { [type]: { kept: resource } } };
  it.code.otherStacks = [{ name: 'reports', json }];
}

describe('green that the code declares is not deleted', () => {
  test.each([
    ['the cluster', 'aws_rds_cluster', 'cluster_identifier', /^aurora-bg-aurora-cluster-green-\w{6}$/],
    ['an instance', 'aws_rds_cluster_instance', 'identifier', /^aurora-bg-aurora-instance-2-green-\w{6}$/],
  ])('%s', async (_, type, argument, pattern) => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: stepsUntil('green') });
    const { clusters, instances } = it.rds.world.regions[region]!;
    const all = [...Object.values(clusters), ...Object.values(instances)].map(({ identifier }) => identifier);
    const name = all.find((identifier) => pattern.test(identifier))!;
    declare(it, type, { [argument]: name });
    const before = structuredClone(it.rds.world.regions);
    await expect(it.upgrade({ steps: abortSteps })).rejects.toMatchObject({
      code: 'GREEN_DECLARED',
      exitCode: 3,
      message: expect.stringContaining(`${name} is part of green in bgd-`),
    });
    expect(it.rds.world.regions).toEqual(before);
  });
});

test('a cluster that is called as one left over, and that the code declares, is not said to be removable', async () => {
  const it = await scenario();
  const { clusters } = it.rds.world.regions[region]!;
  const [production] = Object.values(clusters);
  for (const name of [`${clusterName}-green-abc123`, `${clusterName}-old3`]) {
    clusters[name] = { ...structuredClone(production!), identifier: name, resourceId: name };
  }
  const left = async () => {
    const view = it.view();
    const facts = [
      'production',
      'deployments',
      'engine',
      'replicationParameters',
      'targetGroups',
      'leftGreens',
    ] as const;
    await observe(view, [...facts, 'leftovers', 'targetValues', 'targetParameters'], await it.sources());
    return sourceFindings(view).filter(({ id }) => /LEFT$/.test(id));
  };
  expect((await left()).map(({ remedy }) => /by hand/.test(remedy))).toEqual([true, true]);
  declare(it, 'aws_rds_cluster', { cluster_identifier_prefix: `${clusterName}-` });
  expect((await left()).map(({ remedy }) => remedy)).toEqual([
    expect.stringMatching(/^Do not delete it: the stack reports declares aws_rds_cluster.kept, whose name/),
    expect.stringMatching(/^Do not delete it: the stack reports declares/),
  ]);
});
