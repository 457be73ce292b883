import { ModifyDBClusterParameterGroupCommand } from '@aws-sdk/client-rds';
import type { DatabaseLook } from '../../../scripts/database/answers';
import { abortSteps } from '../../../scripts/runbook/abort';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import type { UpgradeError } from '../../../scripts/runtime/errors';
import { aftermath } from '../../support/aftermath';
import { clusterName, createGroups, groupNames, instanceNames } from '../../support/created-cluster';
import { type Scenario, scenario } from '../../support/scenario';

const v3 = (rest: string) => `8.0.mysql_aurora.3.${rest}`;
const v2 = (rest: string) => `5.7.mysql_aurora.2.${rest}`;
const v84 = (rest: string) => `8.4.mysql_aurora.8.4.${rest}`;

const assumed = [`${v3('10.2')} > ${v84('7')}`];

const upgrades = [
  { what: 'minor', from: v3('04.4'), to: v3('10.2') },
  { what: 'from version 2 to 3', from: v2('11.2'), to: v3('04.0') },
  { what: 'from version 3 to 8.4, a pair that this world assumes', from: v3('10.2'), to: v84('7') },
];

test.each(upgrades)('$what: $from to $to', async ({ from, to }) => {
  const it = await scenario({ version: from, running: from, upgradeTo: to });
  it.rds.control('POST choices', { assumedTargets: assumed });
  if (from.slice(0, 3) !== to.slice(0, 3)) await createGroups(it.client, to);
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: to, previousEngineVersion: from });
  expect(aftermath(it.rds)).toMatchObject({
    clusters: [`${clusterName} ${to} available`, `${clusterName}-old1 ${from} available`],
    deployments: ['SWITCHOVER_COMPLETED'],
    switchovers: 1,
  });
});

describe('the binary log', () => {
  const [{ from, to }] = upgrades as [(typeof upgrades)[number]];
  const group = 'aurora-bg-aurora-mysql80-cluster-params';
  const setFormat = (it: Scenario, ParameterValue: string) =>
    it.client.send(
      new ModifyDBClusterParameterGroupCommand({
        DBClusterParameterGroupName: group,
        Parameters: [{ ParameterName: 'binlog_format', ParameterValue, ApplyMethod: 'pending-reboot' }],
      }),
    );
  const failure = (it: Scenario, options?: Parameters<Scenario['upgrade']>[0]) =>
    it.upgrade(options).then(
      () => undefined,
      (error: unknown) => error as UpgradeError,
    );

  test('is off in the group: the code has to turn it on', async () => {
    const it = await scenario({ version: to, running: from });
    await setFormat(it, 'OFF');
    const error = await failure(it);
    expect(error).toMatchObject({ code: 'API_REPLICATION', exitCode: 3 });
    expect(error?.message).toContain(`${group} of ${clusterName} does not have binlog_format = ROW`);
  });

  test('is on only after a reboot of every member, the readers too, which needs a word of its own', async () => {
    const it = await scenario({ version: to, running: from });
    await setFormat(it, 'MIXED');
    expect(await failure(it)).toMatchObject({ code: 'API_SYNC', exitCode: 3 });
    await it.upgrade({ request: { rebootSource: true } });
    expect(it.rds.world.calls.RebootDBInstance).toBeGreaterThanOrEqual(instanceNames.length);
    expect(aftermath(it.rds).deployments).toEqual(['SWITCHOVER_COMPLETED']);
    expect(it.events).toContainEqual(expect.objectContaining({ id: 'API_ADVISED_PARAM' }));
  });
});

test('events on in the group of the target: refused, although no database was asked, until it is off', async () => {
  const [, { from, to }] = upgrades as [unknown, (typeof upgrades)[number]];
  const it = await scenario({ version: from, running: from, upgradeTo: to });
  await createGroups(it.client, to);
  const set = (ParameterValue: string) =>
    it.client.send(
      new ModifyDBClusterParameterGroupCommand({
        DBClusterParameterGroupName: groupNames(to).cluster,
        Parameters: [{ ParameterName: 'event_scheduler', ParameterValue, ApplyMethod: 'pending-reboot' }],
      }),
    );
  await set('ON');
  const error = await it.upgrade().then(
    () => undefined,
    (caught: unknown) => caught as UpgradeError,
  );
  expect(error).toMatchObject({ code: 'API_GREEN_PARAM', exitCode: 3 });
  expect(it.rds.world.calls.CreateBlueGreenDeployment).toBeUndefined();
  await set('OFF');
  await it.upgrade();
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], switchovers: 1 });
});

test('prechecks of the upgrade fail: the run ends with RDS’s reason, and abort removes what was built', async () => {
  const [, { from, to }] = upgrades as [unknown, (typeof upgrades)[number]];
  const it = await scenario({ version: from, running: from, upgradeTo: to });
  await createGroups(it.client, to);
  it.rds.control('POST faults', { kind: 'course', effect: 'upgrade-fails' });
  const error = await it.upgrade().then(
    () => undefined,
    (caught: unknown) => caught as UpgradeError,
  );
  expect(error).toMatchObject({ exitCode: 1 });
  expect(error?.message).toContain('upgrade incompatibilities');
  await it.upgrade({ steps: abortSteps });
  expect(aftermath(it.rds)).toMatchObject({ clusters: [`${clusterName} ${from} available`], deployments: [] });
});

test('what green could not apply stops the run at the gate, by the one event that RDS has for it', async () => {
  const [{ from, to }] = upgrades as [(typeof upgrades)[number]];
  const it = await scenario({ version: to, running: from });
  await it.upgrade({ steps: stepsUntil('green') });
  it.rds.control('POST faults', { kind: 'course', effect: 'replication-degraded' });
  const error = await it.upgrade().then(
    () => undefined,
    (caught: unknown) => caught as UpgradeError,
  );
  expect(error).toMatchObject({ code: 'REPLICATION_DEGRADED', exitCode: 3 });
  expect(error?.message).toContain('Replication has been degraded.');
  expect(error?.message).not.toContain('DDL');
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['AVAILABLE'], switchovers: 0 });
  await it.upgrade({ steps: abortSteps });
  expect(aftermath(it.rds)).toMatchObject({ clusters: [`${clusterName} ${from} available`], deployments: [] });
});

/** As `choose-access.ts` says it of an engine that nobody asks yet. */
const notChecked: DatabaseLook = {
  kind: 'not-checked',
  reason: 'The databases of the cluster are not read: its engine is aurora-mysql.',
  remedy: 'Check them yourself.',
};

test('databases that nobody asks stop it, until somebody accepts that', async () => {
  const [{ from, to }] = upgrades as [(typeof upgrades)[number]];
  const it = await scenario({ version: to, running: from });
  const unasked = {
    data: notChecked,
    standing: () => notChecked,
    elsewhere: () => notChecked,
  };
  const refused = await it.upgrade(unasked).then(
    () => undefined,
    (error: unknown) => error as UpgradeError,
  );
  expect(refused).toMatchObject({ code: 'DATA_NOT_CHECKED', exitCode: 3 });
  expect(aftermath(it.rds).deployments).toEqual([]);
  await it.upgrade({ ...unasked, request: { acceptUnchecked: true } });
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], switchovers: 1 });
});

describe('targets are asked of RDS, at the time of the run', () => {
  const refused = async (running: string, upgradeTo: string, assumedTargets: string[]) => {
    const it = await scenario({ version: running, running, upgradeTo });
    await createGroups(it.client, upgradeTo);
    it.rds.control('POST choices', { assumedTargets });
    const error = await it.upgrade().then(
      () => undefined,
      (caught: unknown) => caught as UpgradeError,
    );
    expect(aftermath(it.rds).deployments).toEqual([]);
    return error;
  };

  test('from 2 to 8.4 there is no direct way: the hops are named', async () => {
    const error = await refused(v2('11.2'), v84('7'), [`${v3('04.3')} > ${v84('7')}`]);
    expect(error).toMatchObject({ code: 'API_TARGET_VER', exitCode: 3 });
    expect(error?.message).toContain(`RDS offers this path: ${v2('11.2')} → ${v3('04.3')} → ${v84('7')}.`);
    expect(error?.remedy).toContain(`write upgradeTo: '${v3('04.3')}'`);
  });

  test('where RDS lists nothing, nothing is assumed', async () => {
    const error = await refused(v3('12.0'), v84('7'), []);
    expect(error).toMatchObject({ code: 'API_TARGET_VER', exitCode: 3 });
    expect(error?.message).toContain('RDS offers no target');
  });
});

test('RDS has moved by itself: the code catches up, and nothing is sent', async () => {
  const it = await scenario({ version: v3('04.4'), running: v3('10.2') });
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: v3('10.2') });
  expect(it.rds.world.calls.CreateBlueGreenDeployment).toBeUndefined();
});
