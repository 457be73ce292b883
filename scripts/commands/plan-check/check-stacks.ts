import { resolve } from 'node:path';
import { commandLine } from '../../../constructs/command-line';
import { guardOffContext } from '../../../constructs/upgrade/upgrade-guard';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { desiredClusters } from '../../desired/desired-clusters';
import type { SynthesizedStack } from '../../desired/read-stacks';
import { runApp, type SynthesizedApp } from '../../desired/run-app';
import { type Allowed, type JudgedPlan, judgePlan } from '../../plans/check/judge-plan';
import { type KnownCluster, knownCluster } from '../../plans/check/known-cluster';
import { guardsThatStopped, oldClusterFindings } from '../../plans/check/stopped-plan';
import { refusal } from '../../runtime/errors';
import { withTemporaryFolder } from '../../runtime/temporary-folder';
import type { ReadPlan } from '../../terraform/plan-json';
import type { PlanResult } from '../../terraform/plan-result';
import { planStack } from '../../terraform/plan-stack';

export interface CheckedStack extends JudgedPlan {
  /** The clusters that the code declares in it. */
  desired: DesiredCluster[];
  source: SynthesizedStack;
}

export interface CheckRequest extends Allowed {
  projectDirectory: string;
  /** Names of stacks; none means all. */
  stacks: readonly string[];
  signal: AbortSignal;
  /** Called before each plan, which takes its time. */
  begin(stack: string, why: string): void;
}

/** Plans the stacks of the code as it is now, each against its own state, and writes nothing. */
export async function checkStacks(request: CheckRequest, app: SynthesizedApp): Promise<CheckedStack[]> {
  const clusters = desiredClusters(app.stacks);
  const checked: CheckedStack[] = [];
  for (const source of selectStacks(app.stacks, request.stacks)) {
    const desired = clusters.filter(({ stack }) => stack === source.name);
    const known = desired.map((cluster) => knownCluster(cluster, source));
    checked.push({ ...(await checkStack(request, app, source, known)), desired, source });
  }
  return checked;
}

async function checkStack(
  request: CheckRequest,
  app: SynthesizedApp,
  stack: SynthesizedStack,
  known: KnownCluster[],
): Promise<JudgedPlan> {
  request.begin(stack.name, 'terraform plan');
  const first = await plan(request, app, stack);
  if ('read' in first) return judgePlan(stack.name, first.read, known, { ...request, guarded: false });
  const guards = guardsThatStopped(first.result, known);
  if (guards === undefined) return unplanned(stack.name, known, first.result);
  request.begin(stack.name, 'terraform plan once more: the guard stopped it, so it shows only a part');
  const second = await planWithoutGuard(request, stack.name);
  if (!('read' in second)) return unplanned(stack.name, known, second.result);
  const judged = judgePlan(stack.name, second.read, known, {
    ...request,
    guarded: true,
    stoppedBefore: guards.versions,
  });
  return { ...judged, clusters: judged.clusters.map((verdict) => oldClusterFindings(verdict, guards)) };
}

type Planned = { read: ReadPlan } | { result: Exclude<PlanResult, { kind: 'planned' }> };

async function plan(request: CheckRequest, app: SynthesizedApp, stack: SynthesizedStack): Promise<Planned> {
  let read: ReadPlan | undefined;
  const result = await planStack({
    stackFile: stack.file,
    stackDir: resolve(app.project.directory, stack.terraformFolder),
    signal: request.signal,
    inspect(whole) {
      read = whole;
    },
  });
  if (result.kind === 'interrupted') request.signal.throwIfAborted();
  if (result.kind !== 'planned') return { result };
  if (read === undefined) throw new Error('A plan was made and not shown.');
  return { read };
}

/** Synthesized into a folder for temporary files, where alone the guard can be off; planned, never applied, gone afterwards. */
async function planWithoutGuard(request: CheckRequest, name: string): Promise<Planned> {
  return withTemporaryFolder('aurora-upgrade-unguarded', async (folder) => {
    const app = await runApp({
      projectDirectory: request.projectDirectory,
      outputDirectory: folder,
      context: { [guardOffContext]: folder },
      signal: request.signal,
    });
    const stack = app.stacks.find((candidate) => candidate.name === name);
    if (stack === undefined) throw new Error(`The app no longer has the stack ${name}.`);
    return plan(request, app, stack);
  });
}

/** Nothing is known of its clusters, and that is what is said. */
function unplanned(
  stack: string,
  known: KnownCluster[],
  { message, remedy }: { message: string; remedy: string },
): JudgedPlan {
  const clusters = known.map(({ identifier }) => ({
    cluster: identifier,
    class: 'incomplete' as const,
    findings: [],
    changes: [],
  }));
  return { stack, clusters, planned: [], elsewhere: [], problem: { message, remedy } };
}

function selectStacks(all: readonly SynthesizedStack[], names: readonly string[]): SynthesizedStack[] {
  const unknown = names.find((name) => !all.some((stack) => stack.name === name));
  if (unknown !== undefined) {
    throw refusal(
      'STACK_UNKNOWN',
      `The app has no stack called "${unknown}".`,
      `${all.length === 0 ? 'It has none.' : `It has ${all.map(({ name }) => name).join(', ')}.`} Without a name ${commandLine('plan-check')} takes all of them.`,
    );
  }
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}
