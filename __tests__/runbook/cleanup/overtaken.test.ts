import {
  DeleteBlueGreenDeploymentCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import { UpgradeError } from '../../../scripts/runtime/errors';
import {
  again,
  clean,
  cleaned,
  oldInstances,
  oldName,
  productionOf,
  remnants,
  upgraded,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { region } from '../../support/created-cluster';
import { around } from '../../support/ports';
import type { Scenario } from '../../support/scenario';

/** Before the call of that number something else happens, as a whole. */
async function overtaken(it: Scenario, call: number, other: () => Promise<unknown>, counted = /./) {
  let calls = 0;
  const before = async (method: string) => {
    if (!counted.test(method)) return;
    calls += 1;
    if (calls === call) await other();
  };
  const ended = await clean(it, { wrap: (port) => around(port, { before }) }).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof UpgradeError) return error.code;
      throw error;
    },
  );
  return { happened: calls >= call, ended };
}

const deleteInstances = async (it: Scenario, names = oldInstances) => {
  for (const DBInstanceIdentifier of names) {
    await it.client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
  }
};

const deleteOld = async (it: Scenario) => {
  const DBClusterIdentifier = oldName;
  await it.client.send(
    new ModifyDBClusterCommand({ DBClusterIdentifier, DeletionProtection: false, ApplyImmediately: true }),
  );
  await it.client.send(new DeleteDBClusterCommand({ DBClusterIdentifier, SkipFinalSnapshot: true }));
};

describe('between calls of a cleanup, at every few of them', () => {
  test('another cleanup does all the rest: both end well', async () => {
    const left = (await upgradedToNextMajor()).remains();
    for (let call = 1; ; call += 8) {
      const it = await again(left);
      const production = productionOf(it.rds);
      const { happened, ended } = await overtaken(it, call, () => clean(it));
      expect({ call, ended, ...remnants(it.rds) }).toEqual({ call, ended: 'done', ...cleaned });
      expect(productionOf(it.rds)).toEqual(production);
      if (!happened) break;
    }
  });

  // Before any look, that is: RDS takes names, so what happens between the last look and the call it is for is not seen. RDS
  // itself takes minutes to rename anything.
  test('the names of both change hands: production is touched under neither', async () => {
    const left = (await upgraded()).remains();
    for (let call = 1; ; call += 5) {
      const it = await again(left);
      const here = () => it.rds.world.regions[region]!;
      let swapped: string[] = [];
      const { happened } = await overtaken(
        it,
        call,
        async () => {
          // A rollback by renaming, at once: the old cluster has production's names now, and the other way round.
          const { clusters, instances } = here();
          for (const record of [...Object.values(clusters), ...Object.values(instances)]) {
            const isOld = record.identifier.endsWith('-old1');
            record.identifier = isOld ? record.identifier.replace('-old1', '') : `${record.identifier}-old1`;
          }
          swapped = [...Object.keys(clusters), ...Object.keys(instances)].sort();
        },
        /^(cluster|clusters|instances|deployments?|events|clusterSnapshots)$/,
      );
      if (!happened) break;
      // What had been deleted before the swap is gone; after it nothing is.
      const present = [...Object.keys(here().clusters), ...Object.keys(here().instances)].sort();
      const deleting = [...Object.values(here().clusters), ...Object.values(here().instances)].filter(
        ({ status }) => status === 'deleting',
      );
      const lost = swapped.filter((id) => !present.includes(id));
      const green = productionOf({ world: left.world });
      const served = [green.cluster!.resourceId, ...green.instances.map(({ resourceId }) => resourceId)];
      expect({ call, lost: lost.filter((id) => served.includes(id)) }).toEqual({ call, lost: [] });
      expect(deleting.filter(({ resourceId }) => served.includes(resourceId))).toEqual([]);
    }
  });
});

describe('what somebody did by hand before', () => {
  test('the old instances are deleted: the rest is removed', async () => {
    const it = await upgraded();
    await deleteInstances(it);
    it.pass(30);
    await clean(it);
    expect(remnants(it.rds)).toEqual(cleaned);
  });

  test('one of the old instances is deleted: the rest is proven and removed', async () => {
    const it = await upgraded();
    await deleteInstances(it, oldInstances.slice(1));
    it.pass(30);
    await clean(it);
    expect(remnants(it.rds)).toEqual(cleaned);
  });

  test('the old cluster is deleted: its record is removed, so that the next upgrade can begin', async () => {
    const it = await upgraded(1);
    const production = productionOf(it.rds);
    await deleteInstances(it);
    await deleteOld(it);
    it.pass(30);
    let question = '';
    await clean(it, {
      ask: async (confirmation) => {
        question = confirmation.question;
        return true;
      },
    });
    expect(question).toMatch(/^The old cluster of .* is already gone\. Delete the record of bgd-/);
    expect(remnants(it.rds)).toEqual({ ...cleaned, finalSnapshots: [] });
    expect(productionOf(it.rds)).toEqual(production);
  });

  test('everything is removed: only the code is left to be changed', async () => {
    const it = await upgradedToNextMajor();
    const [deployment] = Object.keys(it.rds.world.regions[region]!.deployments);
    await it.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await deleteInstances(it);
    await deleteOld(it);
    it.pass(30);
    await clean(it, { confirm: false });
    expect(it.code.versions.previousEngineVersion).toBeUndefined();
  });
});

describe('RDS that does not say everything at once', () => {
  test.each([
    'DescribeDBClusters',
    'DescribeDBInstances',
    'DescribeBlueGreenDeployments',
    'DescribeDBClusterSnapshots',
  ])(
    'a look of %s that finds nothing yet, at any call, changes nothing about what is removed when',
    async (operation) => {
      const left = (await upgraded()).remains();
      for (let call = 2; call < 40; call += 8) {
        const it = await again(left);
        const production = productionOf(it.rds);
        it.rds.addFault({ kind: 'call', operation, effect: 'not-found-yet', call });
        const order: string[] = [];
        const ended = await clean(it, {
          wrap: (port) => around(port, { before: (method) => void order.push(method) }),
        }).then(
          () => 'done',
          (error: unknown) => (error instanceof UpgradeError ? error.code : String(error)),
        );
        expect(productionOf(it.rds)).toEqual(production);
        // Nothing is deleted before the snapshot was made, and no record before the tags are there.
        const first = (method: string) => order.indexOf(method);
        if (first('deleteDeployment') >= 0) {
          expect({ call, at: first('addTags') }).toEqual({ call, at: expect.any(Number) });
          expect(first('createClusterSnapshot')).toBeGreaterThanOrEqual(0);
          expect(first('addTags')).toBeGreaterThan(first('createClusterSnapshot'));
          expect(first('deleteDeployment')).toBeGreaterThan(first('addTags'));
        }
        if (ended === 'done') expect(remnants(it.rds)).toMatchObject({ ...cleaned, finalSnapshots: expect.any(Array) });
        else expect(remnants(it.rds).clusters).toContain(oldName);
      }
    },
  );
});
