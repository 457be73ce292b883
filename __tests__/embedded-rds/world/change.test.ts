import { change, plain, watch } from '../../../scripts/embedded-rds/world/change';
import { apply, type Change } from '../../../scripts/embedded-rds/world/changes';
import { newWorld, regionOf } from '../../../scripts/embedded-rds/world/new-world';
import type { AgendaItem, ParameterGroupRecord, Region, World } from '../../../scripts/embedded-rds/world/world';

const group = (name: string): ParameterGroupRecord => ({
  name,
  family: 'aurora-postgresql15',
  description: '',
  parameters: { a: { ParameterValue: '1' }, b: { ParameterValue: '2' } },
  tags: [{ Key: 'k', Value: 'v' }],
});
const item = (at: number): AgendaItem => ({ at, timeline: 't', step: 0, startedAt: 0, args: { at } });

function world(): World {
  const it = newWorld();
  const region = regionOf(it, 'eu-west-1');
  for (const name of ['one', 'two', 'three']) region.parameterGroups[name] = group(name);
  region.agenda.push(item(1), item(2), item(3));
  return it;
}

/** A group that is there. */
const named = (region: Region, name: string): ParameterGroupRecord => region.parameterGroups[name] ?? group(name);

const changes: [string, (region: Region, world: World) => unknown][] = [
  ['a record that is added', (region) => Object.assign(region.parameterGroups, { four: group('four') })],
  ['a record that is removed', (region) => delete region.parameterGroups.one],
  [
    'a record that gets another name',
    (region) => {
      region.parameterGroups.four = named(region, 'one');
      delete region.parameterGroups.one;
      named(region, 'four').name = 'four';
    },
  ],
  [
    'a record that is made of another',
    (region) => {
      region.parameterGroups.four = { ...named(region, 'one'), name: 'four' };
      named(region, 'four').description = 'made';
    },
  ],
  [
    'a member deep in a record',
    (region) => Object.assign(named(region, 'two').parameters, { a: { ParameterValue: '3' } }),
  ],
  ['a member that goes', (region) => delete named(region, 'two').parameters.a],
  ['a list in a record', (region) => named(region, 'two').tags.push({ Key: 'l' })],
  ['a list that is sorted', (region) => region.agenda.sort((a, b) => b.at - a.at)],
  ['a list that begins later and goes on', (region) => [region.agenda.shift(), region.agenda.push(item(4))]],
  ['an item in the middle', (region) => region.agenda.splice(1, 1, item(5), item(6))],
  [
    'a list that is replaced and changed',
    (region) => {
      region.agenda = region.agenda.filter(({ at }) => at !== 2);
      region.agenda.push(item(7));
    },
  ],
  [
    'an item that is changed',
    (region) => {
      for (const each of region.agenda) each.args.at = 8;
      region.agenda.shift();
    },
  ],
  ['a region', (_, it) => Object.assign(regionOf(it, 'us-east-1').parameterGroups, { one: group('one') })],
  ['what is of no region', (_, it) => Object.assign(it, { sequence: it.sequence + 1 })],
  ['a choice', (_, it) => it.choices.notCopiedToGreen.push('TagList')],
];

describe.each(changes)('%s', (_what, make) => {
  const run = (it: World) => change(it, (changing) => make(regionOf(changing, 'eu-west-1'), changing));

  it('is made as it is without a change around it, in plain objects', () => {
    const [changed, expected] = [world(), world()];
    make(regionOf(expected, 'eu-west-1'), expected);
    run(changed);
    expect(JSON.stringify(changed)).toBe(JSON.stringify(expected));
    expect(structuredClone(changed)).toEqual(expected);
  });

  it('leaves no trace when it is refused, not even in the order of names', () => {
    const refused = world();
    const parts = [refused.regions['eu-west-1'], refused.regions['eu-west-1']?.parameterGroups.two];
    expect(() =>
      change(refused, (changing) => {
        make(regionOf(changing, 'eu-west-1'), changing);
        throw new Error('too late');
      }),
    ).toThrow('too late');
    expect(JSON.stringify(refused)).toBe(JSON.stringify(world()));
    expect([refused.regions['eu-west-1'], refused.regions['eu-west-1']?.parameterGroups.two]).toEqual(parts);
    expect(refused.regions['eu-west-1']).toBe(parts[0]);
  });

  it('is told so that another world can follow', () => {
    const [changed, following] = [world(), world()];
    const told: Change[] = [];
    watch(changed, (made) => told.push(...JSON.parse(JSON.stringify(made))));
    run(changed);
    run(changed);
    for (const each of told) apply(following, each);
    expect(JSON.stringify(following)).toBe(JSON.stringify(changed));
  });
});

it('tells a record and not its neighbours, and nothing where nothing changed', () => {
  const it = world();
  const told: Change[] = [];
  watch(it, (made) => told.push(...made));
  change(it, (changing) => Object.assign(named(regionOf(changing, 'eu-west-1'), 'two'), { description: 'changed' }));
  change(it, (changing) => Object.values(regionOf(changing, 'eu-west-1').parameterGroups).map(({ name }) => name));
  expect(told.map(({ path }) => path)).toEqual([['regions', 'eu-west-1', 'parameterGroups', 'two']]);
});

it('finds the same record behind what is being changed', () => {
  const it = world();
  change(it, (changing) => {
    const region = regionOf(changing, 'eu-west-1');
    expect(plain(region)).toBe(it.regions['eu-west-1']);
    expect(named(region, 'two')).toBe(named(region, 'two'));
  });
});
