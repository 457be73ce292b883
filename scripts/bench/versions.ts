import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ExitCode } from '../runtime/errors';
import { median } from './median';
import { timeCommand } from './time-command';

/** Seconds of `npm run versions` on a repository with three clusters in two stacks: one minor, one major, one untouched. */
export function measureVersions(runs: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-bench-'));
  try {
    writeRepository(folder);
    return median(runs, () => {
      const command = ['--require', require.resolve('tsx/cjs'), resolve(__dirname, '../versions.ts')];
      return run(folder, process.execPath, [...command, '--base', 'HEAD'], ExitCode.changes);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeRepository(folder: string): void {
  const git = (...args: string[]) =>
    run(folder, 'git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], ExitCode.done);
  const write = (orders: string, users: string) => writeFileSync(join(folder, 'main.ts'), app(orders, users));
  symlinkSync(resolve(dirname(require.resolve('cdktf/package.json')), '..'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'cdktf.json'), '{"app":"node --require tsx/cjs main.ts"}');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
  write("engineVersion: '15.6'", "engineVersion: '14.10'");
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '--message', 'base');
  write("engineVersion: '15.10'", "engineVersion: '14.10', upgradeTo: '15.10'");
}

const run = (cwd: string, program: string, args: string[], expected: ExitCode) =>
  timeCommand(program, args, { cwd, expected }).seconds;

const app = (orders: string, users: string) => `
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { AuroraCluster } from ${JSON.stringify(resolve(__dirname, '../../constructs/aurora-cluster'))};
const app = new App();
for (const [name, clusters] of Object.entries({
  shop: { orders: { ${orders} }, users: { ${users} } },
  ledger: { ledger: { engineVersion: '15.6' } },
})) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  const masterPassword = new TerraformVariable(stack, 'password', { sensitive: true }).stringValue;
  for (const [id, versions] of Object.entries(clusters)) {
    const instances = { [\`\${id}-1\`]: { instanceClass: 'db.r6g.large' } };
    new AuroraCluster(stack, id, { clusterIdentifier: id, engine: 'aurora-postgresql', ...versions, instances, masterUsername: 'postgres', masterPassword });
  }
}
app.synth();
`;
