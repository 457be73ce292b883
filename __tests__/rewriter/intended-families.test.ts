import type { CodeVersions } from '../../scripts/desired/code-versions';
import type { ClusterRef } from '../../scripts/rewriter/edit';
import { intendedChange as judge } from '../../scripts/rewriter/judge/intended-change';
import { isIntended } from '../../scripts/rewriter/judge/judge';
import type { Synthesis } from '../../scripts/rewriter/synthesized-clusters';

const orders: ClusterRef = { stack: 'prod', address: 'aws_rds_cluster.orders', clusterIdentifier: 'orders' };
const major = (version: string) => version.split('.')[0]!;

/** One cluster as the construct synthesizes it: groups of every family, references to those of the current one. */
function stack({ engineVersion, upgradeTo, previousEngineVersion }: CodeVersions) {
  const note = (name: string) => ({ '//': { metadata: { path: `prod/orders/${name}`, uniqueId: name } } });
  const group = (version: string) => ({
    name: `orders-pg${major(version)}`,
    family: `aurora-postgresql${major(version)}`,
    address: `aws_rds_cluster_parameter_group.pg${major(version)}`,
  });
  const describe = (version: string | undefined) =>
    version && { engineVersion: version, clusterParameterGroup: group(version) };
  const versions = [previousEngineVersion, engineVersion, upgradeTo].filter((each) => each !== undefined);
  const groups = versions.map((version) => {
    const { name, family } = group(version);
    return [
      `pg${major(version)}`,
      { ...note(`pg${major(version)}`), name, family, parameter: [], tags: { team: 'db' } },
    ];
  });
  return {
    resource: {
      aws_rds_cluster: {
        orders: {
          '//': {
            aurora: {
              path: 'prod/orders',
              clusterIdentifier: 'orders',
              instances: [],
              ...(describe(engineVersion) as object),
              upgradeTo: describe(upgradeTo),
              previous: describe(previousEngineVersion),
            },
          },
          deletion_protection: true as boolean | undefined,
          engine_version: engineVersion,
          db_cluster_parameter_group_name: `\${${group(engineVersion).address}.name}`,
          lifecycle: { postcondition: [{ condition: `\${self.x == "${engineVersion}"}` }] },
        },
      },
      aws_rds_cluster_parameter_group: Object.fromEntries(groups) as Record<string, Record<string, unknown>>,
      aws_db_proxy: {} as Record<string, unknown>,
    },
    data: {
      aws_rds_cluster: {
        old: {
          ...note('OldCluster'),
          cluster_identifier: 'orders-old1',
          lifecycle: { postcondition: [{ condition: `\${contains(${[...new Set(versions.map(major))]})}` }] },
        },
        another: { lifecycle: { postcondition: [{ condition: 'true' }] } },
      },
    },
    output: {} as Record<string, unknown>,
  };
}

const transitions: [string, CodeVersions, CodeVersions][] = [
  ['done', { engineVersion: '15.6', upgradeTo: '16.4' }, { engineVersion: '16.4', previousEngineVersion: '15.6' }],
  [
    'done, minor',
    { engineVersion: '15.6', upgradeTo: '15.10' },
    { engineVersion: '15.10', previousEngineVersion: '15.6' },
  ],
  [
    'done again',
    { engineVersion: '15.6', upgradeTo: '16.4', previousEngineVersion: '14.9' },
    { engineVersion: '16.4', previousEngineVersion: '15.6' },
  ],
  ['overtaken', { engineVersion: '15.6', upgradeTo: '16.4' }, { engineVersion: '17.1', previousEngineVersion: '15.6' }],
  ['bumped', { engineVersion: '16.4' }, { engineVersion: '16.4', previousEngineVersion: '15.6' }],
  ['by command', { engineVersion: '15.6' }, { engineVersion: '16.4', previousEngineVersion: '15.6' }],
  ['cleaned', { engineVersion: '16.4', previousEngineVersion: '15.6' }, { engineVersion: '16.4' }],
  ['cleaned, minor', { engineVersion: '15.10', previousEngineVersion: '15.6' }, { engineVersion: '15.10' }],
];

it.each(transitions)('accepts: %s', (_name, from, to) => {
  const verdict = judge({ prod: stack(from) }, { prod: stack(to) }, [orders], { from, to });
  expect(verdict).toEqual({ moved: true, unintended: [], otherClusters: [], derived: [] });
});

type Stack = ReturnType<typeof stack>;

describe('does not accept', () => {
  const [done, cleaned] = [transitions[0]!, transitions[6]!];
  const [bumped] = transitions.filter(([name]) => name === 'bumped');
  const groups = ({ resource }: Stack) => resource.aws_rds_cluster_parameter_group;

  it.each<[string, (typeof transitions)[number], (after: Stack, before: Stack) => void, string]>([
    [
      'a group that stays, with other parameters',
      done,
      (it) => {
        groups(it).pg15!.parameter = [1];
      },
      'pg15.parameter[0]',
    ],
    [
      'a group that stays, under another name',
      done,
      (it) => {
        groups(it).pg16!.name = 'orders-pg15';
      },
      'pg16.name',
    ],
    [
      'a group that is missing',
      done,
      (it) => {
        delete groups(it).pg15;
      },
      'pg15',
    ],
    [
      'a group that comes unlike the other',
      bumped!,
      (it) => {
        groups(it).pg15!.tags = {};
      },
      'pg15.tags',
    ],
    [
      'a group that comes with another family',
      bumped!,
      (it) => {
        groups(it).pg15!.family = 'x';
      },
      'pg15.family',
    ],
    [
      'a group that comes and is nobody’s',
      bumped!,
      (it) => {
        groups(it).pg14 = { ...groups(it).pg15 };
      },
      'pg14',
    ],
    [
      'a group that goes while something refers to it',
      cleaned,
      (it, before) => {
        for (const each of [it, before]) each.output.group = '${aws_rds_cluster_parameter_group.pg15.name}';
      },
      'resource.aws_rds_cluster_parameter_group.pg15',
    ],
    [
      'a group that goes, and another one too',
      cleaned,
      (it) => {
        delete groups(it).pg16;
      },
      'pg16',
    ],
    [
      'another group for the same family',
      done,
      (it) => {
        it.resource.aws_rds_cluster.orders['//'].aurora.previous = {
          engineVersion: '15.6',
          clusterParameterGroup: {
            name: 'x',
            family: 'aurora-postgresql15',
            address: 'aws_rds_cluster_parameter_group.pg15',
          },
        } as never;
      },
      'groups of aurora-postgresql15.cluster.name',
    ],
    [
      'a lost guard',
      done,
      (it) => {
        it.resource.aws_rds_cluster.orders.lifecycle.postcondition = [];
      },
      'postcondition',
    ],
    [
      'another attribute',
      done,
      (it) => {
        it.resource.aws_rds_cluster.orders.deletion_protection = undefined;
      },
      'deletion_protection',
    ],
    [
      'the group of another family than the version has',
      done,
      (it) => {
        it.resource.aws_rds_cluster.orders.db_cluster_parameter_group_name = 'x';
      },
      'db_cluster_parameter_group_name',
    ],
    [
      'a data source that reads something else',
      done,
      (it) => {
        it.data.aws_rds_cluster.old.cluster_identifier = 'x';
      },
      'data.aws_rds_cluster.old.cluster_identifier',
    ],
    [
      'a condition of somebody else',
      done,
      (it) => {
        it.data.aws_rds_cluster.another.lifecycle.postcondition[0]!.condition = 'false';
      },
      'data.aws_rds_cluster.another',
    ],
    [
      'something new, within the construct',
      done,
      (it) => {
        it.resource.aws_db_proxy.new = { '//': { metadata: { path: 'prod/orders/proxy' } } };
      },
      'aws_db_proxy.new',
    ],
    [
      'an output',
      done,
      (it) => {
        it.output.version = '16.4';
      },
      'output.version',
    ],
  ])('%s', (_name, [, from, to], change, path) => {
    const [before, after] = [stack(from), stack(to)];
    change(after, before);
    const verdict = judge({ prod: before }, { prod: after }, [orders], { from, to });
    expect(isIntended(verdict)).toBe(false);
    expect(verdict.unintended.map((each) => each.path).join(' ')).toContain(path);
  });

  it.each<[string, CodeVersions]>([
    ['no previous version', { engineVersion: '16.4' }],
    ['another previous version', { engineVersion: '16.4', previousEngineVersion: '15.4' }],
    ['an upgrade that stays declared', { engineVersion: '16.4', upgradeTo: '17.1', previousEngineVersion: '15.6' }],
    ['what was there', done[1]],
  ])('%s', (_name, said) => {
    const [, from, to] = done;
    const before: Synthesis = { prod: stack(from) };
    expect(judge(before, { prod: stack(said) }, [orders], { from, to }).moved).toBe(false);
  });

  it('the condition of a data source where no family comes or goes', () => {
    const [, from, to] = transitions[7]!;
    const after = stack(to);
    after.data.aws_rds_cluster.old.lifecycle.postcondition[0]!.condition = 'true';
    expect(isIntended(judge({ prod: stack(from) }, { prod: after }, [orders], { from, to }))).toBe(false);
  });
});
