import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { type Diagnostic, findFailedConditions, findStateLock, readDiagnostics, readPlainErrors } from './diagnostics';
import { type HcpWorkspace, hcpOfFile, planHere } from './hcp';
import { type ReadPlan, readPlan } from './plan-json';
import { onHcp } from './plan-on-hcp';
import type { Planned, PlanResult, Unplanned } from './plan-result';
import * as results from './plan-result';
import { copyStack, type LocalState } from './stack-copy';
import { runTerraform, type TerraformCall, type TerraformResult, terraformBinary } from './terraform';

export interface PlanRequest {
  /** The synthesized `cdk.tf.json`, absolute. */
  stackFile: string;
  /** The plan runs in a new folder under this one, which is created where it is missing; default: the system's for temporary files. */
  workDir?: string;
  /** Where `cdktf deploy` runs terraform for this stack; default: the folder of `stackFile`. */
  stackDir?: string;
  /** Added to the environment of this process. */
  env?: Record<string, string | undefined>;
  /** How long to wait for the state's lock, as terraform spells durations; default what TF_CLI_ARGS says, else `60s`. */
  lockTimeout?: string;
  /** Plans with a new local state into which these are imported; the stack's own backend is not touched. */
  localState?: LocalState;
  /** Addresses, as `-target` takes them; a targeted plan proves nothing about the rest. */
  targets?: string[];
  /** Only compares the state with what exists, as `-refresh-only` does. */
  refreshOnly?: boolean;
  /** Asked with what the plan says; where it answers true, this very plan is applied. */
  applyIf?(planned: Planned): boolean;
  /** Given the whole plan, with what it leaves alone. */
  inspect?(plan: ReadPlan): void;
  /** Files for `-var-file`; relative ones start at the working folder of this process. */
  varFiles?: string[];
  signal?: AbortSignal;
  /** Milliseconds; default 10 minutes, because the AWS provider is a large download. */
  initLimit?: number;
  /** Milliseconds; default 30 minutes. */
  planLimit?: number;
  /** Name or path of the binary; default `TERRAFORM_BINARY_NAME`, then `terraform`. */
  binary?: string;
}

const minutes = 60_000;

/**
 * Plans one synthesized stack in a folder of its own and reports what would change. Neither the stack's folder nor its state is
 * written (except for the state's lock, which Terraform takes while it plans). The folder, with the plan file that has every value in
 * clear text, is deleted before this returns.
 */
export async function planStack(request: PlanRequest): Promise<PlanResult> {
  const stackFile = resolve(request.stackFile);
  const stackDir = resolve(request.stackDir ?? dirname(stackFile));
  const env = { ...request.env, ...(await selectedWorkspace(stackDir, request)) };
  const binary = request.binary ?? terraformBinary({ ...process.env, ...request.env });
  if (request.workDir !== undefined) await mkdir(request.workDir, { recursive: true, mode: 0o700 });
  return withTemporaryFolder(
    'aurora-upgrade-plan',
    async (folder) => {
      await copyStack({ stackFile, stackDir, folder, localState: request.localState });
      const hcp = request.localState ? undefined : await hcpOfFile(stackFile, { ...process.env, ...env });
      const call = { dir: folder, env: { ...env, ...(hcp && planHere) }, binary, signal: request.signal };
      const failure = await initStack(call, stackDir, request.initLimit ?? 10 * minutes, hcp);
      if (hcp === undefined) return failure ?? plan(call, request);
      return onHcp(hcp, failure ?? (await plan(call, { ...request, applyIf: undefined })), request.applyIf);
    },
    request.workDir,
  );
}

type Call = Omit<TerraformCall, 'args' | 'limit'>;

/**
 * Providers that `cdktf deploy` has unpacked beside the stack serve as a mirror: the AWS provider alone is over 600 MB. If one is
 * missing there, a second attempt uses the registry.
 */
export async function initStack(
  call: Call,
  stackDir: string,
  limit: number,
  hcp?: HcpWorkspace,
): Promise<Unplanned | undefined> {
  // With a cloud block Terraform refuses -reconfigure.
  const args = ['init', '-input=false', '-no-color', ...(hcp?.kind === 'cloud' ? [] : ['-reconfigure'])];
  const providers = join(stackDir, '.terraform', 'providers');
  if (await exists(providers)) {
    const outcome = await runTerraform({ ...call, args: [...args, `-plugin-dir=${providers}`], limit });
    if (succeeded(outcome)) return undefined;
    const retry = outcome.kind === 'exited' && /provider|plugin|depend/i.test(outcome.stderr);
    if (!retry) return initFailure(outcome, call);
  }
  const outcome = await runTerraform({ ...call, args, limit });
  return succeeded(outcome) ? undefined : initFailure(outcome, call);
}

async function plan(call: Call, request: PlanRequest): Promise<PlanResult> {
  const planFile = join(call.dir, 'proof.tfplan');
  const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${planFile}`];
  const { lockTimeout = saysLockTimeout(call.env) ? undefined : '60s' } = request;
  if (lockTimeout !== undefined) args.push(`-lock-timeout=${lockTimeout}`);
  if (request.refreshOnly === true) args.push('-refresh-only');
  args.push(...(request.targets ?? []).map((address) => `-target=${address}`));
  args.push(...(request.varFiles ?? []).map((file) => `-var-file=${resolve(file)}`));
  const limit = request.planLimit ?? 30 * minutes;
  try {
    const outcome = await runTerraform({ ...call, args, limit });
    if (outcome.kind !== 'exited') return results.notFinished('plan', outcome);
    if (outcome.exitCode !== 0 && outcome.exitCode !== 2) {
      return planFailure(errorsOf(outcome), outcome.exitCode, call.env);
    }
    // Exit code 0 is terraform's own "No changes"; to show that plan takes as long as to make it. But what the environment adds
    // may have made it a plan of a part (`-target`), and only the plan itself says that.
    const asWritten = request.inspect === undefined && addedArguments(call.env).length === 0;
    if (outcome.exitCode === 0 && asWritten) return results.noChanges;
    const planned = await show(call, planFile, request.inspect);
    if (planned.kind === 'planned' && refreshedOnly(request, call.env)) return { ...planned, complete: false };
    if (planned.kind !== 'planned' || request.applyIf?.(planned) !== true) return planned;
    return (await applyPlan(call, planFile, limit)) ?? planned;
  } finally {
    await rm(planFile, { force: true });
  }
}

/**
 * Terraform's own way to add options to every command; what is on the command line goes before it, so nothing may be said there
 * (https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_cli_args-and-tf_cli_args_name).
 */
function addedArguments(env: Call['env']): string[] {
  const { TF_CLI_ARGS, TF_CLI_ARGS_plan } = { ...process.env, ...env };
  return [TF_CLI_ARGS, TF_CLI_ARGS_plan].filter((args): args is string => args !== undefined && args !== '');
}

/** Such a plan does not say that it is none of changes. */
const refreshedOnly = ({ refreshOnly }: PlanRequest, env: Call['env']) =>
  refreshOnly !== true && addedArguments(env).some((args) => args.includes('-refresh-only'));

const saysLockTimeout = (env: Call['env']) => addedArguments(env).some((args) => args.includes('-lock-timeout'));

/** Exactly what was planned and shown, or nothing: Terraform refuses a saved plan when the state has moved on since. */
async function applyPlan(call: Call, planFile: string, limit: number): Promise<PlanResult | undefined> {
  const outcome = await runTerraform({ ...call, args: ['apply', '-input=false', '-json', planFile], limit });
  if (succeeded(outcome)) return undefined;
  if (outcome.kind !== 'exited') return results.notFinished('apply', outcome);
  const errors = errorsOf(outcome);
  const lock = findStateLock(errors);
  return lock ? results.stateLocked(lock) : results.applyFailed(errors, outcome.exitCode, call.env);
}

async function show(call: Call, planFile: string, inspect: PlanRequest['inspect']): Promise<PlanResult> {
  const outcome = await runTerraform({ ...call, args: ['show', '-json', '-no-color', planFile], limit: 5 * minutes });
  if (outcome.kind !== 'exited') return results.notFinished('show', outcome);
  if (outcome.exitCode !== 0) return planFailure(errorsOf(outcome), outcome.exitCode, call.env);
  let json: unknown;
  try {
    json = JSON.parse(outcome.stdout);
  } catch {
    return results.unreadablePlan('The plan cannot be read: `terraform show -json` did not print JSON.');
  }
  const plan = readPlan(json);
  if (plan.kind === 'unreadable') return results.unreadablePlan(`The plan cannot be read: ${plan.why}.`);
  inspect?.(plan);
  return results.plannedBy(plan);
}

function initFailure(outcome: TerraformResult, call: Call): Unplanned {
  if (outcome.kind !== 'exited') return results.notFinished('init', outcome);
  const errors = errorsOf(outcome);
  const lock = findStateLock(errors);
  return lock ? results.stateLocked(lock) : results.initFailed(errors, outcome.exitCode, call.env);
}

function planFailure(errors: Diagnostic[], exitCode: number, env: Call['env']): PlanResult {
  const lock = findStateLock(errors);
  if (lock) return results.stateLocked(lock);
  return results.planFailed(errors, findFailedConditions(errors), exitCode, env);
}

const errorsOf = (outcome: { stdout: string; stderr: string }) => [
  ...readDiagnostics(outcome.stdout).filter(({ severity }) => severity === 'error'),
  ...readPlainErrors(outcome.stderr),
];

const succeeded = (outcome: TerraformResult) => outcome.kind === 'exited' && outcome.exitCode === 0;

/** `terraform workspace select` is kept in the data folder, which is not copied; the variable says the same. */
async function selectedWorkspace(
  stackDir: string,
  { localState, env }: PlanRequest,
): Promise<{ TF_WORKSPACE?: string }> {
  // A new local state has only the default workspace.
  if (localState) return { TF_WORKSPACE: undefined };
  if (env?.TF_WORKSPACE ?? process.env.TF_WORKSPACE) return {};
  const name = await readFile(join(stackDir, '.terraform', 'environment'), 'utf8').catch(() => '');
  return name.trim() ? { TF_WORKSPACE: name.trim() } : {};
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
