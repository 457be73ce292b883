import { unknownCompleteness } from '../../../scripts/plans/check/completeness';
import { judgePlan } from '../../../scripts/plans/check/judge-plan';
import { isRefused } from '../../../scripts/plans/check/verdict';
import { type ReadPlan, readPlan } from '../../../scripts/terraform/plan-json';
import { recordedPlans } from '../table/recorded';
import { planTable } from '../table/table';

const plans = recordedPlans();

function recorded(name: string): ReadPlan {
  const plan = readPlan(plans.get(name));
  if (plan.kind !== 'read') throw new Error(plan.why);
  return plan;
}

const judged = (plan: ReadPlan, allowed: { allowDestroy?: string[]; allowInPlace?: string[] } = {}) =>
  judgePlan('plan.json', plan, [], { guarded: false, allowDestroy: [], allowInPlace: [], ...allowed });

/** Plans that the real Terraform wrote (__tests__/plans/table), each with what a user must be told of it. */
describe('a plan of the table', () => {
  it.each(planTable.map((row) => [row.name, row] as const))('%s', (name, { told }) => {
    const plan = recorded(name);
    const { clusters, problem, elsewhere } = judged(plan);
    const speaking = clusters.filter(
      ({ cluster, class: kind, findings }) =>
        Object.hasOwn(told.clusters, cluster) || kind !== 'no-changes' || findings.length > 0,
    );
    expect(
      Object.fromEntries(
        speaking.map(({ cluster, class: kind, findings }) => [
          cluster,
          [kind, ...findings.map((finding) => `${finding.kind}${finding.refused ? '!' : ''}`)],
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(told.clusters).map(([cluster, { class: kind, findings = [] }]) => [
          cluster,
          [kind, ...findings.map(([finding]) => finding)],
        ]),
      ),
    );
    for (const { cluster, findings } of speaking) {
      for (const [index, { message, remedy }] of findings.entries()) {
        const [, ...says] = told.clusters[cluster]!.findings![index]!;
        for (const pattern of says) expect(`${message}\n${remedy ?? ''}`).toMatch(pattern);
      }
    }
    expect(problem?.message ?? '').toMatch(told.problem ?? /^$/);
    expect(elsewhere).toHaveLength(told.elsewhere ?? 0);
    expect(unknownCompleteness('plan.json', plan)?.message ?? '').toMatch(told.unknownWhetherWhole ?? /^$/);
  });

  it('every row is recorded, and there are enough of them', () => {
    expect([...plans.keys()]).toEqual(planTable.map(({ name }) => name));
    expect(planTable.length).toBeGreaterThanOrEqual(60);
  });
});

describe('what is meant of a plan of the table', () => {
  it.each<[string, Parameters<typeof judged>[1], boolean]>([
    ['global: version raised, the member follows', { allowInPlace: ['orders'] }, false],
    ['global: version raised, the member follows', { allowInPlace: ['world'] }, true],
    ['global: version raised, members in other stacks', { allowInPlace: ['world'] }, false],
    ['global: taken out of the code', { allowDestroy: ['world'] }, false],
    ['global: taken out of the code', { allowDestroy: ['orders'] }, true],
    ['exact version made a prefix of it', { allowInPlace: ['orders'] }, false],
    ['another version, sensitive', { allowInPlace: ['orders'] }, true],
    ['tainted cluster', { allowDestroy: ['orders'] }, false],
    ['two regions: one taken out of the code', { allowDestroy: ['orders'] }, true],
    ['two regions: one taken out of the code', { allowDestroy: ['orders (aws_rds_cluster.europe)'] }, false],
  ])('%s, with %j: refused is %s', (name, allowed, refused) => {
    expect(isRefused(judged(recorded(name), allowed))).toBe(refused);
  });
});
