import { classifyChanges } from '../../scripts/plans/proof/classify';
import { type ReadPlan, readPlan } from '../../scripts/terraform/plan-json';
import { plannedBy } from '../../scripts/terraform/plan-result';
import { planJson } from '../plans/check/plan-file';
import { resourceChange } from '../support/resource-change';

const entry = (address: string, change: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  address,
  type: address.split('.')[0],
  change: { actions: ['update'], before: {}, after: {}, ...change },
  ...more,
});
const plan = (entries: unknown[], more: Record<string, unknown> = {}) => ({
  format_version: '1.2',
  resource_changes: entries,
  ...more,
});
const read = (json: unknown): ReadPlan => {
  const reading = readPlan(json);
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading;
};
const planned = (json: unknown) => {
  const result = plannedBy(read(json));
  if (result.kind !== 'planned') throw new Error(result.message);
  return result;
};

describe('readPlan refuses what it does not know', () => {
  it.each<[string, unknown, RegExp]>([
    ['something else', 'text', /not a JSON object/],
    ['a list', [], /not a JSON object/],
    ['null', null, /not a JSON object/],
    [
      'another format',
      { ...planJson('no-changes'), format_version: '2.0' },
      /format_version is 2\.0, and 1\.x is known/,
    ],
    ['an older format', plan([], { format_version: '0.2' }), /format_version is 0\.2/],
    ['what only begins like one', plan([], { format_version: '1.x' }), /format_version is 1\.x/],
    ['no format', { resource_changes: [] }, /format_version is missing/],
    ['a state', { format_version: '1.0', values: {} }, /may be a state/],
    ['no list', { format_version: '1.2', resource_changes: {} }, /not a list/],
    ['a change without actions', plan([{ address: 'a.b', change: {} }]), /no actions/],
    ['a data source without actions', plan([{ address: 'data.a.b', mode: 'data', change: {} }]), /no actions/],
    ['an output without actions', plan([], { output_changes: { secret: {} } }), /output has no actions/],
  ])('%s', (_, value, why) => {
    expect(readPlan(value)).toEqual({ kind: 'unreadable', why: expect.stringMatching(why) });
  });
});

describe('a plan without a list of changes', () => {
  const { resource_changes: _, ...refreshOnly } = planJson('no-changes');
  const complete = (value: unknown) => read(value).complete;

  it.each([
    ['for a refresh only', refreshOnly],
    ['with null in its place', { ...refreshOnly, resource_changes: null }],
  ])('%s is not complete', (_, value) => expect(complete(value)).toBe(false));

  it('of a stack of nothing is', () => {
    const nothing = { format_version: '1.2', planned_values: { root_module: {} }, complete: true };
    expect(complete({ ...nothing, configuration: { root_module: {} } })).toBe(true);
  });
});

describe('what is kept of a resource', () => {
  const only = (value: object) => read(plan([value])).resources[0];
  const cluster = (change: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    entry('aws_rds_cluster.a', change, { mode: 'managed', ...more });

  it('names of attributes that differ, and never their values', () => {
    const { resources } = read(
      plan([
        cluster({
          before: { engine_version: '15.6', master_password: 'old-secret', tags: { a: 1 }, port: 5432 },
          after: { engine_version: '15.10', master_password: 'new-secret', tags: { a: 1 } },
          after_unknown: { endpoint: true, members: [{ id: false }], nested: [{ id: true }] },
        }),
      ]),
    );
    expect(resources).toEqual([
      resourceChange({
        address: 'aws_rds_cluster.a',
        changedAttributes: ['endpoint', 'engine_version', 'master_password', 'nested', 'port'],
        before: { engine_version: '15.6' },
        after: { engine_version: '15.10' },
      }),
    ]);
    expect(JSON.stringify(resources)).not.toContain('secret');
  });

  it('null on one side and absent on the other are the same', () => {
    expect(only(cluster({ before: { a: null, b: 1 }, after: { b: 2 } }))?.changedAttributes).toEqual(['b']);
  });

  it('nothing that would steer a terminal or a log', () => {
    const steering = entry(
      'aws_rds_cluster.a["\n"]',
      {
        before: { cluster_identifier: 'a\n::error::x\u001b[31m', 'b\n': 1 },
        replace_paths: [['c\n']],
        actions: ['delete', 'create\n'],
      },
      { previous_address: 'aws_rds_cluster.b["\n"]' },
    );
    const more = { output_changes: { 'o\n': { actions: ['update'] } }, terraform_version: '1\n' };
    const failed = { checks: [{ status: 'fail', address: { to_display: 'd\n' } }] };
    const reading = read(plan([steering], { ...more, ...failed }));
    expect(JSON.stringify(reading)).not.toMatch(/\\n|\\u001b/);
    expect(reading).toMatchObject({
      resources: [
        {
          address: 'aws_rds_cluster.a["\ufffd"]',
          previousAddress: 'aws_rds_cluster.b["\ufffd"]',
          changedAttributes: ['b\ufffd', 'cluster_identifier'],
          before: { cluster_identifier: 'a\ufffd::error::x\ufffd[31m' },
        },
      ],
      outputs: ['o\ufffd'],
      failedChecks: ['d\ufffd'],
    });
  });

  it('keeps names and versions, and nothing else', () => {
    const before = { cluster_identifier: 'a', engine_version: '15.6', master_password: 'secret', tags: { a: 'b' } };
    expect(only(cluster({ before }))?.before).toEqual({ cluster_identifier: 'a', engine_version: '15.6' });
  });

  it('does not keep a name that is marked as sensitive', () => {
    const before = { cluster_identifier: 'a', engine: 'aurora-postgresql' };
    expect(only(cluster({ before, before_sensitive: { cluster_identifier: true } }))?.before).toEqual({
      engine: 'aurora-postgresql',
    });
    expect(only(cluster({ before, before_sensitive: true }))?.before).toEqual({});
  });

  it('keeps nothing of resources of other types', () => {
    const change = cluster({ before: { name: 'x', engine: 'y' } }, { type: 'aws_ssm_parameter' });
    expect(only(change)?.before).toEqual({});
  });

  it('leaves data sources out', () => {
    expect(only(cluster({ actions: ['read'] }, { mode: 'data' }))).toBeUndefined();
  });

  it('notices deposed objects and what only apply tells', () => {
    expect(only(cluster({ after_unknown: { engine_version: true } }, { deposed: 'abc' }))).toMatchObject({
      deposed: true,
      unknown: ['engine_version'],
    });
  });

  it('does not take a missing word for completeness', () => {
    expect(readPlan(plan([]))).toMatchObject({ complete: undefined, errored: false });
  });
});

describe('what a plan would change', () => {
  it.each<[string, unknown]>([
    ['no-op', entry('aws_rds_cluster.a', { actions: ['no-op'] })],
    ['a data source that is read', entry('data.aws_region.a', { actions: ['read'] })],
    ['an import that changes nothing', entry('aws_rds_cluster.a', { actions: ['no-op'], importing: { id: 'x' } })],
    ['a move that changes nothing', entry('aws_x.b', { actions: ['no-op'] }, { previous_address: 'aws_x.a' })],
  ])('%s is no change', (_name, change) => {
    expect(planned(plan([change])).changes).toEqual([]);
  });

  it('keeps an import that also changes something', () => {
    const change = entry('aws_x.a', { actions: ['update'], before: { a: 1 }, after: { a: 2 }, importing: { id: 'i' } });
    expect(planned(plan([change])).changes).toMatchObject([{ imported: true, changedAttributes: ['a'] }]);
  });

  it('lists outputs that change, sorted, and ignores drift', () => {
    const result = planned(
      plan([], {
        resource_drift: [entry('aws_rds_cluster.a', { actions: ['update'] })],
        output_changes: { z: { actions: ['update'] }, a: { actions: ['create'] }, same: { actions: ['no-op'] } },
        complete: false,
      }),
    );
    expect(result).toEqual({ kind: 'planned', changes: [], outputChanges: ['a', 'z'], complete: false });
  });

  it('is not known of an errored plan, though the plan can be read', () => {
    const errored = read(plan([], { errored: true }));
    expect(errored.errored).toBe(true);
    expect(plannedBy(errored)).toMatchObject({ kind: 'plan-failed', message: expect.stringMatching(/errored/) });
  });

  it('a data source that would change something is no reading', () => {
    const change = entry('data.aws_x.a', { actions: ['update'] }, { mode: 'data' });
    expect(planned(plan([change])).changes).toHaveLength(1);
  });

  it('a plan for a refresh alone proves nothing', () => {
    const { resource_changes: _, ...refreshOnly } = planJson('no-changes');
    expect(planned(refreshOnly)).toMatchObject({ changes: [], complete: false });
  });
});

describe('classifyChanges', () => {
  const change = (address: string, previousAddress?: string) => resourceChange({ address, previousAddress });

  it.each<[string, string | undefined, 'ours' | 'elsewhere']>([
    ['aws_rds_cluster.orders', undefined, 'ours'],
    ['aws_rds_cluster_instance.readers["a"]', undefined, 'ours'],
    ['aws_rds_cluster_instance.readers[0]', undefined, 'ours'],
    ['aws_rds_cluster.orders2', undefined, 'elsewhere'],
    ['module.x.aws_rds_cluster.orders', undefined, 'elsewhere'],
    ['aws_rds_cluster.renamed', 'aws_rds_cluster.orders', 'ours'],
  ])('%s (from %s) is %s', (address, previous, where) => {
    const own = ['aws_rds_cluster.orders', 'aws_rds_cluster_instance.readers'];
    const classified = classifyChanges([change(address, previous)], own);
    expect(classified[where]).toHaveLength(1);
    expect(classified[where === 'ours' ? 'elsewhere' : 'ours']).toHaveLength(0);
  });
});
