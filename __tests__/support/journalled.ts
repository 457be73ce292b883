import {
  ModifyDBClusterCommand,
  RemoveRoleFromDBClusterCommand,
  RemoveTagsFromResourceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { region } from './created-cluster';
import { addDependents, type dependentsOf, role } from './dependents';
import { around, Killed } from './ports';
import { type Scenario, scenario } from './scenario';

export const warningsOf = (it: Scenario, id: string) =>
  it.events.flatMap((event) => (event.code === 'WARNING' && event.id === id ? [event.message] : []));
export const willOf = (it: Scenario, step: string) =>
  it.events.flatMap((event) => (event.code === 'STEP_ACT' && event.step === step ? event.will : []));
export const here = (it: Scenario) => it.rds.world.regions[region]!;
export const deploymentOf = (it: Scenario) => Object.values(here(it).deployments)[0]!;
export const arnOf = (name: string) => `arn:aws:rds:${region}:123456789012:cluster:${name}`;
export const arnOfDeployment = (it: Scenario) =>
  `arn:aws:rds:${region}:123456789012:deployment:${deploymentOf(it).identifier}`;
export const tagsOf = (it: Scenario) =>
  Object.fromEntries(deploymentOf(it).tags.map(({ Key = '', Value = '' }) => [Key, Value]));
const journalKeys = (it: Scenario) =>
  Object.keys(tagsOf(it)).filter((key) => /^aurora-upgrade:(journal|scaling)-/.test(key));

export async function surrounded(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  return it;
}

/** By hand, of whichever cluster has the name. */
export async function weaken(it: Scenario, name: string): Promise<void> {
  await it.client.send(
    new RemoveRoleFromDBClusterCommand({ DBClusterIdentifier: name, RoleArn: role, FeatureName: 's3Import' }),
  );
  await it.client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: name,
      DeletionProtection: false,
      EnableIAMDatabaseAuthentication: false,
      BackupRetentionPeriod: 1,
      PreferredMaintenanceWindow: 'tue:05:00-tue:05:30',
      CloudwatchLogsExportConfiguration: { DisableLogTypes: ['postgresql'] },
      ApplyImmediately: true,
    }),
  );
  await it.client.send(new RemoveTagsFromResourceCommand({ ResourceName: arnOf(name), TagKeys: ['team'] }));
  it.pass(5);
}

/** `kill -9` right after RDS took the switchover. */
export async function killedAtSwitchover(it: Scenario): Promise<void> {
  const dying = it.upgrade({
    wrap: (port) =>
      around(port, {
        after(method) {
          if (method === 'switchover') throw new Killed();
        },
      }),
  });
  await expect(dying).rejects.toBeInstanceOf(Killed);
  it.pass(5);
  expect(deploymentOf(it).status).toBe('SWITCHOVER_COMPLETED');
}

export async function switchedInTheConsole(it: Scenario): Promise<void> {
  await it.upgrade({ steps: stepsUntil('green') });
  await it.client.send(
    new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
  );
  it.pass(5);
}

/** Who has taken it away may have meant it. */
export const withoutRole = (had: Awaited<ReturnType<typeof dependentsOf>>) => ({
  ...had,
  roles: [],
  settings: { ...had.settings, iam_roles: [] },
});

export const stepsBefore = (id: string) => {
  const steps = stepsUntil('green');
  return steps.slice(
    0,
    steps.findIndex((step) => step.id === id),
  );
};

export async function switchOver(it: Scenario): Promise<void> {
  it.pass(60);
  await it.client.send(
    new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deploymentOf(it).identifier }),
  );
  it.pass(5);
}

export const forget = (it: Scenario, keys = journalKeys(it)) =>
  it.client.send(new RemoveTagsFromResourceCommand({ ResourceName: arnOfDeployment(it), TagKeys: keys }));
