import type { FamilyParameter } from '../../../scripts/aws/rds/types';
import { apiFindings } from '../../../scripts/preflight/api';
import { knownDefaults } from '../../../scripts/preflight/api/known-defaults';
import type { Facts } from '../../../scripts/view/view';
import { type Setting, viewOf, withGroups } from '../../support/view-of';

const parameters = (values: Record<string, string | undefined>, modifiable = true): FamilyParameter[] =>
  Object.entries(values).map(([name, value]) => ({ name, modifiable, ...(value === undefined ? {} : { value }) }));

type Values = Record<string, string | undefined>;

interface Families {
  before: Values;
  after: Values;
  instance?: { before: Values; after: Values };
  own?: Record<string, string>;
  modifiable?: boolean;
}

const factsOf = ({ before, after, instance, own = {}, modifiable }: Families): Partial<Facts> => ({
  runningParameters: {
    kind: 'seen',
    value: { cluster: parameters(before), instance: parameters(instance?.before ?? {}) },
  },
  targetParameters: { cluster: parameters(after, modifiable), instance: parameters(instance?.after ?? {}) },
  ownParameters: { kind: 'seen', value: { cluster: own, instance: {} } },
});

const major: Setting = { running: '15.15', code: { engineVersion: '17.7' } };

function told(families: Families, setting: Setting = {}) {
  const view = viewOf({ ...major, ...setting, facts: factsOf(families) });
  return apiFindings(view).filter(({ id }) => id === 'API_DEFAULTS' || id === 'API_PG_DIFF');
}

const inCode = (values: Record<string, string>) => ({
  desired: { groupParameters: { [withGroups('17.7').clusterParameterGroup!.address!]: values } },
});

test('a well-known parameter is told with its values, why it matters, and the line that keeps it', () => {
  expect(told({ before: { 'rds.force_ssl': '0' }, after: { 'rds.force_ssl': '1' } })).toEqual([
    {
      id: 'API_DEFAULTS',
      severity: 'warn',
      message:
        'Parameters that the code of orders does not set change their defaults from aurora-postgresql15 to aurora-postgresql17: rds.force_ssl 0 → 1 (1 refuses every connection without TLS).',
      remedy:
        "If clients depend on the values of now, write into the code of shop/orders: clusterParameterGroup: { parametersByFamily: { 'aurora-postgresql17': { 'rds.force_ssl': { value: '0', applyMethod: 'pending-reboot' } } } }",
      details: [expect.stringMatching(/^rds\.force_ssl \(cluster\) 0 → 1: .*https:\/\//)],
    },
  ]);
});

test('what people hit first comes first; the rest is counted, and listed apart', () => {
  const before = { zeta: '1', log_lock_waits: '0', alpha: '1', 'rds.force_ssl': '0', same: '1' };
  const after = { zeta: '2', log_lock_waits: '1', alpha: undefined, 'rds.force_ssl': '1', same: '1' };
  const [found] = told({ before, after });
  expect(found!.message).toMatch(/: rds\.force_ssl 0 → 1 .*; log_lock_waits 0 → 1 .*; and 2 others \(--verbose lists/);
  expect(found!.details!.map((line) => line.split(' ')[0])).toEqual([
    'rds.force_ssl',
    'log_lock_waits',
    'alpha',
    'zeta',
  ]);
  expect(found!.details![2]).toBe("alpha (cluster) 1 → the engine's own");
});

test.each<[string, Families, Setting]>([
  ['the same value', { before: { jit: '1' }, after: { jit: '1' } }, {}],
  ['one that only the target has', { before: {}, after: { jit: '1' } }, {}],
  ['one that the target does not have', { before: { jit: '1' }, after: {} }, {}],
  ['one that nobody can set', { before: { jit: '1' }, after: { jit: '0' }, modifiable: false }, {}],
  ['one that the code sets', { before: { jit: '1' }, after: { jit: '0' } }, inCode({ jit: '1' })],
  ['a minor upgrade', { before: { jit: '1' }, after: { jit: '0' } }, { code: { engineVersion: '15.17' } }],
])('nothing is told of %s', (_what, families, setting) => {
  expect(told(families, setting)).toEqual([]);
});

test('one of both kinds of groups is told once, for the cluster', () => {
  const both = { before: { work_mem: '4096' }, after: { work_mem: '8192' } };
  const [found, ...others] = told({ ...both, instance: both });
  expect(others).toEqual([]);
  expect(found!.details).toEqual([expect.stringMatching(/^work_mem \(cluster\)/)]);
});

test('what is set in the console, and not in the code, is told as that', () => {
  const families = { before: { jit: '1', work_mem: '1' }, after: { jit: '0', work_mem: '1' } };
  expect(told({ ...families, own: { jit: '1', work_mem: '5', gone: '1' } })).toEqual([
    expect.objectContaining({
      id: 'API_PG_DIFF',
      message: expect.stringMatching(
        /^The cluster parameters jit, work_mem are set for orders today, and not in the group aurora-postgresql17-cluster/,
      ),
      remedy: expect.stringContaining(
        "clusterParameterGroup of shop/orders what production is to keep: 'jit', 'work_mem'",
      ),
    }),
  ]);
  expect(told({ ...families, own: { jit: '1' } }, inCode({ jit: '0' }))).toEqual([]);
});

test('MySQL 8.4 is known too', () => {
  const names = knownDefaults['aurora-mysql'].map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'require_secure_transport',
      'innodb_dedicated_server',
      'log_output',
      'innodb_io_capacity*',
    ]),
  );
});

test('each well-known parameter has a page of its own engine', () => {
  for (const { link } of Object.values(knownDefaults).flat()) {
    expect(link).toMatch(
      /^https:\/\/(docs\.aws\.amazon\.com\/AmazonRDS|www\.postgresql\.org\/docs|dev\.mysql\.com\/doc)\//,
    );
  }
});
