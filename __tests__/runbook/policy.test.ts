import { uncopiedMembers } from '../../scripts/embedded-rds/world/deployments/uncopied';
import { abortSteps } from '../../scripts/runbook/abort';
import { plan } from '../../scripts/runbook/dry-run';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { addDependents } from '../support/dependents';
import { allowedBy } from '../support/policy';
import { type Scenario, scenario } from '../support/scenario';

/** What each phase of the README's table may call, and what it does call on a cluster that has everything. */
const phases: [name: string, go: (it: Scenario) => Promise<unknown>, statements: string[]][] = [
  ['a plan reads', async (it) => plan(it.view(), stepsUntil('proven'), await it.sources(), () => {}), ['Read']],
  ['until green', (it) => it.upgrade({ steps: stepsUntil('green') }), ['Read', 'Create']],
  ['the rest', (it) => it.upgrade(), ['Read', 'Switch', 'Scale']],
];

/** The calls of `go`, each once, as IAM names them. */
async function called(it: Scenario, go: (it: Scenario) => Promise<unknown>): Promise<string[]> {
  const before = it.calls().length;
  await go(it);
  const calls = it.calls().slice(before);
  return [...new Set(calls.map(({ service, operation }) => `${service}:${operation}`))]
    .filter((name) => !name.startsWith('sts:'))
    .sort();
}

async function prepared(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  it.rds.control('POST choices', { notCopiedToGreen: uncopiedMembers, endpointMembersOnGreen: 'none' });
  return it;
}

test('no phase of an upgrade calls what its statements in the README do not allow', async () => {
  const it = await prepared();
  for (const [name, go, statements] of phases) {
    const allowed = allowedBy(...statements);
    expect({ name, denied: (await called(it, go)).filter((call) => !allowed.includes(call)) }).toEqual({
      name,
      denied: [],
    });
  }
});

test('an abort neither', async () => {
  const it = await prepared();
  await it.upgrade({ steps: stepsUntil('green') });
  const allowed = allowedBy('Read', 'Abort');
  expect((await called(it, () => it.upgrade({ steps: abortSteps }))).filter((call) => !allowed.includes(call))).toEqual(
    [],
  );
});
