import { majorUpgrade, parametersOfGroup, targetGroupsOf } from '../../scripts/view/target-groups';
import { instance, type Setting, viewOf, withGroups } from '../support/view-of';

const declared = (version: string) => {
  const { clusterParameterGroup, instanceParameterGroup } = withGroups(version);
  return { cluster: clusterParameterGroup, instance: instanceParameterGroup };
};
const family = 'aurora-postgresql15';
const withGroup = (parameterGroup: string | undefined) => instance('orders-1', { parameterGroup });
/** The code has left the family that production runs; the run is to stay in it for a hop. */
const hop: Setting = { code: { engineVersion: '16.4' }, running: '15.6', request: { to: '15.10' } };

interface Row {
  shows: string;
  setting: Setting;
  groups: unknown;
  major?: boolean;
}

const rows: Row[] = [
  { shows: 'within a family: those of the code', setting: {}, groups: declared('15.10') },
  {
    shows: 'a declared upgrade: its own',
    setting: { code: { engineVersion: '14.10', upgradeTo: '15.5' }, running: '14.10' },
    groups: declared('15.5'),
    major: true,
  },
  {
    shows: 'a hop in the family that the code says, while it declares another: those of the code',
    setting: { code: { engineVersion: '14.10', upgradeTo: '15.5' }, running: '14.10', request: { to: '14.12' } },
    groups: declared('14.12'),
  },
  {
    shows: 'a hop in the family of the previous version: those that are kept for it',
    setting: {
      code: { engineVersion: '15.5', previousEngineVersion: '14.10' },
      running: '14.10',
      request: { to: '14.12' },
    },
    groups: declared('14.12'),
  },
  {
    shows: 'no instance group in the code: the default one',
    setting: { annotation: { instanceParameterGroup: undefined } },
    groups: { cluster: declared('15.10').cluster, instance: undefined },
  },
  {
    shows: 'the code has left the family: those of production',
    setting: { ...hop, cluster: { parameterGroup: 'by-hand' }, instances: [withGroup('one'), withGroup('one')] },
    groups: { cluster: { name: 'by-hand', family }, instance: { name: 'one', family } },
  },
  {
    shows: 'whose instances tell of no group',
    setting: { ...hop, cluster: { parameterGroup: 'by-hand' }, instances: [withGroup(undefined)] },
    groups: { cluster: { name: 'by-hand', family }, instance: undefined },
  },
  {
    shows: 'whose instances have two: a deployment gives one',
    setting: { ...hop, instances: [withGroup('one'), withGroup('two')] },
    groups: undefined,
  },
  {
    shows: 'another family that the code does not declare: none',
    setting: { code: { engineVersion: '17.4' }, running: '15.6', request: { to: '16.4' } },
    groups: undefined,
    major: true,
  },
];

test.each(rows)('$shows', ({ setting, groups, major = false }) => {
  const view = viewOf(setting);
  expect(targetGroupsOf(view)).toEqual(groups);
  expect(majorUpgrade(view)).toBe(major);
});

test.each([
  ['a group that this stack declares', 'group.a', { work_mem: '64' }],
  ['a group that it declares without parameters', 'group.b', {}],
  ['a group that it only names', undefined, {}],
])('the parameters of %s', (_, address, parameters) => {
  const view = viewOf({ desired: { groupParameters: { 'group.a': { work_mem: '64' } } } });
  expect(parametersOfGroup(view, { name: 'orders', family, address })).toEqual(parameters);
});
