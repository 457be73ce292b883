import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from './run-command';
import { readWorkflow, type WorkflowJob, type WorkflowStep } from './workflow-file';

export interface JobCall {
  workflow: string;
  job: string;
  /** What the job's checkout has made. */
  cwd: string;
  /** For files beside it. */
  aside: string;
  inputs?: Record<string, unknown>;
  needs?: Record<string, { outputs: Record<string, string> }>;
  /** Other than in an environment that is set up. */
  vars?: Record<string, string>;
  /** Of the repository and of the job's environment; none by default. */
  secrets?: Record<string, string>;
  /** Of the event: `event_name`, `ref_name`, … */
  github?: Record<string, unknown>;
  /** The runner's, and what the actions leave, such as credentials. */
  env?: Record<string, string | undefined>;
}

export interface JobResult {
  ok: boolean;
  outputs: Record<string, string>;
  summary: string;
  /** What all steps have printed. */
  log: string;
}

interface Contexts {
  inputs: Record<string, unknown>;
  needs: Record<string, unknown>;
  vars: Record<string, string>;
  secrets: Record<string, string>;
  github: Record<string, unknown>;
  steps: Record<string, { outputs: Record<string, string>; outcome: string }>;
  runner?: { temp: string };
}

/** In GitHub's settings of the repository, and of each environment. */
const variables = {
  AURORA_UPGRADES: 'on',
  AURORA_ROLE: 'arn:aws:iam::123456789012:role/aurora',
  AURORA_REGION: 'ap-northeast-1',
};

/**
 * The shell steps of a job, in order, with the shell, variables and files that GitHub gives them. Actions are not run, nor is
 * `npm ci`: what they make is in `cwd` and `env`. Artifacts are kept in `aside`, from one job to the next.
 */
export async function runJob(call: JobCall): Promise<JobResult> {
  const { defaults, jobs } = readWorkflow(call.workflow);
  const job = jobs[call.job]!;
  if (defaults.run.shell !== 'bash') throw new Error(`${call.workflow} does not name bash as its shell.`);
  const contexts = contextsOf(call);
  if (job.if !== undefined && !isTrue(job.if, contexts, true)) throw new Error(`The job ${call.job} would not run.`);
  const temporary = mkdtempSync(join(call.aside, 'runner-'));
  contexts.runner = { temp: temporary };
  const summaryFile = join(temporary, 'summary.md');
  writeFileSync(summaryFile, '');
  let ok = true;
  let log = '';
  for (const [index, step] of (job.steps ?? []).entries()) {
    if (/^actions\/(up|down)load-artifact@/.test(step.uses ?? '') && isTrue(step.if ?? 'success()', contexts, ok)) {
      keepArtifact(step, contexts, call.aside);
    }
    if (step.run === undefined || step.run === 'npm ci') continue;
    const outputFile = join(temporary, `output-${index}`);
    writeFileSync(outputFile, '');
    let outcome = 'skipped';
    if (isTrue(step.if ?? 'success()', contexts, ok)) {
      const files = { GITHUB_STEP_SUMMARY: summaryFile, GITHUB_OUTPUT: outputFile, RUNNER_TEMP: temporary };
      const result = await runShell(
        step,
        { ...environmentOf(job, step, contexts, call), ...files },
        call.cwd,
        temporary,
      );
      log += result.output;
      outcome = result.exitCode === 0 ? 'success' : 'failure';
      if (outcome === 'failure') ok = false;
    }
    if (step.id !== undefined) contexts.steps[step.id] = { outcome, outputs: outputsIn(outputFile) };
  }
  const outputs = mapValues(job.outputs ?? {}, (text) => fill(text, contexts));
  return { ok, outputs, log, summary: readFileSync(summaryFile, 'utf8') };
}

function keepArtifact({ uses, with: options = {} }: WorkflowStep, contexts: Contexts, aside: string): void {
  const kept = join(aside, 'artifacts', String(options.name));
  const path = fill(String(options.path), contexts);
  if (uses!.includes('/download-')) cpSync(kept, path, { recursive: true });
  else {
    mkdirSync(kept, { recursive: true });
    cpSync(path, join(kept, basename(path)));
  }
}

/** The inputs with which a job calls another workflow; undefined where its condition does not hold. */
export function callOf(
  call: Omit<JobCall, 'cwd' | 'aside'>,
): { workflow: string; inputs: Record<string, string> } | undefined {
  const job = readWorkflow(call.workflow).jobs[call.job]!;
  const contexts = contextsOf(call);
  if (!isTrue(job.if ?? 'success()', contexts, true)) return undefined;
  const workflow = /^\.\/\.github\/workflows\/([\w-]+)\.yml$/.exec(job.uses ?? '')?.[1];
  if (workflow === undefined) throw new Error(`The job ${call.job} calls no workflow of this repository.`);
  return { workflow, inputs: mapValues(job.with ?? {}, (text) => fill(text, contexts)) };
}

function contextsOf({
  inputs = {},
  needs = {},
  github = {},
  vars = variables,
  secrets = {},
}: Omit<JobCall, 'cwd' | 'aside'>): Contexts {
  const event = { repository: { default_branch: 'main' } };
  return {
    inputs,
    needs,
    vars,
    secrets,
    steps: {},
    github: { ref_name: 'main', run_id: '7', token: 'a-token', event, ...github },
  };
}

function environmentOf(job: WorkflowJob, step: WorkflowStep, contexts: Contexts, call: JobCall) {
  const given = mapValues({ ...job.env, ...step.env }, (text) => fill(String(text), contexts));
  const github = { GITHUB_ACTIONS: 'true', GITHUB_REF_NAME: String(contexts.github.ref_name), GITHUB_RUN_ID: '7' };
  const place = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'example/databases' };
  return { CI: 'true', ...github, ...place, ...call.env, ...given };
}

/** As GitHub starts `shell: bash`. */
function runShell(step: WorkflowStep, env: Record<string, string | undefined>, cwd: string, temporary: string) {
  const script = join(temporary, 'step.sh');
  writeFileSync(script, step.run!);
  return runCommand('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd, env });
}

const outputsIn = (file: string) =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

const fill = (text: string, contexts: Contexts) =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression) => String(evaluate(expression, contexts, true) ?? ''));

const isTrue = (expression: string, contexts: Contexts, ok: boolean) => {
  // Without one of these GitHub adds `success() &&`.
  const implied = /\b(always|success)\(\)/.test(expression) ? '' : 'success() && ';
  return Boolean(evaluate(`${implied}(${expression})`, contexts, ok));
};

/** GitHub's expressions, as far as they mean the same in JavaScript. What GitHub reads as empty, an unknown object, is an error here. */
function evaluate(expression: string, contexts: Contexts, ok: boolean): unknown {
  const scope = { ...contexts, always: () => true, success: () => ok };
  return new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
