import type { ClusterRef } from '../../scripts/rewriter/edit';
import { intendedChange as judge } from '../../scripts/rewriter/judge/intended-change';
import { isIntended } from '../../scripts/rewriter/judge/judge';
import type { Synthesis } from '../../scripts/rewriter/synthesized-clusters';

const orders: ClusterRef = { stack: 'prod', address: 'aws_rds_cluster.orders', clusterIdentifier: 'orders' };

interface Made {
  version: string;
  major?: string;
  tags?: Record<string, string>;
  instances?: number;
}

function stack(clusters: Record<string, Made>, more: Record<string, unknown> = {}) {
  const aws_rds_cluster: Record<string, unknown> = {};
  const groups: Record<string, unknown> = {};
  for (const [name, { version, major = '15', tags }] of Object.entries(clusters)) {
    const group = { name: `${name}-pg${major}`, family: `aurora-postgresql${major}` };
    const address = `aws_rds_cluster_parameter_group.${name}_pg${major}`;
    groups[`${name}_pg${major}`] = {
      ...group,
      '//': { metadata: { path: `prod/${name}/pg${major}`, uniqueId: address } },
    };
    aws_rds_cluster[name] = {
      '//': {
        aurora: {
          engineVersion: version,
          clusterIdentifier: name,
          instances: [],
          clusterParameterGroup: { ...group, address },
        },
      },
      engine_version: version,
      db_cluster_parameter_group_name: `\${${address}.name}`,
      lifecycle: { postcondition: [{ condition: `\${self.x == "${version}"}`, error_message: `not ${version}.` }] },
      tags: tags ?? null,
    };
  }
  return { resource: { aws_rds_cluster, aws_rds_cluster_parameter_group: groups }, ...more };
}

const before: Synthesis = {
  prod: stack({ orders: { version: '15.6' }, billing: { version: '15.6' } }),
  dev: stack({}),
};
const verdict = (after: Synthesis, to = '15.10', base = before) =>
  judge(base, after, [orders], { from: { engineVersion: '15.6' }, to: { engineVersion: to } });

describe('judge', () => {
  it('accepts the version, its annotation and its guard', () => {
    const after = { ...before, prod: stack({ orders: { version: '15.10' }, billing: { version: '15.6' } }) };
    expect(verdict(after)).toEqual({ moved: true, unintended: [], otherClusters: [], derived: [] });
  });

  it('accepts the groups of another family in a major upgrade', () => {
    const after = {
      ...before,
      prod: stack({ orders: { version: '16.4', major: '16' }, billing: { version: '15.6' } }),
    };
    expect(verdict(after, '16.4')).toEqual({ moved: true, unintended: [], otherClusters: [], derived: [] });
  });

  const orders10 = { version: '15.10' };
  it.each<[string, Synthesis, string]>([
    ['nothing', before, ''],
    [
      'another version',
      { ...before, prod: stack({ orders: { version: '15.7' }, billing: { version: '15.6' } }) },
      'engine_version',
    ],
    [
      'another cluster too',
      { ...before, prod: stack({ orders: orders10, billing: { version: '15.10' } }) },
      'billing.engine_version',
    ],
    [
      'an output',
      { ...before, prod: stack({ orders: orders10, billing: { version: '15.6' } }, { output: { v: '15.10' } }) },
      'prod: output',
    ],
    [
      'another stack',
      { ...before, prod: stack({ orders: orders10, billing: { version: '15.6' } }), dev: stack({}, { locals: {} }) },
      'dev: locals',
    ],
    ['a new stack', { ...before, prod: stack({ orders: orders10, billing: { version: '15.6' } }), new: {} }, 'new: '],
    [
      'a tag that says something else',
      { ...before, prod: stack({ orders: { ...orders10, tags: { a: 'b' } }, billing: { version: '15.6' } }) },
      'orders.tags',
    ],
    ['a cluster that is gone', { ...before, prod: stack({ orders: orders10 }) }, 'billing'],
    ['its own cluster gone', { ...before, prod: stack({ billing: { version: '15.6' } }) }, 'orders'],
    [
      'the groups of another family in a minor upgrade of another',
      { ...before, prod: stack({ orders: orders10, billing: { version: '15.6', major: '16' } }) },
      'billing',
    ],
  ])('does not accept %s', (_name, after, path) => {
    const result = verdict(after);
    expect(isIntended(result)).toBe(false);
    expect(result.unintended.map((each) => each.path).join(' ')).toContain(path);
  });

  it('names the other clusters that moved', () => {
    const after = { ...before, prod: stack({ orders: orders10, billing: { version: '15.10' } }) };
    expect(verdict(after).otherClusters).toMatchObject([{ clusterIdentifier: 'billing', engineVersion: '15.10' }]);
  });

  it('does not take 15.60 for 15.6', () => {
    const base = { prod: stack({ orders: { version: '15.6', tags: { a: '15.60' } } }) };
    const after = { prod: stack({ orders: { version: '15.10', tags: { a: '15.100' } } }) };
    expect(isIntended(verdict(after, '15.10', base))).toBe(false);
  });
});

describe('judge of several', () => {
  const billing: ClusterRef = { stack: 'prod', address: 'aws_rds_cluster.billing', clusterIdentifier: 'billing' };
  const ledger: ClusterRef = { stack: 'dev', address: 'aws_rds_cluster.ledger', clusterIdentifier: 'ledger' };
  const three: Synthesis = { ...before, dev: stack({ ledger: { version: '15.6' } }) };
  const moved = (version: string, inDev = version, more = {}): Synthesis => ({
    prod: stack({ orders: { version }, billing: { version } }, more),
    dev: stack({ ledger: { version: inDev } }),
  });
  const of = (clusters: readonly [ClusterRef, ...ClusterRef[]], after: Synthesis, to = '15.10') =>
    judge(three, after, clusters, { from: { engineVersion: '15.6' }, to: { engineVersion: to } });

  it('accepts the versions of all of them, in one stack and in two', () => {
    expect(of([orders, billing, ledger], moved('15.10'))).toEqual({
      moved: true,
      unintended: [],
      otherClusters: [],
      derived: [],
    });
  });

  it('names only those that are none of them', () => {
    const verdict = of([orders, billing], moved('15.10'));
    expect(verdict).toMatchObject({ moved: true, otherClusters: [{ clusterIdentifier: 'ledger' }] });
    expect(isIntended(verdict)).toBe(false);
  });

  it.each<[string, Synthesis]>([
    ['where one of them has not moved', moved('15.10', '15.6')],
    ['where one of them says another version', moved('15.10', '15.8')],
    ['where more than they differs', moved('15.10', '15.10', { output: { v: '15.10' } })],
  ])('is no proof %s', (_name, after) => {
    expect(isIntended(of([orders, billing, ledger], after))).toBe(false);
  });
});
