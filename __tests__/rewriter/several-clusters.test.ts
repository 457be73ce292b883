import type { CodeVersions } from '../../scripts/desired/code-versions';
import type { ClusterRef } from '../../scripts/rewriter/edit';
import { fixtureApp, orders } from './fixture-app';
import { billing, changed, foot, head, prove, proveAndApply, start } from './proving';

const users: ClusterRef = {
  ...orders,
  address: 'aws_rds_cluster.users',
  clusterIdentifier: 'users',
  path: 'prod/users',
};
const staging: ClusterRef = { ...orders, stack: 'staging', path: 'staging/orders' };
const all = [orders, billing, users] as const;

const declared = { engineVersion: '15.6', upgradeTo: '16.4' };
const done = { engineVersion: '16.4', previousEngineVersion: '15.6' };
const cleaned = { engineVersion: '16.4' };
const three = (props: string) =>
  ['orders', 'billing', 'users'].map((id) => `new AuroraCluster(stack, '${id}', ${props});`).join('\n');
const each = (version: string) =>
  `${start}const version = '${version}';\n${three('{ engineVersion: version }')}\n${foot}`;

type Sharing = {
  files: Record<string, string>;
  clusters?: readonly [ClusterRef, ...ClusterRef[]];
  from: CodeVersions;
  to: CodeVersions;
  edited: Record<string, string>;
};

const spread = (versions: string) => `${start}const versions = ${versions};\n${three('{ ...versions }')}\n${foot}`;
const both = `{ engineVersion: '15.6', upgradeTo: '16.4' }`;
const after = `{ engineVersion: '16.4', previousEngineVersion: '15.6' }`;
const fromJson = `${start}const versions = require('./versions.json');\n${three('{ ...versions }')}\n${foot}`;
const twoStacks = (versions: string) => `${head}const app = new App();
for (const name of ['prod', 'staging']) new AuroraCluster(new TerraformStack(app, name), 'orders', ${versions});\n${foot}`;

describe('one edit is proven for all clusters that it changes', () => {
  it.each<[string, Sharing]>([
    [
      'a constant',
      {
        files: { 'main.js': each('15.6') },
        from: { engineVersion: '15.6' },
        to: { engineVersion: '15.10' },
        edited: { 'main.js': each('15.10') },
      },
    ],
    [
      'an object that each spreads, of a declared upgrade',
      { files: { 'main.js': spread(both) }, from: declared, to: done, edited: { 'main.js': spread(after) } },
    ],
    [
      'an object that each spreads, of a version bumped to another major',
      {
        files: { 'main.js': spread(`{ engineVersion: '16.4' }`) },
        from: cleaned,
        to: done,
        edited: { 'main.js': spread(after) },
      },
    ],
    [
      'an object that each spreads, when the old environments are removed',
      {
        files: { 'main.js': spread(after) },
        from: done,
        to: cleaned,
        edited: { 'main.js': spread(`{ engineVersion: '16.4' }`) },
      },
    ],
    [
      'a JSON file',
      {
        files: { 'main.js': fromJson, 'versions.json': '{ "engineVersion": "15.6", "upgradeTo": "16.4" }\n' },
        from: declared,
        to: done,
        edited: { 'versions.json': '{ "engineVersion": "16.4", "previousEngineVersion": "15.6" }\n' },
      },
    ],
    [
      'two stacks',
      {
        files: { 'main.js': twoStacks(both) },
        clusters: [orders, staging],
        from: declared,
        to: done,
        edited: { 'main.js': twoStacks(after) },
      },
    ],
  ])('%s', async (_name, { files, clusters = all, from, to, edited }) => {
    const app = fixtureApp(files);
    const { stacks } = await proveAndApply(app, { clusters, from, to });
    expect(changed(app)).toEqual(edited);
    expect(stacks).toEqual([...new Set(clusters.map(({ stack }) => stack))]);
    await expect(prove(app, { clusters, from, to })).resolves.toMatchObject({ kind: 'already' });
  });
});

describe('one edit for several is refused', () => {
  const mixed = `${start}const version = '15.6';\n${three('{ engineVersion: version }')}\n${foot}`.replace(
    `'users', { engineVersion: version }`,
    `'users', { engineVersion: '15.8' }`,
  );
  it.each<[string, string, readonly [ClusterRef, ...ClusterRef[]], object]>([
    [
      'where a further one would change with it',
      each('15.6'),
      [orders, billing],
      {
        code: 'SHARED',
        message:
          'The version at main.js:4:18 is not used by clusters orders, billing alone: users (stack prod) would change with it.',
        others: [expect.objectContaining({ clusterIdentifier: 'users' })],
      },
    ],
    [
      'where one of them says another version',
      mixed,
      all,
      { code: 'OTHER_VERSION', message: 'The code now says 15.8 for cluster users, no longer 15.6.' },
    ],
    [
      'where one of them is not in the app',
      each('15.6'),
      [orders, staging],
      {
        code: 'CLUSTER_NOT_FOUND',
        message: expect.stringContaining('no cluster orders as aws_rds_cluster.orders in stack staging'),
      },
    ],
    ['where they do not share it', mixed.replace("'15.8'", "'15.6'"), all, { code: 'COMPUTED' }],
  ])('%s', async (_name, main, clusters, refusal) => {
    const app = fixtureApp({ 'main.js': main });
    await expect(prove(app, { clusters })).resolves.toMatchObject({ kind: 'refused', ...refusal });
    expect(changed(app)).toEqual({});
  });
});
