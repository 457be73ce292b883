import { spawn } from 'node:child_process';
import { extname, join } from 'node:path';
import { commandLine } from '../../constructs/command-line';
import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { desiredClusters } from '../desired/desired-clusters';
import { dependentImports, importBlocks } from '../desired/import-blocks';
import { runApp, type SynthesizedApp } from '../desired/run-app';
import { startEmbeddedRds } from '../embedded-rds/embedded-rds';
import type { World } from '../embedded-rds/world/world';
import { validUpgradeTargets } from '../engine-versions/catalogue';
import { applyEdit } from '../rewriter/apply-edit';
import { proveEdit } from '../rewriter/prove-edit';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { interruptible } from '../runtime/interruptions';
import { exitFlushed } from '../runtime/standard-streams';
import { importStack } from '../terraform/import-stack';
import { colours as pc } from '../text/colours';
import { table } from '../text/table';
import { appJudge } from '../workspace/cdktf/app-judge';
import { neutraliseProviders } from '../workspace/cdktf/neutralise-providers';
import { localCopy, localEnvironment, localStateDirectory, localStateFile } from '../workspace/local-mode';
import { seedFromCode } from './seed-from-code';

/** Fifty minutes of RDS in about thirteen seconds: fast enough to watch, slow enough to see every phase. */
const speed = 240;

/** `npm run demo`: everything real but AWS. The checkout is left as it was. */
export async function demoCommand(): Promise<void> {
  const { signal } = interruptible();
  try {
    process.exitCode = await demo(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write('Interrupted: the embedded RDS and the copy of the code are gone. Nothing was changed.\n');
    return exitFlushed(ExitCode.interrupted);
  }
}

async function demo(signal: AbortSignal): Promise<ExitCode> {
  const copy = await localCopy(process.cwd());
  const rds = await startEmbeddedRds({ speed });
  try {
    say(`1. An embedded RDS (not AWS) at ${rds.endpoint}, its clock ${speed} times as fast as the wall`);
    const app = await runApp({ projectDirectory: copy.directory, signal });
    for (const cluster of seedFromCode(rds.world, app.stacks, rds.clock.now())) tell(`up: ${cluster}`);
    const cluster = desiredClusters(app.stacks)[0];
    if (cluster === undefined) throw nothingToShow();
    const state = await importState(app, cluster, copy.directory, rds.endpoint, signal);
    await app.remove();
    tell(state.message);
    const { clusterIdentifier, engineVersion: from } = cluster.annotation;
    const to = targetFor(cluster);
    say(`2. An engineer bumps the version in the code (in a copy; the checkout stays as it is)`);
    await bump(copy.directory, cluster, to);
    say(`3. ${commandLine('upgrade', ['--yes'])}`);
    const code = await upgrade(copy.directory, clusterIdentifier, rds.endpoint, signal);
    // What was said above, that this machine's Terraform cannot plan, is no failure of the upgrade.
    const upgraded = runs(rds.world.regions, clusterIdentifier) === to;
    if (code !== ExitCode.done && !(upgraded && !state.canPlan)) return code;
    say('4. What there is now');
    tell(versions(rds.world.regions, from));
    tell(`\nThis RDS ends with the demo: of the commands above none is left to type. Nothing was changed in this checkout.
Your turn: ${commandLine('local')} in one terminal; in another one bump
engineVersion in the code, and ${commandLine('upgrade', ['--local'])}`);
    return ExitCode.done;
  } finally {
    await rds.close();
    await copy.remove();
  }
}

/** A Terraform state of what was seeded, as if it had been deployed from this code. */
async function importState(
  app: SynthesizedApp,
  cluster: DesiredCluster,
  project: string,
  endpoint: string,
  signal: AbortSignal,
): Promise<{ message: string; canPlan: boolean }> {
  const stack = app.stacks.find(({ name }) => name === cluster.stack)!;
  await neutraliseProviders(stack.file);
  const result = await importStack({
    stackFile: stack.file,
    stateFile: localStateFile(localStateDirectory(project), stack.name),
    imports: [...importBlocks(cluster), ...dependentImports(cluster)],
    env: localEnvironment(endpoint),
    signal,
  });
  signal.throwIfAborted();
  switch (result.kind) {
    case 'imported':
      return { message: 'Terraform: imported into a local state', canPlan: true };
    case 'no-terraform':
      return {
        message: 'Terraform is not installed here: the upgrade runs without it, and the plan cannot be shown',
        canPlan: false,
      };
    case 'failed':
      return {
        message: `Terraform could not import it, so the plan will not be proven: ${result.message}`,
        canPlan: false,
      };
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

async function bump(projectDir: string, cluster: DesiredCluster, to: string): Promise<void> {
  const outcome = await proveEdit({
    projectDir,
    clusters: [{ stack: cluster.stack, path: cluster.path, ...pick(cluster) }],
    from: codeVersions(cluster),
    to: { ...codeVersions(cluster), engineVersion: to },
    judge: appJudge(),
  });
  if (outcome.kind === 'refused') {
    throw new UpgradeError({ code: `CODE_${outcome.code}`, message: outcome.message, remedy: outcome.remedy });
  }
  if (outcome.kind === 'already') return;
  await applyEdit(outcome);
  tell(outcome.patch.trimEnd());
}

const pick = ({ annotation: { address, clusterIdentifier } }: DesiredCluster) => ({ address, clusterIdentifier });

/** The real command in a process of its own, started as this one: compiled, or by what runs TypeScript here. */
function upgrade(directory: string, cluster: string, endpoint: string, signal: AbortSignal): Promise<ExitCode> {
  signal.throwIfAborted();
  const script = join(__dirname, '..', `upgrade${extname(__filename)}`);
  const args = [...process.execArgv, script, cluster, '--local', '--yes'];
  const env = { ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_RDS: '', AWS_ENDPOINT_URL_STS: '' };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: directory, env, stdio: 'inherit' });
    const interrupt = () => child.kill('SIGTERM');
    signal.addEventListener('abort', interrupt);
    child.on('error', failed);
    child.on('exit', (code) => done((code ?? ExitCode.failed) as ExitCode));
  });
}

function runs(regions: World['regions'], identifier: string): string | undefined {
  const clusters = Object.values(regions).flatMap((region) => Object.values(region.clusters));
  return clusters.find((cluster) => cluster.identifier === identifier)?.engineVersion;
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

const say = (text: string) => process.stdout.write(`\n${pc.bold(text)}\n`);
const tell = (text: string) => process.stdout.write(`${text}\n`);
