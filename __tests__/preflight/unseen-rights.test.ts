import { observe } from '../../scripts/observed/observe';
import { unseenRights } from '../../scripts/preflight/unseen-rights';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { addDependents } from '../support/dependents';
import { type Scenario, scenario } from '../support/scenario';

async function told(it: Scenario, switches: boolean, look: 'scaling'[] = []): Promise<string | undefined> {
  const view = it.view();
  await observe(view, ['production', 'deployments', ...look], await it.sources());
  return unseenRights(view, switches)?.details.join(' ');
}

test('before the first change: what makes green, and what comes from the switchover on', async () => {
  const it = await scenario();
  expect(await told(it, true)).toBe(
    'arn:aws:iam::123456789012:user/test needs, to create green, ' +
      'rds:CreateBlueGreenDeployment, AddTagsToResource, RebootDBInstance, AddRoleToDBCluster, RemoveRoleFromDBCluster, ' +
      'ModifyDBCluster, ModifyDBInstance, EnableHttpEndpoint, DisableHttpEndpoint, CreateDBCluster, CreateDBInstance, ' +
      'CreateDBClusterEndpoint; from the switchover on, also rds:SwitchoverBlueGreenDeployment, CreateDBClusterSnapshot, ' +
      'ModifyDBClusterEndpoint, PromoteReadReplicaDBCluster. ' +
      'A service control policy may deny what the role allows.',
  );
  expect(await told(it, false)).not.toContain('Switchover');
});

test('roles that are handed on, and auto scaling, only where there are any', async () => {
  const it = await scenario();
  expect(await told(it, true, ['scaling'])).not.toMatch(/PassRole|autoscaling/);
  await addDependents(it);
  expect(await told(it, true, ['scaling'])).toMatch(/iam:PassRole; .*application-autoscaling:RegisterScalableTarget/);
});

test('auto scaling that was written down counts before it is looked at', async () => {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  await it.upgrade({ steps: stepsUntil('green') });
  expect(await told(it, true)).toMatch(/application-autoscaling:RegisterScalableTarget/);
});

test('once green stands only those of the switchover, and after it none', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  expect(await told(it, true)).toMatch(/^\S+ needs, from the switchover on,/);
  expect(await told(it, false)).toBeUndefined();
  await it.upgrade();
  expect(await told(it, true)).toBeUndefined();
});
