import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { runApp, type SynthesizedApp } from '../desired/run-app';
import { startEmbeddedRds } from '../embedded-rds/embedded-rds';
import { seedFromCode } from '../local/seed-from-code';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { fleetUpgradeTo, fleetVersion, writeFleetApp } from './fleet';
import { timeServed } from './time-command';

interface ReconcileMeasure {
  /** `npm run reconcile -- <cluster>` as a process of its own, for a version that stands in a JSON file. */
  version: ReconcileRun;
  /** The same, for a declared upgrade that is done. */
  upgrade: ReconcileRun;
}

interface ReconcileRun {
  /** On the wall; five of them lie between the two looks that end every run. */
  seconds: number;
  /** How often the app ran. */
  syntheses: number;
}

/** One of fifty clusters that share a version runs another one in RDS; the plan is left out, because it is Terraform's time. */
export const measureReconcile = () => withTemporaryFolder('aurora-bench-reconcile', measureIn);

async function measureIn(around: string): Promise<ReconcileMeasure> {
  const folder = join(around, 'app');
  mkdirSync(folder);
  writeFleetApp(folder);
  const [tally, count] = [join(around, 'tally'), join(around, 'count.js')];
  // tsx compiles in a thread of its own, where this runs, too.
  const once = `if (require('node:worker_threads').isMainThread)`;
  writeFileSync(count, `${once} require('node:fs').appendFileSync(${JSON.stringify(tally)}, '|');`);
  const app = `node --require ${JSON.stringify(count)} --import ${JSON.stringify(require.resolve('tsx'))} fleet.ts`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
  ])
    spawnSync('git', args, { cwd: folder });

  const rds = await startEmbeddedRds();
  const synthesized = await runApp({ projectDirectory: folder });
  const counted = async (cluster: string): Promise<ReconcileRun> => {
    writeFileSync(tally, '');
    const seconds = await reconcile(folder, rds.endpoint, cluster);
    return { seconds, syntheses: readFileSync(tally, 'utf8').length };
  };
  try {
    seedFromCode(
      rds.world,
      runningAt(synthesized, { 'fleet-4-7': fleetUpgradeTo, 'fleet-3-7': fleetUpgradeTo }),
      rds.clock.now(),
    );
    const version = await counted('fleet-4-7');
    expectCode(folder, 'fleet-4.json', `"fleet-4-7": { "engineVersion": "${fleetUpgradeTo}" }`);
    const upgrade = await counted('fleet-3-7');
    const versions = `engineVersion: '${fleetUpgradeTo}', previousEngineVersion: '${fleetVersion}'`;
    expectCode(folder, 'fleet.ts', `{ name: 'fleet-3-7', ${versions} }`);
    return { version, upgrade };
  } finally {
    await synthesized.remove();
    await rds.close();
  }
}

/** The stacks, but for clusters that run other versions. */
function runningAt({ stacks }: SynthesizedApp, versions: Record<string, string>): SynthesizedApp['stacks'] {
  const copy = structuredClone(stacks);
  for (const { json } of copy) {
    for (const [name, cluster] of Object.entries(json.resource?.aws_rds_cluster ?? {})) {
      if (versions[name]) cluster.engine_version = versions[name];
    }
  }
  return copy;
}

function reconcile(folder: string, endpoint: string, cluster: string): Promise<number> {
  const script = resolve(__dirname, '../reconcile.ts');
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_|CDKTF_|npm_)/.test(name));
  const env = {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    TERRAFORM_BINARY_NAME: join(folder, 'no-terraform'),
  };
  const args = ['--require', require.resolve('tsx/cjs'), script, cluster];
  return timeServed(process.execPath, args, { cwd: folder, env });
}

function expectCode(folder: string, file: string, text: string): void {
  if (!readFileSync(join(folder, file), 'utf8').includes(text)) throw new Error(`${file} does not say ${text}.`);
}
