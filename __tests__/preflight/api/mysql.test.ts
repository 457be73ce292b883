import type { DatabaseLook } from '../../../scripts/database/answers';
import { apiFindings } from '../../../scripts/preflight/api';
import { greenParameters } from '../../../scripts/preflight/api/green-parameters';
import { sqlContext } from '../../../scripts/preflight/data-verdict';
import type { Facts } from '../../../scripts/view/view';
import { type Setting, viewOf } from '../../support/view-of';

const family = { cluster: [], instance: [] };
const from = '5.7.mysql_aurora.2.11.2';
const to = '8.0.mysql_aurora.3.04.3';
const group = { name: 'orders-mysql80', family: 'aurora-mysql8.0', address: 'cluster_group.mysql80' };

/** A major upgrade of MySQL with what production's group and the code say. */
const findings = (
  own: Record<string, string>,
  inCode: Record<string, string> = {},
  { address = group.address, running = from }: { address?: string | undefined; running?: string } = {},
  ids = /PARAM|DEFAULTS/,
) => {
  const { address: _, ...named } = group;
  const annotation = {
    engine: 'aurora-mysql' as const,
    upgradeTo: { engineVersion: to, clusterParameterGroup: address === '' ? named : { ...group, address } },
  };
  const facts: Partial<Facts> = {
    ownParameters: { kind: 'seen', value: { cluster: own, instance: {} } },
    runningParameters: { kind: 'seen', value: family },
    targetParameters: family,
  };
  const setting = {
    annotation,
    running,
    code: { engineVersion: running },
    desired: { groupParameters: { [group.address]: inCode } },
    cluster: { engine: 'aurora-mysql', parameterGroup: 'orders-mysql57' },
    facts,
  } as unknown as Setting;
  const view = { ...viewOf(setting) };
  return apiFindings({ ...view, target: view.target }).filter(({ id }) => ids.test(id));
};
const told = (...args: Parameters<typeof findings>) =>
  findings(...args)
    .filter(({ id }) => id !== 'API_DEFAULTS')
    .map(({ severity, id, message }) => `${severity} ${id}: ${message}`);

test.each<[string, Parameters<typeof findings>, RegExp[]]>([
  ['nothing where both have the default', [{}], []],
  ['nothing where both have the same', [{ lower_case_table_names: '1' }, { lower_case_table_names: '1' }], []],
  [
    'production’s alone',
    [{ lower_case_table_names: '1' }],
    [/^block API_FIXED_PARAM: orders has lower_case_table_names = 1, but orders-mysql80 has 0: /],
  ],
  [
    'the target’s alone',
    [{}, { lower_case_table_names: '1' }],
    [/^block API_FIXED_PARAM: orders has lower_case_table_names = 0, but orders-mysql80 has 1: /],
  ],
  [
    'a group that the code only refers to',
    [{ lower_case_table_names: '1' }, {}, { address: '' }],
    [/^warn API_FIXED_PARAM: .* Whether orders-mysql80 has it too was not checked/],
  ],
  ['ROW', [{ binlog_format: 'ROW' }], []],
  ['another format', [{ binlog_format: 'MIXED' }], [/^warn API_ADVISED_PARAM: orders has binlog_format = MIXED: /]],
  ['none, which another step refuses', [{ binlog_format: 'OFF' }], []],
])('parameters of MySQL: %s', (_, args, expected) => {
  expect(told(...args)).toEqual(expected.map((message) => expect.stringMatching(message)));
});

test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
  ['one that 8.0 has lost is nothing to keep', { query_cache_type: '0' }, {}, []],
  ['one that it calls otherwise is, under that name', { tx_isolation: 'SERIALIZABLE' }, {}, ['transaction_isolation']],
  [
    'unless the code has it under that name',
    { tx_isolation: 'SERIALIZABLE' },
    { transaction_isolation: 'SERIALIZABLE' },
    [],
  ],
  ['one that stays what it is', { max_connections: '900' }, {}, ['max_connections']],
])('set in production alone: %s', (_, own, inCode, names) => {
  const left = findings(own, inCode, {}, /PG_DIFF/).map(({ remedy }) => remedy);
  expect(left).toEqual(names.map((name) => expect.stringContaining(`'${name}'.`)));
});

describe('what somebody has set in the group of the target', () => {
  const greenOf = (set: Record<string, string> | null, more: Partial<Facts> = {}, engine = 'aurora-mysql') => {
    const annotation = {
      engine,
      upgradeTo: { engineVersion: to, clusterParameterGroup: { name: group.name, family: group.family } },
    };
    const setting = {
      annotation,
      running: from,
      code: { engineVersion: from },
      cluster: { engine, parameterGroup: 'orders-mysql57' },
      facts: { greenParameters: { kind: 'seen', value: set }, ...more },
    } as unknown as Setting;
    return greenParameters.find(viewOf(setting)).map(({ severity, id, message }) => `${severity} ${id}: ${message}`);
  };

  test.each<[string, Record<string, string> | null, RegExp[]]>([
    ['nothing', {}, []],
    ['there is no such group yet', null, []],
    ['events off', { event_scheduler: 'off' }, []],
    [
      'events on',
      { event_scheduler: 'ON' },
      [/^block API_GREEN_PARAM: orders-mysql80, the group of the target, has event_scheduler = ON: on green, events/],
    ],
    ['an empty filter', { 'binlog-do-db': '' }, []],
    [
      'a filter',
      { 'binlog-ignore-db': 'audit' },
      [/has binlog-ignore-db = audit: what a filter leaves out does not reach green/],
    ],
    ['one in the other spelling', { replicate_do_table: 'a.b' }, [/has replicate-do-table = a\.b/]],
  ])('%s', (_, set, expected) => {
    expect(greenOf(set)).toEqual(expected.map((message) => expect.stringMatching(message)));
  });

  test('databases that were asked have told it themselves, and what was not read is no finding', () => {
    const answered: DatabaseLook = {
      kind: 'answered',
      answers: { via: '', at: 0, databases: [], cluster: {}, each: {} },
    };
    expect(greenOf({ event_scheduler: 'ON' }, { data: answered })).toEqual([]);
    const unseen = { kind: 'unseen', message: 'denied', remedy: '' } as const;
    expect(greenOf(null, { greenParameters: unseen })).toEqual([]);
  });

  test('the questions to the databases know it, also of a group that the code only refers to', () => {
    const setting = {
      annotation: {
        engine: 'aurora-mysql',
        upgradeTo: { engineVersion: to, clusterParameterGroup: { name: group.name, family: group.family } },
      },
      running: from,
      code: { engineVersion: from },
      cluster: { engine: 'aurora-mysql' },
      facts: { greenParameters: { kind: 'seen', value: { event_scheduler: 'OFF' } } },
    } as unknown as Setting;
    expect(sqlContext(viewOf(setting)).target).toEqual({ event_scheduler: 'OFF' });
  });
});

test('what MySQL itself changes is told, where nobody has set it', () => {
  const [found] = findings({ character_set_server: 'latin1' }).filter(({ id }) => id === 'API_DEFAULTS');
  expect(found?.message).toContain('collation_server latin1_swedish_ci → utf8mb4_0900_ai_ci');
  expect(found?.message).toContain('event_scheduler OFF → ON');
  expect(found?.message).not.toContain('character_set_server');
  expect(found?.remedy).toContain("'collation_server': { value: 'latin1_swedish_ci', applyMethod: 'pending-reboot' }");
});

test('of 8.0 to 8.4 nothing of the engine’s own is known', () => {
  const running = '8.0.mysql_aurora.3.04.3';
  expect(findings({}, {}, { running }).filter(({ id }) => id === 'API_DEFAULTS')).toEqual([]);
});
