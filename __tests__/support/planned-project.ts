import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { guardOffContext } from '../../constructs/upgrade/upgrade-guard';
import { type LocalRds, startLocalRds } from './local-rds';
import type { PlanScenario } from './plan-scenarios';
import { createApp, type ProjectCopy } from './project-copy';
import { openStack, type TerraformStack } from './terraform-stack';

/** main.ts, deployed on an embedded RDS by the real Terraform, in one scenario after the other. */
export interface PlannedProject {
  project: ProjectCopy;
  rds: LocalRds;
  stack: TerraformStack;
  /** Brings the scenario about. */
  begin(scenario: PlanScenario): Promise<void>;
  /** What `terraform show -json` prints of its plan. */
  planJson(scenario: PlanScenario): Promise<string>;
  /** Code, state and RDS as they were. */
  putBack(): Promise<void>;
  close(): Promise<void>;
}

export async function openPlannedProject(): Promise<PlannedProject> {
  const project = createApp();
  let rds: LocalRds | undefined;
  try {
    rds = await startLocalRds(project, { speed: 1500 });
    const stack = await openStack(project, rds);
    await stack.importClusters();
    return opened(project, rds, stack, await stack.keep());
  } catch (error) {
    await rds?.stop();
    project.remove();
    throw error;
  }
}

function opened(
  project: ProjectCopy,
  rds: LocalRds,
  stack: TerraformStack,
  kept: { putBack(): Promise<void> },
): PlannedProject {
  const succeed = async (args: string[]) => {
    const result = await stack.terraform([...args, '-no-color']);
    if (result.exitCode !== 0) throw new Error(`terraform ${args[0]}: ${result.output}`);
    return result.stdout;
  };
  return {
    project,
    rds,
    stack,
    async begin(scenario) {
      if (scenario.deployed !== undefined) {
        scenario.deployed(project);
        await stack.synth();
        await succeed(['apply', '-auto-approve', '-input=false']);
        project.restore();
      }
      await scenario.rds?.(rds);
      scenario.edit?.(project);
    },
    async planJson(scenario) {
      const output = join(project.directory, 'cdktf.out');
      const context = scenario.guard === 'off' ? { [guardOffContext]: output } : {};
      await project.synth({ CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: JSON.stringify(context) });
      const file = join(stack.directory, 'recorded.tfplan');
      const args = ['plan', '-input=false', '-no-color', `-out=${file}`, ...(scenario.args ?? [])];
      try {
        const plan = await stack.terraform(args);
        if (plan.exitCode !== (scenario.errored ? 1 : 0)) throw new Error(`${scenario.name}: ${plan.output}`);
        return await succeed(['show', '-json', file]);
      } finally {
        rmSync(file, { force: true });
      }
    },
    async putBack() {
      project.restore();
      await kept.putBack();
    },
    async close() {
      await rds.stop();
      project.remove();
    },
  };
}
