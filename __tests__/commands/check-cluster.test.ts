import { checkCluster } from '../../scripts/commands/preflight/check-cluster';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { looked } from '../support/looked';
import { scenario } from '../support/scenario';

test('while green stands, what RDS reports is a finding, although the databases have none', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  const found = async () => {
    const databases = { look: async (_: unknown, when: Parameters<typeof looked>[0]) => looked(when) };
    const { findings } = await checkCluster(it.view(), { ...(await it.sources()), databases });
    return findings.filter(({ severity }) => severity === 'block').map(({ id }) => id);
  };
  expect(await found()).toEqual([]);
  it.rds.addFault({ kind: 'course', effect: 'replication-degraded' });
  it.pass(5);
  expect(await found()).toEqual(['REPLICATION_DEGRADED']);
});
