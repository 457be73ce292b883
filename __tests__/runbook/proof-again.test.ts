import { conclude } from '../../scripts/commands/conclude';
import { reconcileSteps } from '../../scripts/runbook/upgrade';
import type { PlanProof } from '../../scripts/terraform/proof-kinds';
import { phaseOf } from '../../scripts/view/phase';
import { Killed } from '../support/ports';
import { scenario } from '../support/scenario';

const changes: PlanProof = { kind: 'changes', addresses: ['aws_rds_cluster.aurora (update: port)'] };

/** AWS has moved on its own: there is no deployment whose record would tell that anything was done. */
const ahead = () => scenario({ version: '15.6', running: '15.10' });

test('killed in the proof, the next run proves what the one before has changed, and ends the same', async () => {
  const undisturbed = await ahead();
  const last = await undisturbed.upgrade({ plan: { prove: async () => changes } });
  const expected = conclude(last, undefined, 'ahead');
  expect(expected).toMatchObject({ name: 'changes', code: 2 });

  const it = await ahead();
  const prove = async () => {
    throw new Killed();
  };
  await expect(it.upgrade({ plan: { prove } })).rejects.toBeInstanceOf(Killed);
  expect(it.code.version).toBe('15.10');
  let proofs = 0;
  const second = await it.upgrade({
    plan: {
      async prove() {
        proofs += 1;
        return changes;
      },
    },
  });
  expect(proofs).toBe(1);
  expect(conclude(second, undefined, 'current')).toMatchObject({ name: expected.name, code: expected.code });
});

test('a plan is proven once for the same code and world, and again for another', async () => {
  const it = await ahead();
  const proven: string[] = [];
  const plan = {
    async prove(cluster: { annotation: { engineVersion: string } }): Promise<PlanProof> {
      proven.push(cluster.annotation.engineVersion);
      return { kind: 'no-changes' };
    },
  };
  const last = await it.upgrade({ steps: reconcileSteps, plan });
  expect(proven).toEqual(['15.10']);
  expect(phaseOf(last)).toBe('ahead');
  expect(conclude(last, undefined, 'ahead')).toMatchObject({ name: 'no-changes', code: 0 });
});

test('with nothing to do the plan is proven too, and said', async () => {
  const it = await scenario({ version: '15.10', running: '15.10' });
  const last = await it.upgrade();
  expect(conclude(last, undefined, 'current')).toEqual({
    name: 'nothing',
    message:
      'nothing to do: it runs 15.10, as the code says. No changes. Your infrastructure matches the configuration.',
    code: 0,
  });
});
