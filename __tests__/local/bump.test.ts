import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { bump } from '../../scripts/local/bump';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'aurora-bump-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

test('the one literal of the one cluster is replaced without a synthesis', async () => {
  const code = "new AuroraCluster(this, 'orders', {\n  engineVersion: '15.6', // not '15.6.1'\n});\n";
  writeFileSync(join(directory, 'main.ts'), code);
  const cluster = { annotation: { engineVersion: '15.6' } } as unknown as DesiredCluster;
  const project = { directory, app: 'node --require tsx/cjs main.ts', output: 'cdktf.out', terraformModules: [] };
  const shown = await bump({ project, clusters: [cluster] }, cluster, '15.10');
  expect(shown.split('\n')).toEqual([
    '--- main.ts',
    "-  engineVersion: '15.6', // not '15.6.1'",
    "+  engineVersion: '15.10', // not '15.6.1'",
  ]);
  expect(readFileSync(join(directory, 'main.ts'), 'utf8')).toContain("engineVersion: '15.10', // not '15.6.1'");
});
