import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { diffCluster } from '../../scripts/versions/diff-cluster';
import { bundledKnowledge } from '../../scripts/versions/knowledge';
import { versionsMarkdown } from '../../scripts/versions/markdown';
import { pairClusters } from '../../scripts/versions/pair-clusters';
import { cluster, stack } from '../desired/stacks';

interface Said {
  stack?: string;
  id?: string;
  identifier?: string;
  engine?: string;
  version?: string;
  upgradeTo?: string;
  previous?: string;
  policy?: string;
}

const said = ({ stack: name = 'shop', id = 'orders', ...rest }: Said): DesiredCluster => {
  const { identifier = id, engine = 'aurora-postgresql', version = '15.6', upgradeTo, previous, policy } = rest;
  const fields = {
    clusterIdentifier: identifier,
    engine,
    engineVersion: version,
    upgradePolicy: policy ?? 'blue-green',
    ...(upgradeTo === undefined ? {} : { upgradeTo: { engineVersion: upgradeTo } }),
    ...(previous === undefined ? {} : { previous: { engineVersion: previous } }),
  };
  const resource = cluster(id, { cluster_identifier: identifier, engine, engine_version: version }, fields);
  return desiredClusters([
    stack(name, { provider: { aws: [{}] }, resource: { aws_rds_cluster: { [id]: resource } } }),
  ])[0]!;
};

const diff = (base: Said | undefined, head: Said | undefined) => {
  const pairs = pairClusters(base === undefined ? [] : [said(base)], head === undefined ? [] : [said(head)]);
  expect(pairs).toHaveLength(1);
  return diffCluster(pairs[0]!, bundledKnowledge);
};

const upgrade = 'npm run upgrade -- orders';
const cleanup = 'npm run cleanup -- orders';
const check = 'npm run plan-check -- shop';
const checkAll = 'npm run plan-check';
const deploy = 'npx cdktf deploy shop';

it.each<[string, Said | undefined, Said | undefined, string, string[], RegExp | undefined]>([
  ['nothing', {}, {}, 'unchanged', [], undefined],
  [
    'a minor bump',
    {},
    { version: '15.10' },
    'changed',
    [upgrade],
    /the guard stops every plan and deploy of the stack shop/,
  ],
  ['a declared minor', {}, { upgradeTo: '15.10' }, 'changed', [deploy, upgrade], /Deploys of shop work as usual/],
  [
    'a major bump',
    { version: '14.10' },
    { version: '15.5' },
    'changed',
    [upgrade],
    /aurora-postgresql14 to aurora-postgresql15: the upgrade creates/,
  ],
  [
    'a declared major',
    { version: '14.10' },
    { version: '14.10', upgradeTo: '15.5' },
    'changed',
    [deploy, upgrade],
    /creates the new groups beside the current ones/,
  ],
  [
    'what an upgrade writes',
    { version: '14.10', upgradeTo: '15.5' },
    { version: '15.5', previous: '14.10' },
    'changed',
    [upgrade, cleanup],
    /This is what npm run upgrade writes when it finishes\./,
  ],
  [
    'what cleanup writes',
    { version: '15.5', previous: '14.10' },
    { version: '15.5' },
    'changed',
    [deploy],
    /previousEngineVersion 14\.10 is removed: .*must be gone: npm run cleanup -- orders/,
  ],
  ['a declaration taken back', { upgradeTo: '15.10' }, {}, 'changed', [deploy], /upgradeTo 15\.10 is removed/],
  [
    'in place',
    {},
    { version: '15.10', policy: 'in-place' },
    'changed',
    [check, deploy],
    /upgradePolicy is in-place: .* with downtime and no way back/,
  ],
  [
    'only the policy',
    {},
    { policy: 'in-place' },
    'changed',
    [deploy],
    /upgradePolicy becomes in-place: .*the guard is removed/,
  ],
  [
    'from below the minimum',
    { version: '15.3' },
    { version: '15.10' },
    'changed',
    [],
    /need 15\.4 or later of this major version .*the upgrade refuses 15\.3/,
  ],
  ['new', undefined, {}, 'added', [deploy], /^New in the code/],
  ['gone', {}, undefined, 'removed', [checkAll], /a deploy of its stack would destroy orders/],
  ['another stack', { stack: 'old' }, {}, 'moved', [checkAll], /Moved from old\/aws_rds_cluster\.orders to shop\//],
  [
    'another address',
    { id: 'first', identifier: 'orders' },
    {},
    'moved',
    [checkAll],
    /Moved from shop\/aws_rds_cluster\.first to/,
  ],
  ['another identifier', { identifier: 'former' }, {}, 'changed', [check], /identifier changes from former to orders/],
])('%s', (_, base, head, change, next, note) => {
  const found = diff(base, head);
  expect(found).toMatchObject({ change, next, refusals: [] });
  if (note === undefined) expect(found.notes).toEqual([]);
  else expect(found.notes).toContainEqual(expect.stringMatching(note));
});

it.each<[string, Said | undefined, Said, string]>([
  ['a downgrade', { version: '15.10' }, { version: '15.6' }, 'DOWNGRADE'],
  ['a target that its list lacks', { version: '14.11' }, { version: '15.7' }, 'NOT_A_TARGET'],
  ['a declared one', { version: '14.11' }, { version: '14.11', upgradeTo: '15.7' }, 'NOT_A_TARGET'],
  ['a version that nobody knows', {}, { version: '15.99' }, 'VERSION_UNKNOWN'],
  ['the same in a new cluster', undefined, { version: '15.99' }, 'VERSION_UNKNOWN'],
  ['another engine', {}, { engine: 'aurora-mysql', version: '8.0.mysql_aurora.3.08.0' }, 'ENGINE_CHANGED'],
  ['a downgrade on the move', { stack: 'old', version: '15.10' }, { version: '15.6' }, 'DOWNGRADE'],
])('refuses %s', (_, base, head, id) => {
  expect(diff(base, head)).toMatchObject({ refusals: [{ id }], next: [] });
});

it('pairs by place first, then by the only namesake; two of a name are not guessed', () => {
  const names = (base: Said[], head: Said[]) =>
    pairClusters(base.map(said), head.map(said)).map(({ base: from, head: to }) =>
      [from, to].map((each) => each && `${each.stack}/${each.annotation.address.split('.')[1]}`).join(' '),
    );
  expect(names([{ id: 'a' }, { id: 'b' }], [{ id: 'b' }, { id: 'a', stack: 'other' }])).toEqual([
    'shop/b shop/b',
    'shop/a other/a',
  ]);
  const twice = [
    { stack: 'eu', id: 'a' },
    { stack: 'us', id: 'a' },
  ];
  expect(names(twice, [{ stack: 'ap', id: 'a' }])).toEqual([' ap/a', 'eu/a ', 'us/a ']);
});

it('Markdown holds no markup of the code', () => {
  const found = diff({ stack: 'x|<b>@team`' }, { stack: 'x|<b>@team`', version: '15.10' });
  const text = versionsMarkdown([found], { description: 'a [b](c)', remarks: [] }, new Date());
  expect(text).toContain('a \\[b\\](c)');
  expect(text).toContain('| x\\|&lt;b&gt;@\u200Bteam\\` | `orders` |');
  expect(text).not.toMatch(/<b>|@team/);
});
