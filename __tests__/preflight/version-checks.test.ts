import type { Finding } from '../../scripts/preflight/finding';
import { parameterFindings, versionFindings } from '../../scripts/preflight/version-checks';
import type { Facts } from '../../scripts/view/view';
import { familyOf, pg, type Setting, viewOf } from '../support/view-of';

const offered = (...versions: string[]) => versions.map((version) => ({ version, major: false }));
const facts = (version: string, targets: string[] = []) => ({
  version,
  family: familyOf(version),
  validTargets: offered(...targets),
});
const told = (found: Finding[]) => found.map(({ severity, id, message, remedy }) => [severity, id, message, remedy]);

interface Row {
  shows: string;
  setting?: Setting;
  engine: Facts['engine'];
  found: [string, RegExp, RegExp][];
}

const rows: Row[] = [
  {
    shows: 'RDS offers the target and knows it',
    engine: { current: facts('15.6', ['15.8', '15.10']), target: facts('15.10') },
    found: [],
  },
  {
    shows: 'RDS offers the target, and this region does not know it',
    engine: { current: facts('15.6', ['15.10']) },
    found: [['API_TARGET_VER', /RDS does not know the version 15\.10 in eu-west-1/, /Choose another/]],
  },
  {
    shows: 'others are offered: one of them is to be written',
    engine: { current: facts('15.6', ['15.7', '15.8']), target: facts('15.10') },
    found: [['API_TARGET_VER', /not a valid upgrade target .* offers 15\.7, 15\.8\.$/, /versions into the code/]],
  },
  {
    shows: 'or to be asked for, where the command line asks',
    setting: { request: { to: '15.10' } },
    engine: { current: facts('15.6', ['15.8']), target: facts('15.10') },
    found: [['API_TARGET_VER', /not a valid upgrade target/, /versions after --to/]],
  },
  {
    shows: 'none is offered',
    engine: { current: facts('15.6'), target: facts('15.10') },
    found: [['API_TARGET_VER', /RDS offers no target/, /Check which version runs/]],
  },
  {
    shows: 'the version that runs is unknown to RDS',
    engine: {},
    found: [['API_TARGET_VER', /RDS offers no target/, /Check which version runs/]],
  },
  {
    shows: 'over hops, the first within the family: by --to',
    engine: { current: facts('15.6', ['15.8']), target: facts('15.10'), path: ['15.6', '15.8', '15.10'].map(pg) },
    found: [['API_TARGET_VER', /this path: 15\.6 → 15\.8 → 15\.10/, /take the first one: .* orders --to 15\.8\.$/]],
  },
  {
    shows: 'over hops, the first to another family: declared in the code, which has the groups',
    setting: { code: { engineVersion: '16.4' } },
    engine: { current: facts('14.10', ['15.5']), target: facts('16.4'), path: ['14.10', '15.5', '16.4'].map(pg) },
    found: [['API_TARGET_VER', /14\.10 → 15\.5 → 16\.4/, /write upgradeTo: '15\.5', deploy/]],
  },
  {
    shows: 'the oldest version of which a deployment can be made',
    engine: { current: facts('15.4', ['15.10']), target: facts('15.10') },
    found: [],
  },
  {
    shows: 'one before it',
    engine: { current: facts('15.3', ['15.10']), target: facts('15.10') },
    found: [['API_SRC_VER', /orders runs 15\.3; .* need 15\.4 or later/, /Upgrade in place to 15\.4/]],
  },
];

test.each(rows)('$shows', ({ setting = {}, engine, found }) => {
  const running = engine.current?.version;
  const view = viewOf({ ...setting, ...(running === undefined ? {} : { running }), facts: { engine } });
  expect(told(versionFindings(view))).toEqual(
    found.map(([id, message, remedy]) => ['block', id, expect.stringMatching(message), expect.stringMatching(remedy)]),
  );
});

describe('parameters that the code sets', () => {
  const known = (...names: string[]) => names.map((name) => ({ name, modifiable: name !== 'fixed' }));
  const family = 'aurora-postgresql15';
  const sets = (cluster: string[], instance: string[] = []) => {
    const values = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1']));
    return { [`cluster_group.${family}`]: values(cluster), [`instance_group.${family}`]: values(instance) };
  };

  interface ParameterRow {
    shows: string;
    groupParameters: Record<string, Record<string, string>>;
    knows: Facts['targetParameters'] | undefined;
    setting?: Setting;
    found: [RegExp, RegExp][];
  }
  const both = { cluster: known('work_mem', 'fixed'), instance: known('log_level') };
  const parameterRows: ParameterRow[] = [
    { shows: 'known and modifiable', groupParameters: sets(['work_mem'], ['log_level']), knows: both, found: [] },
    {
      shows: 'unknown to the family',
      groupParameters: sets(['work_mem', 'gone']),
      knows: both,
      found: [
        [/cluster parameter group .*-cluster sets gone, which aurora-postgresql15 does not know/, /clusterParam/],
      ],
    },
    {
      shows: 'fixed by the family',
      groupParameters: sets(['fixed']),
      knows: both,
      found: [[/sets fixed, which .* does not allow you to change/, /clusterParameterGroup of shop\/orders/]],
    },
    {
      shows: 'known to clusters only, set for instances',
      groupParameters: sets([], ['work_mem']),
      knows: both,
      found: [[/instance parameter group .*-instance sets work_mem/, /instanceParameterGroup of shop/]],
    },
    {
      shows: 'a family that RDS says nothing about proves nothing',
      groupParameters: sets(['gone']),
      knows: { cluster: [], instance: known('log_level') },
      found: [],
    },
    { shows: 'not read, as in a minor upgrade', groupParameters: sets(['gone']), knows: undefined, found: [] },
    {
      shows: 'of a group that the stack only names, nothing is known',
      groupParameters: sets(['gone']),
      knows: both,
      setting: { annotation: { clusterParameterGroup: { name: 'by-hand', family } } },
      found: [],
    },
    {
      shows: 'of a family without groups',
      groupParameters: sets(['gone']),
      knows: both,
      setting: { code: { engineVersion: '17.4' }, request: { to: '16.4' } },
      found: [],
    },
  ];

  test.each(parameterRows)('$shows', ({ groupParameters, knows, setting, found }) => {
    const view = viewOf({ ...setting, desired: { groupParameters }, facts: { targetParameters: knows } });
    expect(told(parameterFindings(view))).toEqual(
      found.map(([message, remedy]) => [
        'block',
        'API_TARGET_PARAM',
        expect.stringMatching(message),
        expect.stringMatching(remedy),
      ]),
    );
  });
});
