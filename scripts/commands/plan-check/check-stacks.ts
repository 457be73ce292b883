import { commandLine } from '../../../constructs/command-line';
import { type Allowed, type JudgedPlan, judgePlan } from '../../plans/check/judge-plan';
import type { KnownCluster } from '../../plans/check/known-cluster';
import { guardsThatStopped, oldClusterFindings } from '../../plans/check/stopped-plan';
import { refusal } from '../../runtime/errors';
import { variablesNotRead } from '../../terraform/hcp';
import type { ReadPlan } from '../../terraform/plan-json';
import type { PlanResult } from '../../terraform/plan-result';
import type { PlannableStack } from '../../workspace/plannable-stacks';

interface CheckedStack extends JudgedPlan {
  source: PlannableStack;
}

interface CheckRequest extends Allowed {
  /** Names of stacks; none means all. */
  names: readonly string[];
  signal: AbortSignal;
  /** Called before each plan, which takes its time, and with what is to be known of it. */
  note(stack: string, text: string): void;
}

/** Plans the stacks of the code as it is now, each against its own state, and writes nothing. */
export async function checkStacks(request: CheckRequest, all: readonly PlannableStack[]): Promise<CheckedStack[]> {
  const checked: CheckedStack[] = [];
  for (const source of selectStacks(all, request.names)) {
    checked.push({ ...(await checkStack(request, source)), source });
  }
  return checked;
}

async function checkStack(request: CheckRequest, stack: PlannableStack): Promise<JudgedPlan> {
  const { known } = stack;
  request.note(stack.name, 'terraform plan');
  const first = await plan(request, stack, 'on');
  if ('read' in first) return judgePlan(stack.name, first.read, known, { ...request, guarded: false });
  const guards = guardsThatStopped(first.result, known);
  if (guards === undefined) return unplanned(stack.name, known, first.result);
  request.note(stack.name, 'terraform plan once more: the guard stopped it, so it shows only a part');
  const second = await plan(request, stack, 'off');
  if (!('read' in second)) return unplanned(stack.name, known, second.result);
  const judged = judgePlan(stack.name, second.read, known, {
    ...request,
    guarded: true,
    stoppedBefore: guards.versions,
  });
  return {
    ...judged,
    clusters: judged.clusters.map((verdict, index) => oldClusterFindings(verdict, judged.planned[index]!, guards)),
  };
}

type Planned = { read: ReadPlan } | { result: Exclude<PlanResult, { kind: 'planned' }> };

async function plan({ signal, note }: CheckRequest, stack: PlannableStack, guard: 'on' | 'off'): Promise<Planned> {
  let read: ReadPlan | undefined;
  const result = await stack.plan({
    guard,
    inspect(whole) {
      read = whole;
    },
  });
  if (result.kind === 'interrupted') signal.throwIfAborted();
  if (result.kind !== 'planned') return { result };
  if (result.appliedBy !== undefined) note(stack.name, variablesNotRead(result.appliedBy.text));
  if (read === undefined) throw new Error('A plan was made and not shown.');
  return { read };
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

function selectStacks(all: readonly PlannableStack[], names: readonly string[]): PlannableStack[] {
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
