import { classifyChanges } from '../../scripts/terraform/classify';
import { type PlanReading, readPlanJson } from '../../scripts/terraform/plan-json';

const entry = (address: string, change: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  address,
  type: address.split('.')[0],
  change: { before: {}, after: {}, ...change },
  ...more,
});
const plan = (entries: unknown[], more: Record<string, unknown> = {}) => ({
  format_version: '1.2',
  resource_changes: entries,
  ...more,
});
const read = (json: unknown) => {
  const reading = readPlanJson(json);
  if (reading.kind !== 'read') throw new Error(reading.message);
  return reading;
};

describe('readPlanJson', () => {
  it.each<[string, unknown]>([
    ['no-op', entry('aws_rds_cluster.a', { actions: ['no-op'] })],
    ['a data source that is read', entry('data.aws_region.a', { actions: ['read'] })],
    ['an import that changes nothing', entry('aws_rds_cluster.a', { actions: ['no-op'], importing: { id: 'x' } })],
    ['a move that changes nothing', entry('aws_x.b', { actions: ['no-op'] }, { previous_address: 'aws_x.a' })],
  ])('%s is no change', (_name, change) => {
    expect(read(plan([change])).changes).toEqual([]);
  });

  it('names attributes that differ, and never their values', () => {
    const { changes } = read(
      plan([
        entry('aws_rds_cluster.a', {
          actions: ['update'],
          before: { engine_version: '15.6', master_password: 'old-secret', tags: { a: 1 }, port: 5432 },
          after: { engine_version: '15.10', master_password: 'new-secret', tags: { a: 1 } },
          after_unknown: { endpoint: true, members: [{ id: false }], nested: [{ id: true }] },
        }),
      ]),
    );
    expect(changes).toEqual([
      {
        address: 'aws_rds_cluster.a',
        type: 'aws_rds_cluster',
        actions: ['update'],
        changedAttributes: ['endpoint', 'engine_version', 'master_password', 'nested', 'port'],
        imported: false,
      },
    ]);
    expect(JSON.stringify(changes)).not.toContain('secret');
  });

  it('keeps an import that also changes something', () => {
    const change = entry('aws_x.a', { actions: ['update'], before: { a: 1 }, after: { a: 2 }, importing: { id: 'i' } });
    expect(read(plan([change])).changes).toMatchObject([{ imported: true, changedAttributes: ['a'] }]);
  });

  it('takes an attribute that is null on one side and absent on the other as the same', () => {
    const change = entry('aws_x.a', { actions: ['update'], before: { a: null, b: 1 }, after: { b: 2 } });
    expect(read(plan([change])).changes[0]?.changedAttributes).toEqual(['b']);
  });

  it('lists outputs that change, sorted, and ignores drift', () => {
    const reading = read(
      plan([], {
        resource_drift: [entry('aws_rds_cluster.a', { actions: ['update'] })],
        output_changes: { z: { actions: ['update'] }, a: { actions: ['create'] }, same: { actions: ['no-op'] } },
        complete: false,
      }),
    );
    expect(reading).toEqual({ kind: 'read', changes: [], outputChanges: ['a', 'z'], complete: false });
  });

  it.each<[string, unknown, RegExp]>([
    ['something else', 'text', /not a JSON object/],
    ['an unknown format', { format_version: '2.0' }, /2\.0/],
    ['no format', {}, /missing/],
    ['an errored plan', { format_version: '1.2', errored: true }, /errored/],
    ['no list', { format_version: '1.2', resource_changes: {} }, /not a list/],
    ['a change without actions', plan([{ address: 'a.b', change: {} }]), /no actions/],
    ['an output without actions', plan([], { output_changes: { o: {} } }), /output o/],
  ])('refuses %s', (_name, json, message) => {
    const reading: PlanReading = readPlanJson(json);
    expect(reading).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(message) });
  });
});

describe('classifyChanges', () => {
  const change = (address: string, previousAddress?: string) => ({
    address,
    previousAddress,
    type: 'aws_x',
    actions: ['update'],
    changedAttributes: [],
    imported: false,
  });

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
