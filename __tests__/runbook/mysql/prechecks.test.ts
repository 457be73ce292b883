import type { RunEvent } from '../../../scripts/report/event';
import { abortSteps } from '../../../scripts/runbook/abort';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import type { UpgradeError } from '../../../scripts/runtime/errors';
import { aftermath } from '../../support/aftermath';
import { clusterName, createGroups } from '../../support/created-cluster';
import { type Scenario, scenario } from '../../support/scenario';

const from = '5.7.mysql_aurora.2.11.2';
const to = '8.0.mysql_aurora.3.04.0';

const error = (object: string) => ({
  check: 'auroraGetDanglingFulltextIndex',
  level: 'Error',
  object,
  description: `Table ${object} contains dangling FULLTEXT index. Kindly recreate the table before upgrade.`,
});
const warning = {
  check: 'reservedKeywordsCheck',
  level: 'Warning',
  object: 'shop.empty.lag',
  description: 'Column name',
};
const notice = { check: 'sqlModeFlagCheck', level: 'Notice', object: 'global.sql_mode', description: 'obsolete' };

async function world(problems: object[] = []): Promise<Scenario> {
  const it = await scenario({ version: from, running: from, upgradeTo: to, stretch: 3 });
  await createGroups(it.client, to);
  if (problems.length > 0) it.rds.control('POST prechecks', { cluster: clusterName, problems });
  return it;
}

const failure = (it: Scenario, options?: Parameters<Scenario['upgrade']>[0]) =>
  it.upgrade(options).then(
    () => undefined,
    (thrown: unknown) => thrown as UpgradeError,
  );

const told = (it: Scenario) =>
  it.events.filter(
    (event): event is Extract<RunEvent, { code: 'WARNING' }> =>
      event.code === 'WARNING' && event.id === 'UPGRADE_PRECHECKS',
  );

test('errors end green, and the run names them, with the log; once they are mended the upgrade goes through', async () => {
  const it = await world([error('shop.a'), warning]);
  const ended = await failure(it);
  expect(ended).toMatchObject({ code: 'GREEN_PRECHECKS', exitCode: 1 });
  expect(ended?.message).toMatch(
    /INVALID_CONFIGURATION\): .*upgrade incompatibilities\. upgrade-prechecks\.log of \S+-green-\w+ has 1 error: auroraGetDanglingFulltextIndex in shop\.a \(Table shop\.a /,
  );
  expect(ended?.message).not.toContain('reservedKeywordsCheck');
  expect(ended?.remedy).toMatch(
    /^Production is untouched\. Fix this in production, remove what was built \(\S.* abort /,
  );
  expect(ended?.remedy).toMatch(
    /\nThe whole log, which goes with green: aws rds download-db-log-file-portion --db-instance-identifier \S+-green-\w+ --log-file-name upgrade-prechecks\.log --starting-token 0 --output text --region /,
  );
  expect(it.calls().map(({ operation }) => operation)).toContain('DownloadDBLogFilePortion');

  await it.upgrade({ steps: abortSteps });
  it.rds.control('POST prechecks', { cluster: clusterName, problems: [] });
  await it.upgrade();
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], switchovers: 1 });
  expect(told(it)).toEqual([]);
});

test('more than a screen of errors: a few in the sentence, more in the lines, the rest in the log', async () => {
  const it = await world(Array.from({ length: 30 }, (_, i) => error(`shop.t${i}`)));
  const ended = await failure(it);
  expect(ended?.message).toContain('has 30 errors: ');
  expect(ended?.message).toContain('; and 27 more.');
  expect(ended?.remedy.match(/\n {2}error: /g)).toHaveLength(20);
  expect(ended?.remedy).toContain('\n  and 10 more\n');
});

test('warnings hold nothing up, and are told before the switchover; notices alone are not', async () => {
  const it = await world([warning, notice]);
  await it.upgrade({ steps: stepsUntil('green') });
  expect(told(it)).toMatchObject([
    {
      message: `The prechecks of the upgrade of ${clusterName} found 1 warning and 1 notice: reservedKeywordsCheck in shop.empty.lag (Column name).`,
      details: [
        'warning: reservedKeywordsCheck in shop.empty.lag (Column name)',
        'notice: sqlModeFlagCheck in global.sql_mode (obsolete)',
      ],
    },
  ]);
  expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBeUndefined();
  await it.upgrade();
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'] });

  const quiet = await world([notice]);
  await quiet.upgrade({ steps: stepsUntil('green') });
  expect(told(quiet)).toEqual([]);
});

test('where RDS keeps no log of a success, nothing is said', async () => {
  const it = await world([warning]);
  it.rds.control('POST choices', { precheckLog: 'failed-only' });
  await it.upgrade();
  expect(told(it)).toEqual([]);
  expect(aftermath(it.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'] });
});

const denied = ['rds:DownloadDBLogFilePortion', 'rds:DescribeDBLogFiles'];
const deny = (it: Scenario) => {
  it.rds.world.policies = {
    identityBased: [
      { effect: 'Allow', actions: ['*'] },
      { effect: 'Deny', actions: denied },
    ],
  };
};

test('a log that may not be read: of a green that failed, and of one that stands', async () => {
  const failed = await world([error('shop.a')]);
  deny(failed);
  const ended = await failure(failed);
  expect(ended?.code).toBe('GREEN_FAILED');
  expect(ended?.message).toMatch(
    /upgrade-prechecks\.log of green was not read: .*not authorized to perform: rds:DescribeDBLogFiles/,
  );
  expect(ended?.remedy).toContain('AuroraMySQL.upgrade-prechecks.html');

  const stands = await world([warning]);
  deny(stands);
  await stands.upgrade();
  expect(stands.events).toContainEqual(
    expect.objectContaining({
      id: 'API_UNCHECKED',
      message: expect.stringContaining('the log of the prechecks on green'),
    }),
  );
  expect(aftermath(stands.rds)).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'] });
});

test.each<[string, (it: Scenario) => void, string]>([
  [
    'there is none',
    (it) => void it.rds.control('POST faults', { kind: 'course', effect: 'provisioning-fails' }),
    'There is no upgrade-prechecks.log of green.',
  ],
  [
    'a minor upgrade has none',
    (it) => void it.rds.control('POST faults', { kind: 'course', effect: 'upgrade-fails', reason: 'of something' }),
    '',
  ],
])('of a green that failed: %s', async (what, trouble, said) => {
  const minor = { version: '8.0.mysql_aurora.3.10.2', running: '8.0.mysql_aurora.3.04.4', stretch: 3 };
  const it = what.startsWith('a minor') ? await scenario(minor) : await world();
  trouble(it);
  const ended = await failure(it);
  expect(ended?.code).toBe('GREEN_FAILED');
  if (said === '') expect(it.calls().map(({ operation }) => operation)).not.toContain('DescribeDBLogFiles');
  else expect(ended?.message).toContain(said);
});

test('a log that is no JSON is said, with where to read it', async () => {
  const it = await world([error('shop.a')]);
  const text = 'mysqlsh: error';
  const ended = await failure(it, {
    wrap: (port) =>
      new Proxy(port, {
        get: (of, name) => (name === 'logFile' ? async () => ({ text, whole: true }) : Reflect.get(of, name)),
      }),
  });
  expect(ended?.code).toBe('GREEN_FAILED');
  expect(ended?.message).toMatch(
    /upgrade-prechecks\.log of \S+ was not understood: it is not the JSON that AWS describes\.$/,
  );
  expect(ended?.remedy).toContain('aws rds download-db-log-file-portion ');
});
