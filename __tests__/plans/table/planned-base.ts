import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RDSClient } from '@aws-sdk/client-rds';
import { startEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { newWorld } from '../../../scripts/embedded-rds/world/new-world';
import { terraformBinary } from '../../../scripts/terraform/terraform';
import { attachProvider } from '../../support/attached-provider';
import { runCommand } from '../../support/run-command';
import { terraformEnvironment } from '../../support/tools';
import { type BaseName, bases, regionName } from './bases';
import type { TableRow } from './row';

/** One base, deployed on an embedded RDS by the real Terraform. */
export interface PlannedBase {
  /** What `terraform show -json` prints of a row's plan; code, state and RDS are afterwards as they were. */
  plan(row: TableRow): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function openBase(name: BaseName): Promise<PlannedBase> {
  const base = bases[name];
  const folder = mkdtempSync(join(tmpdir(), 'plan-table-'));
  const world = newWorld();
  for (const [region, spec] of Object.entries(base.seed)) seedClusters(world, region, spec, Date.now());
  const rds = await startEmbeddedRds({ world, speed: Number.POSITIVE_INFINITY });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new RDSClient({ endpoint: rds.endpoint, region: regionName, credentials });
  const access = { AWS_ENDPOINT_URL: rds.endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const own = { ...access, ...terraformEnvironment(folder) };
  const provider = await attachProvider(own);
  const close = async () => {
    await provider.stop();
    client.destroy();
    await rds.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const run = (args: readonly string[]) =>
    runCommand(terraformBinary(), args, { cwd: folder, env: { ...own, ...provider.env } });
  const succeed = async (args: readonly string[]) => {
    const result = await run(args);
    if (result.exitCode !== 0) throw new Error(`terraform ${args.join(' ')}: ${result.output}`);
    return result.stdout;
  };
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const [state, kept] = ['terraform.tfstate', 'kept.tfstate'].map((file) => join(folder, file)) as [string, string];
  try {
    await base.more?.(client);
    for (const [file, text] of Object.entries(base.files)) write(file, text);
    const imports = Object.entries(base.imports).map(([to, id]) => `import {\n  to = ${to}\n  id = "${id}"\n}\n`);
    write('imports.tf', imports.join(''));
    await succeed(['init', '-input=false', '-no-color']);
    await succeed(['apply', '-auto-approve', '-input=false', '-no-color']);
    rmSync(join(folder, 'imports.tf'));
    copyFileSync(state, kept);
  } catch (error) {
    await close();
    throw error;
  }
  const before = structuredClone(rds.control('GET state'));
  return {
    async plan(row) {
      try {
        if (row.state !== undefined) writeFileSync(state, changed(readFileSync(state, 'utf8'), row.state));
        for (const command of row.before ?? []) await succeed([...command, '-no-color']);
        row.outside?.(rds);
        const code = row.edit === undefined ? base.files['main.tf']! : changed(base.files['main.tf']!, row.edit);
        write('main.tf', code);
        // Terraform wants to know of each module that is new.
        if (code.includes('module "')) await succeed(['init', '-input=false', '-no-color']);
        const file = join(folder, 'row.tfplan');
        const plan = await run(['plan', '-input=false', '-no-color', `-out=${file}`, ...(row.args ?? [])]);
        if (plan.exitCode !== (row.stopped ? 1 : 0)) throw new Error(`${row.name}: ${plan.output}`);
        const json = JSON.parse(await succeed(['show', '-json', file])) as Record<string, unknown>;
        row.rewritten?.(json);
        return json;
      } finally {
        write('main.tf', base.files['main.tf']!);
        copyFileSync(kept, state);
        rds.control('POST world', structuredClone(before) as Record<string, unknown>);
      }
    },
    close,
  };
}

function changed(text: string, edit: (text: string) => string): string {
  const edited = edit(text);
  if (edited === text) throw new Error('A row changes nothing of what it means to change.');
  return edited;
}
