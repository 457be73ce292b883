import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeVersions } from '../../scripts/desired/code-versions';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import type { RunEvent } from '../../scripts/report/event';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { findCluster } from '../../scripts/rewriter/synthesized-clusters';
import { appJudge } from '../../scripts/workspace/cdktf/app-judge';
import { codePort } from '../../scripts/workspace/code-port';
import type { Workspace } from '../../scripts/workspace/workspace';
import { fixtureApp, orders, synthesizer, temporaryFolder } from '../rewriter/fixture-app';
import { until } from '../support/until';

const synthesize = synthesizer();

/** An app that leaves a mark when it is synthesized. */
const source = (version: string, mark: string) => `const { App, TerraformStack, AuroraCluster } = require('tiny-cdktf');
const app = new App();
const stack = new TerraformStack(app, 'prod');
new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', engineVersion: '${version}' });
app.synth();
require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');
`;

/** A project with one cluster, and ports to its code as several runs have them. */
async function project(change: (main: string) => string = (main) => main) {
  const mark = join(temporaryFolder(), 'synthesized');
  const app = fixtureApp({ 'main.js': change(source('15.6', mark)) });
  const read = async () => {
    const { annotation } = findCluster(await synthesize(app.dir), orders)!;
    const cluster = { ...orders, annotation: { ...annotation, address: orders.address } };
    return cluster as unknown as DesiredCluster;
  };
  const events: RunEvent[] = [];
  const workspace: Workspace = {
    clusters: [await read()],
    isLocal: false,
    reread: read,
    prove: ([first], to) =>
      proveEdit({
        projectDir: app.dir,
        clusters: [orders],
        from: codeVersions(first),
        to,
        judge: appJudge(),
      }),
    open: () => Promise.reject(new Error('no RDS is needed')),
    plan: () => Promise.reject(new Error('no Terraform is needed')),
    hasState: () => true,
    close: async () => {},
  };
  rmSync(mark);
  return {
    app,
    /** The file as it is with that version. */
    code: (version: string) => source(version, mark),
    /** Resolves when a proof has begun: it has read the files by then. */
    begun: () => until(() => existsSync(mark)),
    cluster: workspace.clusters[0]!,
    events,
    port: () =>
      codePort(workspace, (event) => events.push(event), { command: 'upgrade', all: false, wishes: [], shared: [] }),
  };
}

test('two runs that write the same version at once both end well', async () => {
  const { app, code, cluster, port } = await project();
  await Promise.all([
    port().write(cluster, { engineVersion: '15.10' }),
    port().write(cluster, { engineVersion: '15.10' }),
  ]);
  expect(app.read('main.js')).toBe(code('15.10'));
});

test('what another run has written meanwhile is found written', async () => {
  const { app, code, begun, cluster, events, port } = await project();
  const writing = port().write(cluster, { engineVersion: '15.10' });
  await begun();
  app.write('main.js', code('15.10'));
  await writing;
  expect(events).toEqual([
    expect.objectContaining({ code: 'NOTE', message: expect.stringContaining('during this run') }),
  ]);
});

test('what somebody else changed meanwhile is not overwritten', async () => {
  const { app, code, begun, cluster, port } = await project();
  const writing = port().write(cluster, { engineVersion: '15.10' });
  await begun();
  app.write('main.js', `${code('15.6')}// a comment\n`);
  await expect(writing).rejects.toMatchObject({ code: 'FILE_CHANGED', exitCode: 3 });
  expect(app.read('main.js')).toBe(`${code('15.6')}// a comment\n`);
});

describe('a declared upgrade that is done', () => {
  const done = { engineVersion: '16.4', previousEngineVersion: '15.6' };

  test('is told with its places and as a diff', async () => {
    const { app, cluster, events, port } = await project((main) =>
      main.replace("engineVersion: '15.6' }", "engineVersion: '15.6', upgradeTo: '16.4' }"),
    );
    await port().check(cluster, done);
    expect(events).toEqual([]);
    const line = "new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', ";
    const summary =
      "main.js:4:67: engineVersion '15.6' → '16.4'; 4:90: upgradeTo → previousEngineVersion '15.6', proven for the stacks prod";
    await expect(port().write(cluster, done)).resolves.toEqual({ summary });
    expect(app.read('main.js')).toContain(`${line}engineVersion: '16.4', previousEngineVersion: '15.6' });`);
    const [note, ...more] = events.map((event) => (event.code === 'NOTE' ? event.message.split('\n') : []));
    expect(more).toEqual([]);
    expect(note).toEqual([
      summary,
      '--- a/main.js',
      '+++ b/main.js',
      expect.stringMatching(/^@@ -1,6 \+1,6 @@$/),
      expect.any(String),
      expect.any(String),
      expect.any(String),
      `-${line}engineVersion: '15.6', upgradeTo: '16.4' });`,
      `+${line}engineVersion: '16.4', previousEngineVersion: '15.6' });`,
      expect.any(String),
      expect.any(String),
    ]);
    await expect(port().write(cluster, done)).resolves.toEqual({
      summary: 'The code already says 16.4 (previousEngineVersion 15.6).',
    });
  });

  test('is refused beforehand where the code shares it, with a patch that is proven', async () => {
    const { cluster, port } = await project((main) =>
      main.replace(
        /new Aurora.*\n/,
        `const versions = { engineVersion: '15.6', upgradeTo: '16.4' };
for (const name of ['a', 'orders']) new AuroraCluster(stack, name, { clusterIdentifier: name, ...versions });\n`,
      ),
    );
    await expect(port().check(cluster, done)).rejects.toMatchObject({
      code: 'CODE_SHARED',
      exitCode: 3,
      message: expect.stringMatching(
        /^The code of orders cannot be changed to say engineVersion 16\.4, no upgradeTo, previousEngineVersion 15\.6: /,
      ),
      remedy: expect.stringMatching(
        /A patch to start from; it changes more than this cluster, or has not been proven:\n--- a\/main/,
      ),
    });
  });
});

test('a checkout that cannot be written is said when it is asked for, before anything is created', async () => {
  const { cluster, events: _, ...rest } = await project();
  const fs = require('node:fs') as typeof import('node:fs');
  const access = jest.spyOn(fs, 'accessSync').mockImplementation(() => {
    throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
  });
  await expect(rest.port().check(cluster, { engineVersion: '15.10' })).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    exitCode: 3,
  });
  access.mockRestore();
});

test('a refusal says what was not searched: there it may stand', async () => {
  const { cluster, port } = await project((main) => `const large = '${'x'.repeat(1_100_000)}';\n${main}`);
  await expect(port().check(cluster, { engineVersion: '15.10' })).rejects.toMatchObject({
    code: 'CODE_NOT_FOUND',
    message: expect.stringContaining('main.js was not searched: it is larger than 1 MB.'),
  });
});
