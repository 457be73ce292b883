import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codePort } from '../../scripts/cli/code-port';
import type { Workspace } from '../../scripts/cli/workspace';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import type { RunEvent } from '../../scripts/report/event';
import { findCluster } from '../../scripts/rewriter/synthesized-clusters';
import { fixtureApp, orders, synthesizer, temporaryFolder } from '../rewriter/fixture-app';

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
async function project() {
  const mark = join(temporaryFolder(), 'synthesized');
  const app = fixtureApp({ 'main.js': source('15.6', mark) });
  const read = async () => {
    const { annotation } = findCluster(await synthesize(app.dir), orders)!;
    const cluster = { ...orders, annotation: { ...annotation, address: orders.address } };
    return cluster as unknown as DesiredCluster;
  };
  const events: RunEvent[] = [];
  const workspace: Workspace = {
    clusters: [await read()],
    projectDirectory: app.dir,
    reread: read,
    open: () => Promise.reject(new Error('no RDS is needed')),
    close: async () => {},
  };
  rmSync(mark);
  return {
    app,
    /** The file as it is with that version. */
    code: (version: string) => source(version, mark),
    /** Resolves when a proof has begun: it has read the files by then. */
    async begun() {
      while (!existsSync(mark)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    cluster: workspace.clusters[0]!,
    events,
    port: () => codePort(workspace, (event) => events.push(event)),
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
  expect(events).toEqual([expect.objectContaining({ code: 'NOTE', message: expect.stringContaining('by now') })]);
});

test('what somebody else changed meanwhile is not overwritten', async () => {
  const { app, code, begun, cluster, port } = await project();
  const writing = port().write(cluster, { engineVersion: '15.10' });
  await begun();
  app.write('main.js', `${code('15.6')}// a comment\n`);
  await expect(writing).rejects.toMatchObject({ code: 'FILE_CHANGED', exitCode: 3 });
  expect(app.read('main.js')).toBe(`${code('15.6')}// a comment\n`);
});
