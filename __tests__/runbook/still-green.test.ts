import { SwitchoverBlueGreenDeploymentCommand } from '@aws-sdk/client-rds';
import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil, upTo } from '../../scripts/runbook/upgrade';
import { awaitGreen } from '../../scripts/runbook/upgrade/await-green';
import { instanceNames, region } from '../support/created-cluster';
import { addDependents } from '../support/dependents';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const deploymentOf = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments)[0]!;

async function switchInTheConsole(it: Scenario) {
  const { identifier } = deploymentOf(it);
  await it.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: identifier }));
  it.pass(5);
  expect(deploymentOf(it).status).toBe('SWITCHOVER_COMPLETED');
}

/** Green stands, nothing was carried over to it, and it was not restarted. */
async function built() {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  await it.upgrade({ steps: upTo(awaitGreen) });
  return remembering(it);
}

async function readyToSwitch() {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  return it;
}

/** The embedded RDS remembers how things were only while a rule may ask for it: this one never strikes. */
function remembering(it: Scenario) {
  it.rds.addFault({ kind: 'call', operation: 'DescribeCertificates', effect: 'stale', seconds: 900, call: 1e6 });
  return it;
}

/** The calls that change green by a name. */
const changing = /^(reboot|modify|addRole|setHttp|lift)/;

/** What a run changes under these names. */
function watched(names: readonly string[]) {
  const changed: string[] = [];
  const watch = (method: string, args: unknown[]) => {
    if (changing.test(method) && names.some((name) => String(args[0]).endsWith(name)))
      changed.push(`${method} ${args[0]}`);
  };
  return { changed, watch };
}

const beginnings = {
  'ready to be switched over': async () => remembering(await readyToSwitch()),
  'not carried over': built,
};

describe.each(Object.keys(beginnings) as (keyof typeof beginnings)[])('green was %s', (beginning) => {
  test.each([1, 3, 5, 6, 8, 13])('production is not taken for green where %i answers are torn', async (times) => {
    const it = await beginnings[beginning]();
    const before = it.clock.now();
    await switchInTheConsole(it);
    const seconds = (it.clock.now() - before) / 1000 + 1;
    it.rds.addFault({ kind: 'call', operation: '*', effect: 'torn', newer: 'instances', seconds, times });
    const { changed, watch } = watched(instanceNames);
    await it
      .upgrade({ steps: stepsUntil('green'), wrap: (port) => around(port, { before: watch }) })
      .catch(() => undefined);
    expect(changed).toEqual([]);
  });
});

test.each([
  ['carry-over', stepsUntil('green')],
  ['reboot-green', stepsUntil('green')],
  ['lift-green-protection', abortSteps],
])('%s changes nothing where somebody switches over after the look', async (id, steps) => {
  const it = await built();
  for (const cluster of Object.values(it.rds.world.regions[region]!.clusters)) cluster.deletionProtection = true;
  let switched = false;
  const sent: string[] = [];
  const interrupted = steps.map((step) => ({
    ...step,
    async execute(...args: Parameters<NonNullable<typeof step.execute>>) {
      if (step.id === id && !switched) {
        await switchInTheConsole(it);
        switched = true;
      }
      return step.execute!(...args);
    },
  }));
  const before = (method: string, [name]: unknown[]) => {
    if (switched && changing.test(method)) sent.push(`${method} ${name}`);
  };
  await it.upgrade({ steps: interrupted, wrap: (port) => around(port, { before }) }).catch(() => undefined);
  expect({ switched, sent }).toEqual({ switched: true, sent: [] });
});

test('a deployment from which somebody has taken our tags is not deleted', async () => {
  const it = await readyToSwitch();
  const deployment = deploymentOf(it);
  let reads = 0;
  const abort = it.upgrade({
    steps: abortSteps,
    request: { command: 'abort' },
    wrap: (port) =>
      around(port, {
        before(method) {
          if (method === 'deployment') reads += 1;
          // Right before the last look: protection has been lifted upon the first.
          if (reads === 2) deployment.tags = [];
        },
      }),
  });
  await abort.catch(() => {});
  expect({ reads: reads > 1, status: deploymentOf(it).status }).toEqual({ reads: true, status: 'AVAILABLE' });
});
