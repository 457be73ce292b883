import { ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { again, clean, cleaned, oldInstances, oldName, refusedBy, remnants, upgraded } from '../../support/cleaning';
import { around, Killed } from '../../support/ports';
import type { Scenario } from '../../support/scenario';

const protect = (it: Scenario, DeletionProtection: boolean) =>
  it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier: oldName, DeletionProtection, ApplyImmediately: true }),
  );

/** Before the first call of that name. */
async function protectedBefore(it: Scenario, call: string) {
  let happened = false;
  const before = async (method: string) => {
    if (method !== call || happened) return;
    happened = true;
    await protect(it, true);
  };
  return refusedBy(it, { wrap: (port) => around(port, { before }) });
}

test.each(['deleteInstance', 'deleteCluster'])(
  'somebody protects the old cluster again before %s: it is not lifted once more',
  async (call) => {
    const it = await upgraded();
    expect(await protectedBefore(it, call)).toMatchObject({
      code: 'OLD_NOT_REMOVABLE',
      message: expect.stringContaining(`${oldName} is protected against deletion, although`),
      remedy: expect.stringContaining(`--db-cluster-identifier ${oldName} --no-deletion-protection`),
    });
    expect(remnants(it.rds)).toMatchObject({ deployments: 0, clusters: expect.arrayContaining([oldName]) });
    // Nor by the next run.
    expect(await refusedBy(it)).toMatchObject({ code: 'OLD_NOT_REMOVABLE' });
    // As the remedy says.
    await protect(it, false);
    it.pass(5);
    await clean(it);
    expect(remnants(it.rds)).toEqual(cleaned);
  },
);

test('while the record stands: it stays, and with it everything else', async () => {
  const it = await upgraded();
  let looks = 0;
  const before = async (method: string) => {
    // The look after the one that shows it lifted.
    if (method === 'liftDeletionProtection') looks = 1;
    if (method === 'deployment' && looks === 1) {
      looks = 2;
      await protect(it, true);
    }
  };
  expect(await refusedBy(it, { wrap: (port) => around(port, { before }) })).toMatchObject({
    code: 'OLD_NOT_REMOVABLE',
  });
  expect(remnants(it.rds)).toMatchObject({ deployments: 1, instances: expect.arrayContaining(oldInstances) });
});

test('killed between the tags and the protection: the next run lifts what nobody has lifted', async () => {
  const it = await upgraded();
  const before = (method: string) => {
    if (method === 'liftDeletionProtection') throw new Killed();
  };
  await expect(clean(it, { wrap: (port) => around(port, { before }) })).rejects.toBeInstanceOf(Killed);
  const next = await again(it.remains());
  await clean(next);
  expect(remnants(next.rds)).toEqual(cleaned);
});
