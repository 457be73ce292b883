import { RdsFault, RdsUnreachable } from '../../aws/faults';
import type { Action, CommandContext, CommonOptions } from '../../cli/command';
import { tellingFailure } from '../../cli/tell-failure';
import { unknownCompleteness } from '../../plans/check/completeness';
import { interlock } from '../../plans/check/interlock';
import { type JudgedPlan, judgePlan } from '../../plans/check/judge-plan';
import { changesAnything, isRefused, type StackVerdict } from '../../plans/check/verdict';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import type { Place } from '../../workspace/connections';
import { openStacks } from '../../workspace/open-workspace';
import type { PlannableStack } from '../../workspace/plannable-stacks';
import { worstOf } from '../worst-of';
import { AwsLook } from './aws-look';
import { checkStacks } from './check-stacks';
import { planLabel, readPlanFile } from './plan-file';
import { tellPlanCheck } from './tell-plan-check';

export interface PlanCheckOptions extends CommonOptions {
  planJson?: string;
  /** Undefined: on where Terraform is run, off where only a file is read. */
  interlock?: boolean;
  allowDestroy?: string[];
  allowInPlace?: string[];
  allowElsewhere?: boolean;
  markdown?: boolean;
}

/** `npm run plan-check`: plans, and says what a deploy would do to each cluster. It changes nothing. */
const checkPlans: Action<PlanCheckOptions> = async (names, options, context) => {
  const look = new AwsLook(quietIf(options.markdown === true, context.report));
  try {
    const stacks =
      options.planJson === undefined
        ? await checkCode(names, options, context, look)
        : await checkFile(options.planJson, names, options, context, look);
    await tellPlanCheck(stacks, options, context.report);
    return worstOf(stacks.flatMap(codesOf), 'check');
  } finally {
    await look.close();
  }
};

export const planCheckCommand = tellingFailure('Aurora plan check', checkPlans);

function codesOf(stack: StackVerdict): ExitCode[] {
  const { problem } = stack;
  return [
    ...(isRefused(stack) ? [ExitCode.refused] : []),
    ...(problem === undefined ? [] : [ExitCode.failed]),
    ...(changesAnything(stack) ? [ExitCode.changes] : []),
  ];
}

const allowedBy = ({ allowDestroy = [], allowInPlace = [] }: PlanCheckOptions) => ({ allowDestroy, allowInPlace });

/** A document on stdout has nothing beside it. */
function quietIf(quiet: boolean, report: CommandContext['report']): CommandContext['report'] {
  if (!quiet) return report;
  return (event) => {
    if (event.code !== 'TARGET' && event.code !== 'INPUT') report(event);
  };
}

async function checkCode(
  names: string[],
  options: PlanCheckOptions,
  { report, signal }: CommandContext,
  look: AwsLook,
): Promise<StackVerdict[]> {
  const projectDirectory = process.cwd();
  const { stacks, close } = await openStacks(projectDirectory, signal);
  try {
    const watched = options.interlock !== false;
    const note = (stack: string, text: string) => report({ code: 'NOTE', message: `${stack}: ${text}` });
    if (!watched) {
      const description = `The code in ${projectDirectory}; deployments were not checked (--no-interlock)`;
      quietIf(options.markdown === true, report)({ code: 'INPUT', format: 1, description });
    }
    // The account is named before Terraform takes its time. What goes wrong here is told with each stack's plan.
    for (const place of watched ? placesOf(stacks) : []) {
      await look.open(place).catch((error: unknown) => void problemOf(error));
    }
    const checked = await checkStacks({ names, signal, note, ...allowedBy(options) }, stacks);
    if (!watched) return checked;
    const verdicts: StackVerdict[] = [];
    for (const stack of checked) {
      const place = (index: number): Place => {
        const { known } = stack.planned[index]!;
        const own = stack.source.clusters.find(({ annotation }) => annotation.address === known?.address);
        return { stack: stack.stack, provider: own?.provider ?? stack.source.provider() };
      };
      verdicts.push(await watch(stack, place, options, look));
    }
    return verdicts;
  } finally {
    await close();
  }
}

/** Where the clusters of the code are; where it has none any more, where its stacks deploy to. */
function placesOf(stacks: readonly PlannableStack[]): Place[] {
  const clusters = stacks.flatMap((stack) => stack.clusters);
  if (clusters.length > 0) return clusters;
  return stacks
    .filter(({ deploysToAws }) => deploysToAws)
    .map(({ name, provider }) => ({ stack: name, provider: provider() }));
}

async function checkFile(
  file: string,
  names: string[],
  options: PlanCheckOptions,
  { report }: CommandContext,
  look: AwsLook,
): Promise<StackVerdict[]> {
  if (names.length > 0) {
    throw new UpgradeError({
      code: 'USAGE',
      message: `--plan-json is one plan of one stack; "${names[0]}" cannot be chosen from it.`,
      remedy: 'Omit the stack names.',
      exitCode: ExitCode.usage,
    });
  }
  const plan = await readPlanFile(file);
  const label = planLabel(file);
  const description = `The plan in ${label}, written by ${plan.writer.program} ${plan.writer.version}`;
  quietIf(options.markdown === true, report)({ code: 'INPUT', format: 1, description });
  const unknown = unknownCompleteness(label, plan);
  if (unknown !== undefined) report({ code: 'WARNING', id: 'PLAN_COMPLETENESS', ...unknown });
  const judged = judgePlan(label, plan, [], { ...allowedBy(options), guarded: false });
  if (options.interlock !== true) return [judged];
  return [await watch(judged, (index) => placeOf(judged, index), options, look)];
}

/** A plan names no provider block that could be used here, but the ARN of a cluster that exists says where it is. */
function placeOf({ stack, planned }: JudgedPlan, index: number): Place {
  const arn = planned[index]!.clusters.map(({ before }) => before?.arn).find((each) => each !== undefined);
  const [, , , region, account] = arn?.split(':') ?? [];
  return {
    stack,
    provider: {
      ...(region ? { region } : {}),
      ...(account ? { allowedAccountIds: [account] } : {}),
    },
  };
}

/** The plan is one half, the deployments are the other; what could not be looked at is a problem, not a "none". */
async function watch(
  stack: JudgedPlan,
  place: (index: number) => Place,
  { allowElsewhere = false }: PlanCheckOptions,
  look: AwsLook,
): Promise<StackVerdict> {
  try {
    const clusters = [];
    for (const [index, planned] of stack.planned.entries()) {
      const onAws = await look.see(place(index), planned);
      clusters.push(interlock(stack, stack.clusters[index]!, planned, onAws, allowElsewhere));
    }
    return stack.planned.length === 0 ? stack : { ...stack, clusters };
  } catch (error) {
    return { ...stack, problem: stack.problem ?? problemOf(error) };
  }
}

/** Of a look at AWS that failed. Another account than the code's is not a look that failed: nothing goes on there. */
function problemOf(error: unknown): { message: string; remedy: string } {
  const told = error instanceof UpgradeError || error instanceof RdsFault || error instanceof RdsUnreachable;
  if (!told || (error instanceof UpgradeError && error.code === 'WRONG_ACCOUNT')) throw error;
  return {
    message: `Deployments could not be checked: ${error.message.replace(/\.?$/, '.')}`,
    remedy: 'Attach scripts/policies/read.json to this identity, or skip the check with --no-interlock.',
  };
}
