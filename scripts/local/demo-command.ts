import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../../constructs/command-line';
import type { DesiredCluster } from '../desired/desired-cluster';
import { desiredClusters } from '../desired/desired-clusters';
import { runApp } from '../desired/run-app';
import { startEmbeddedRds } from '../embedded-rds/embedded-rds';
import type { World } from '../embedded-rds/world/world';
import { validUpgradeTargets } from '../engine-versions/catalogue';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { interruptible } from '../runtime/interruptions';
import { renamed } from '../runtime/renamed';
import { exitFlushed } from '../runtime/standard-streams';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { colours as pc } from '../text/colours';
import { table } from '../text/table';
import { wrappedFor } from '../text/wrap';
import { localCopy, localEnvironment } from '../workspace/local-mode';
import { bump } from './bump';
import { loadSummary, refusedSeconds, startLoad } from './demo-load';
import { importSeeded } from './import-seeded';
import type { Load } from './load/load';
import { seedFromCode } from './seed-from-code';

/** Fifty minutes of RDS take about eight seconds of the demo: fast enough to watch, slow enough to see every phase. */
const speed = 360;

export interface DemoUpgrade {
  cluster: string;
  /** False where there is no Terraform that can plan: then it ends before the plan. */
  canPlan: boolean;
  signal: AbortSignal;
}

/**
 * `npm run demo`: everything real but AWS. The checkout is left as it was.
 * @param upgrade  the real command, in the current folder, on the RDS that the environment names
 */
export async function demoCommand(
  upgrade: (request: DemoUpgrade) => Promise<ExitCode>,
  { data = false }: { data?: boolean } = {},
): Promise<void> {
  const { signal } = interruptible();
  try {
    process.exitCode = await (data
      ? withTemporaryFolder('aurora-demo-data', (folder) => demo(upgrade, signal, passable(folder)))
      : demo(upgrade, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    const message = 'Interrupted. The embedded RDS and the copy of the code are gone; nothing real was touched.';
    process.stderr.write(`\n${message}\n`);
    return exitFlushed(ExitCode.interrupted);
  }
}

/** PostgreSQL may run as another user, who has to get to its own folder in this one. */
function passable(folder: string): string {
  chmodSync(folder, 0o711);
  return join(folder, 'data');
}

async function demo(
  upgrade: (request: DemoUpgrade) => Promise<ExitCode>,
  signal: AbortSignal,
  data?: string,
): Promise<ExitCode> {
  const checkout = process.cwd();
  const copy = await localCopy(checkout);
  const rds = await startEmbeddedRds({ speed, data, tell });
  let load: Load | undefined;
  try {
    say(`1. An embedded RDS (not AWS) at ${rds.endpoint}, its clock ${speed} times as fast as real time`);
    const app = await runApp({ projectDirectory: copy.directory, signal }).catch((error) => {
      throw renamed(error, copy.directory, checkout);
    });
    for (const cluster of seedFromCode(rds.world, app.stacks, rds.clock.now())) tell(`up: ${cluster}`);
    const clusters = desiredClusters(app.stacks);
    const [cluster] = clusters;
    if (cluster === undefined) throw nothingToShow();
    await rds.settled();
    const { message, canPlan } = await importSeeded(app, cluster, rds.endpoint, signal);
    await app.remove();
    tell(message);
    const { clusterIdentifier, engineVersion: from } = cluster.annotation;
    const to = targetFor(cluster);
    say('2. An engineer bumps the version in the code (in a copy; the checkout stays as it is)');
    tell(await bump({ project: app.project, clusters }, cluster, to));
    if (data !== undefined) {
      const started = await startLoad(rds, clusterIdentifier);
      load = started?.load;
      setEnvironment(started?.login ?? {});
      tell(
        started === undefined
          ? 'A real database runs it, but no clients: those of the demo speak PostgreSQL'
          : 'A real PostgreSQL runs it, and clients write into three of its databases from now on',
      );
    }
    say(`3. ${commandLine('upgrade', ['--yes'])}`);
    process.chdir(copy.directory);
    setEnvironment(localEnvironment(rds.endpoint));
    const code = await upgrade({ cluster: clusterIdentifier, canPlan, signal });
    if (code !== ExitCode.done) return code;
    say('4. What there is now');
    tell(versions(rds.world.regions, from));
    if (load !== undefined) {
      say('5. What its clients say');
      tell(loadSummary(await load.stop(), refusedSeconds(rds.world)));
      load = undefined;
    }
    const plan = canPlan ? ', and the plan is empty' : '';
    tell(`
What happened: production went from ${from} to ${to}${plan}. Nothing real was touched.
Try next: ${commandLine('local')}; in another terminal bump engineVersion, then ${commandLine('upgrade', ['--local'])}`);
    return ExitCode.done;
  } finally {
    process.chdir(checkout);
    await load?.stop().catch(() => {});
    await rds.close();
    await copy.remove();
  }
}

function setEnvironment(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** The runbook's 15.6 to 15.10, or the latest minor version of what the code says by now. */
function targetFor({ annotation }: DesiredCluster): string {
  const targets = validUpgradeTargets(annotation.engine, annotation.engineVersion) ?? [];
  const minors = targets.filter((target) => !target.isMajor).map((target) => target.version);
  const to = minors.includes('15.10') ? '15.10' : minors.at(-1);
  if (to !== undefined) return to;
  throw new UpgradeError({
    code: 'NO_TARGET',
    message: `No minor version later than ${annotation.engineVersion} is known for ${annotation.clusterIdentifier}.`,
    remedy: 'Write an earlier engineVersion into the code to see the demo.',
  });
}

function versions(regions: World['regions'], from: string): string {
  const rows: string[][] = [];
  for (const region of Object.values(regions)) {
    for (const cluster of Object.values(region.clusters)) {
      rows.push([cluster.identifier, from, cluster.engineVersion, cluster.status]);
      const members = Object.values(region.instances).filter((instance) => instance.cluster === cluster.resourceId);
      for (const instance of members)
        rows.push([`  ${instance.identifier}`, from, instance.engineVersion, instance.status]);
    }
  }
  return table(['', 'BEFORE', 'NOW', 'STATUS'], rows);
}

function nothingToShow(): UpgradeError {
  return new UpgradeError({
    code: 'NO_CLUSTERS',
    message: 'The code declares no AuroraCluster.',
    remedy: 'Declare one (constructs/README.md).',
  });
}

const say = (text: string) => process.stdout.write(`\n${wrappedFor(process.stdout, pc.bold(text))}\n`);
const tell = (text: string) => process.stdout.write(`${wrappedFor(process.stdout, text)}\n`);
