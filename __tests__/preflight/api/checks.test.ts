import { apiChecks, apiFacts, apiFindings } from '../../../scripts/preflight/api';
import { opensSoon } from '../../../scripts/preflight/api/maintenance';
import { codes } from '../../../scripts/runtime/codes';
import type { Looked } from '../../../scripts/view/looked';
import type { Facts } from '../../../scripts/view/view';
import { arn, instance, now, type Setting, viewOf } from '../../support/view-of';

const seen = <T>(value: T): Looked<T> => ({ kind: 'seen', value });
const gigabyte = 1024 ** 3;

/** Said of every cluster. */
const always = 'API_DNS';

/** All was looked at, and nothing is there. */
const nothing: Partial<Facts> = {
  proxyTargets: seen([]),
  eventSubscriptions: seen([]),
  integrations: seen([]),
  alarms: seen({ alarms: [], complete: true }),
  pendingMaintenance: seen([]),
  quotas: seen([]),
  offeredClasses: seen(['db.r6g.large']),
  ownParameters: seen({ cluster: {}, instance: {} }),
  freeableMemory: seen(4 * gigabyte),
};

const findings = ({ facts, running = '15.15', ...setting }: Setting) =>
  apiFindings(
    viewOf({ code: { engineVersion: '15.17' }, running, ...setting, facts: { ...nothing, ...facts } }),
  ).filter(({ id }) => id !== always);

const alarm = (name: string, dimensions: string[], expressions: string[] = []) => ({ name, dimensions, expressions });
const quota = (name: string, used: number, max = 40) => ({ quotas: seen([{ name, used, max }]) });
const windows = (maintenance: string, backup: string) => ({
  cluster: { settings: { preferred_maintenance_window: maintenance, preferred_backup_window: backup } },
});
const references = {
  resourceId: [],
  writtenIds: [],
  proxyTargets: [],
  eventSubscriptions: [],
  alarms: [],
  activityStreams: [],
};
const denied = (action: string): Looked<never> => ({
  kind: 'unseen',
  message: `AWS denied it: User: x is not authorized to perform: ${action} on resource: *`,
  remedy: `Give the role ${action} (scripts/policies/README.md) and run the same command again.`,
});

interface Row {
  shows: string;
  setting: Setting;
  /** Severity and id, then what the message and the remedy must tell. */
  found: [string, RegExp, RegExp?][];
}

const rows: Row[] = [
  { shows: 'nothing where all is well', setting: {}, found: [] },
  {
    shows: 'a Limitless Database',
    setting: { cluster: { scalability: 'limitless' } },
    found: [['block API_KIND', /orders is an Aurora PostgreSQL Limitless Database/]],
  },
  { shows: 'not a standard one', setting: { cluster: { scalability: 'standard' } }, found: [] },
  {
    shows: 'a cluster of express configuration',
    setting: { cluster: { outsideVpc: true } },
    found: [['block API_KIND', /without a network interface in a VPC/]],
  },
  {
    shows: 'a class that the target does not run on',
    setting: { instances: [instance('orders-1', { instanceClass: 'db.r4.large' }), instance('orders-2')] },
    found: [
      [
        'block API_CLASS',
        /^RDS does not offer 15\.17 for the class of orders-1 \(db\.r4\.large\)\.$/,
        /describe-orderable-db-instance-options --engine aurora-postgresql --engine-version 15\.17 .*--region eu-west-1/,
      ],
    ],
  },
  { shows: 'no class of a version without a list', setting: { facts: { offeredClasses: seen([]) } }, found: [] },
  {
    shows: 'no room for green',
    setting: { facts: quota('DBInstances', 39) },
    found: [['block API_QUOTA', /DBInstances of the account is 40 in eu-west-1, and 39 are used: green needs 2 more/]],
  },
  { shows: 'room for green, the last', setting: { facts: quota('DBInstances', 38) }, found: [] },
  {
    shows: 'no room for its cluster',
    setting: { facts: quota('DBClusters', 40) },
    found: [['block API_QUOTA', /DBClusters/]],
  },
  { shows: 'no quota that green does not need', setting: { facts: quota('DBSubnetGroups', 40) }, found: [] },
  {
    shows: 'a zero-ETL integration, beside which green can be built',
    setting: {
      facts: {
        integrations: seen([{ name: 'lake', sourceArn: arn('orders'), targetArn: 'arn:redshift', status: 'active' }]),
      },
    },
    found: [
      ['warn API_ZERO_ETL', /integration lake/, /^Before the switchover, delete it .*delete-integration .* lake/],
    ],
  },
  {
    shows: 'not one of another cluster',
    setting: {
      facts: { integrations: seen([{ name: 'lake', sourceArn: arn('payments'), targetArn: '', status: 'active' }]) },
    },
    found: [],
  },
  {
    shows: 'a proxy',
    setting: {
      facts: {
        proxyTargets: seen([
          { proxy: 'pool', cluster: 'orders' },
          { proxy: 'pool', cluster: 'orders' },
          { proxy: 'other', cluster: 'payments' },
        ]),
      },
    },
    found: [['warn API_PROXY', /^The RDS proxy pool has orders/, /aws_db_proxy_target .*describe-db-proxy-targets/]],
  },
  {
    shows: 'a proxy of a global database',
    setting: {
      cluster: { globalClusterIdentifier: 'world' },
      facts: { proxyTargets: seen([{ proxy: 'pool', cluster: 'orders' }]) },
    },
    found: [['block API_PROXY', /global database world/, /deregister-db-proxy-targets --db-proxy-name pool/]],
  },
  {
    shows: 'free memory that three slots would use up',
    setting: { facts: { freeableMemory: seen(150 * 1024 ** 2) } },
    found: [['warn API_MEMORY', /fell to 150 MB .* up to 64 MB \(logical_decoding_work_mem\)/]],
  },
  {
    shows: 'as somebody has set it',
    setting: {
      facts: {
        freeableMemory: seen(2 * gigabyte),
        ownParameters: seen({ cluster: { logical_decoding_work_mem: '1048576' }, instance: {} }),
      },
    },
    found: [['warn API_MEMORY', /fell to 2048 MB .* up to 1024 MB/]],
  },
  {
    shows: 'memory that CloudWatch does not know is not enough memory',
    setting: { facts: { freeableMemory: seen(null) } },
    found: [['warn API_UNCHECKED', /no FreeableMemory of the writer of orders/]],
  },
  {
    shows: 'IAM authentication',
    setting: { cluster: { settings: { iam_database_authentication_enabled: true } } },
    found: [['warn API_IAM_AUTH', /a policy that names cluster-BLUE/, /Look for policies that contain cluster-BLUE/]],
  },
  {
    shows: 'an activity stream',
    setting: { cluster: { activityStream: 'started' } },
    found: [['warn API_STREAM', /activity stream \(started\)/, /start-activity-stream --resource-arn arn:aws:rds/]],
  },
  {
    shows: 'backtrack',
    setting: { cluster: { backtrackSeconds: 86_400 } },
    found: [['warn API_BACKTRACK', /backtracked by 24 hours/, /backtrack_window/]],
  },
  {
    shows: 'a scheduler on the cluster and on an instance',
    setting: {
      cluster: { tags: { Schedule: 'office-hours', team: 'payments' } },
      instances: [instance('orders-1', { tags: { AutoStop: 'true' } }), instance('orders-2')],
    },
    found: [['warn API_SCHEDULER', /orders \(Schedule = office-hours\), orders-1 \(AutoStop = true\)/]],
  },
  {
    shows: 'not one that is off, nor a tag that only sounds alike',
    setting: { cluster: { tags: { AutoStop: 'false', ScheduleOwner: 'me', reschedule: '1' } } },
    found: [],
  },
  {
    shows: 'pending maintenance of an instance',
    setting: {
      facts: {
        pendingMaintenance: seen([
          { resource: arn('orders-1', 'db'), action: 'system-update', description: 'New OS', appliedAt: now + 60_000 },
          { resource: arn('payments'), action: 'system-update' },
        ]),
      },
    },
    found: [
      [
        'warn API_MAINTENANCE',
        /pending for orders-1: system-update \(New OS\), which RDS does at 2026-01-15T01:01:00\.000Z/,
        /apply-pending-maintenance-action --resource-identifier arn:aws:rds:eu-west-1:123456789012:db:orders-1/,
      ],
    ],
  },
  {
    shows: 'windows that open within three hours',
    setting: windows('thu:03:00-thu:03:30', '20:00-20:30'),
    found: [['warn API_MAINTENANCE', /maintenance window of orders \(thu:03:00-thu:03:30 UTC\) falls/]],
  },
  { shows: 'not others', setting: windows('fri:03:00-fri:03:30', '20:00-20:30'), found: [] },
  {
    shows: 'a cluster of CloudFormation',
    setting: { cluster: { tags: { 'aws:cloudformation:stack-name': 'shop' } } },
    found: [['warn API_CFN', /the CloudFormation stack shop/]],
  },
  {
    shows: 'event subscriptions that name the cluster, or an instance',
    setting: {
      facts: {
        eventSubscriptions: seen([
          { name: 'pager', sourceType: 'db-cluster', sources: ['orders', 'payments'] },
          { name: 'mail', sourceType: 'db-instance', sources: ['orders-2'] },
          { name: 'all', sourceType: 'db-cluster', sources: [] },
          { name: 'others', sourceType: 'db-cluster', sources: ['orders-1'] },
        ]),
      },
    },
    found: [['warn API_EVENTS', /: pager \(orders\); mail \(orders-2\)\./]],
  },
  {
    shows: 'alarms by name, and apart from them those by resource id',
    setting: {
      facts: {
        alarms: seen({
          alarms: [
            alarm('cpu', ['orders']),
            alarm('load', [], ["DB_PERF_INSIGHTS('RDS', 'db-ORDERS-1', 'os.loadAverageMinute.one.avg')"]),
            alarm('theirs', ['payments']),
          ],
          complete: true,
        }),
      },
    },
    found: [
      ['warn API_ALARMS', /^Alarms watch resource ids of orders.*: load\.$/],
      ['warn API_ALARMS', /by name, .*: cpu\.$/],
    ],
  },
  {
    shows: 'that there are more alarms than are read',
    setting: { facts: { alarms: seen({ alarms: [alarm('theirs', ['payments'])], complete: false }) } },
    found: [['warn API_UNCHECKED', /Only the first 1 CloudWatch alarms of eu-west-1/]],
  },
  {
    shows: 'endpoints of single instances in outputs',
    setting: {
      desired: { references: { ...references, instanceEndpoints: [{ stack: 'web', address: 'output.writer' }] } },
    },
    found: [['warn REF_INSTANCE_ENDPOINT', /^output\.writer \(stack web\) hands out/]],
  },
  {
    shows: 'a version whose switchover takes longer',
    setting: { running: '15.14' },
    found: [['warn API_SWITCHOVER_SPEED', /runs 15\.14: from 15\.15 on/]],
  },
  {
    shows: 'what could not be looked at, with the permissions',
    setting: {
      facts: { proxyTargets: denied('rds:DescribeDBProxies'), alarms: denied('cloudwatch:DescribeAlarms') },
    },
    found: [
      [
        'warn API_UNCHECKED',
        /^Not checked for orders: RDS proxies, CloudWatch alarms\. /,
        /give the role rds:DescribeDBProxies, cloudwatch:DescribeAlarms \(scripts\/policies\/read\.json\)/,
      ],
    ],
  },
  {
    shows: 'a service that does not answer',
    setting: { facts: { quotas: { kind: 'unseen', message: 'RDS did not answer.', remedy: 'Run it again.' } } },
    found: [['warn API_UNCHECKED', /quotas\. RDS did not answer\./, /^Run it again\.$/]],
  },
];

test.each(rows)('$shows', ({ setting, found }) => {
  expect(findings(setting).map(({ id, severity, message, remedy }) => [`${severity} ${id}`, message, remedy])).toEqual(
    found.map(([what, message, remedy = /./]) => [what, expect.stringMatching(message), expect.stringMatching(remedy)]),
  );
});

test('DNS is told of every cluster, once', () => {
  expect(apiFindings(viewOf({ facts: nothing })).filter(({ id }) => id === always)).toMatchObject([
    { severity: 'warn' },
  ]);
});

test('what was not read says nothing, and stops nothing', () => {
  expect(apiFindings(viewOf({ running: '15.15', code: { engineVersion: '15.17' } })).map(({ id }) => id)).toEqual([
    always,
  ]);
});

test('the whole list of alarms is there for --verbose and programs', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const alarms = seen({ alarms: names.map((name) => alarm(name, ['orders'])), complete: true });
  const [found] = findings({ facts: { alarms } });
  expect(found).toMatchObject({ message: expect.stringMatching(/: a, b, c, d, e and 2 more\.$/), details: names });
});

test('every check tells nothing but its codes, and a code is of the catalogue', () => {
  const told = new Set(apiChecks.flatMap((check) => check.codes));
  expect([...told].filter((code) => codes[code] === undefined)).toEqual([]);
  const beside = rows.flatMap(({ setting }) => findings(setting)).filter(({ id }) => !told.has(id));
  expect([...new Set(beside.map(({ id }) => id))]).toEqual(['API_UNCHECKED']);
});

test('MySQL has no slots to have memory for', () => {
  const mysql: Setting = {
    annotation: { engine: 'aurora-mysql' },
    running: '8.0.mysql_aurora.3.05.2',
    code: { engineVersion: '8.0.mysql_aurora.3.08.0' },
  };
  expect(apiFacts(viewOf())).toContain('freeableMemory');
  expect(apiFacts(viewOf(mysql))).not.toContain('freeableMemory');
});

test.each([
  ['thu:00:30-thu:01:30', true],
  ['thu:00:00-thu:01:00', false],
  ['thu:03:59-thu:04:30', true],
  ['thu:04:00-thu:04:30', false],
  ['wed:23:00-thu:02:00', true],
  ['03:00-03:30', true],
  ['23:30-01:30', true],
  ['22:00-23:00', false],
  ['', false],
  [undefined, false],
])('%s, seen on a Thursday at one: %s', (window, soon) => {
  expect(opensSoon(window, now)).toBe(soon);
});
