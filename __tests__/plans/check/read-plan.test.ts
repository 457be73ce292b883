import { type ReadPlan, readPlan } from '../../../scripts/plans/check/read-plan';
import { planJson } from './plan-file';

const plan = (more: object = {}) => ({ format_version: '1.2', resource_changes: [], ...more });

describe('readPlan refuses what it does not know', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'another format',
      { ...planJson('no-changes'), format_version: '2.0' },
      /format_version is 2\.0, and 1\.x is known/,
    ],
    ['an older format', plan({ format_version: '0.2' }), /format_version is 0\.2/],
    ['no format', { resource_changes: [] }, /format_version is missing/],
    ['a list', [], /not a JSON object/],
    ['null', null, /not a JSON object/],
    ['a state', { format_version: '1.0', values: {} }, /may be a state/],
    ['a change without actions', plan({ resource_changes: [{ address: 'a.b', change: {} }] }), /no actions/],
    ['an output without actions', plan({ output_changes: { secret: {} } }), /output has no actions/],
  ])('%s', (_, value, why) => {
    expect(readPlan(value)).toEqual({ kind: 'unreadable', why: expect.stringMatching(why) });
  });
});

describe('a plan without a list of changes', () => {
  const { resource_changes: _, ...refreshOnly } = planJson('no-changes');
  const complete = (value: unknown) => (readPlan(value) as ReadPlan).complete;

  it.each([
    ['for a refresh only', refreshOnly],
    ['with null in its place', { ...refreshOnly, resource_changes: null }],
  ])('%s is not complete', (_, value) => expect(complete(value)).toBe(false));

  it('of a stack of nothing is', () => {
    const nothing = { format_version: '1.2', planned_values: { root_module: {} }, complete: true };
    expect(complete({ ...nothing, configuration: { root_module: {} } })).toBe(true);
  });
});

describe('readPlan', () => {
  const entry = (change: object, more: object = {}) => ({
    address: 'aws_rds_cluster.a',
    mode: 'managed',
    type: 'aws_rds_cluster',
    change: { actions: ['update'], before: {}, after: {}, ...change },
    ...more,
  });
  const only = (value: object) => {
    const read = readPlan(plan({ resource_changes: [value] }));
    if (read.kind !== 'read') throw new Error(read.why);
    return read.resources[0];
  };

  it('takes what would steer a terminal or a log out of names', () => {
    const before = { cluster_identifier: 'a\n::error::x\u001b[31m' };
    const read = readPlan(plan({ resource_changes: [entry({ before }, { address: 'aws_rds_cluster.a["\n"]' })] }));
    expect(read).toMatchObject({
      resources: [
        { address: 'aws_rds_cluster.a["\ufffd"]', before: { cluster_identifier: 'a\ufffd::error::x\ufffd[31m' } },
      ],
    });
  });

  it('keeps names and versions, and nothing else', () => {
    const before = { cluster_identifier: 'a', engine_version: '15.6', master_password: 'secret', tags: { a: 'b' } };
    expect(only(entry({ before }))?.before).toEqual({ cluster_identifier: 'a', engine_version: '15.6' });
  });

  it('does not keep a name that is marked as sensitive', () => {
    const before = { cluster_identifier: 'a', engine: 'aurora-postgresql' };
    expect(only(entry({ before, before_sensitive: { cluster_identifier: true } }))?.before).toEqual({
      engine: 'aurora-postgresql',
    });
    expect(only(entry({ before, before_sensitive: true }))?.before).toEqual({});
  });

  it('keeps nothing of resources of other types', () => {
    const change = entry({ before: { name: 'x', engine: 'y' } }, { type: 'aws_ssm_parameter' });
    expect(only(change)?.before).toEqual({});
  });

  it('leaves data sources out', () => {
    expect(only(entry({ actions: ['read'] }, { mode: 'data' }))).toBeUndefined();
  });

  it('notices deposed objects and what only apply tells', () => {
    expect(only(entry({ after_unknown: { engine_version: true } }, { deposed: 'abc' }))).toMatchObject({
      deposed: true,
      unknown: ['engine_version'],
    });
  });

  it('does not take a missing word for completeness', () => {
    expect(readPlan(plan())).toMatchObject({ complete: undefined, errored: false });
  });
});
