import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { dependentImports, importBlocks } from '../../scripts/desired/import-blocks';
import { readStacks } from '../../scripts/desired/read-stacks';
import { terraformBinary } from '../../scripts/terraform/terraform';
import { attachProvider } from './attached-provider';
import type { LocalRds } from './local-rds';
import type { ProjectCopy } from './project-copy';
import { type CommandResult, type RunningCommand, runCommand, startCommand } from './run-command';
import { terraformEnvironment } from './tools';

/** The one stack of main.ts as `cdktf synth` leaves it, unmodified, with terraform in its folder. */
export interface TerraformStack {
  directory: string;
  /** For whatever runs terraform by itself: the commands of this project, cdktf. */
  env: Record<string, string>;
  synth(): Promise<void>;
  /** Synthesizes, then `terraform plan -detailed-exitcode`. */
  plan(): Promise<CommandResult>;
  terraform(args: readonly string[]): Promise<CommandResult>;
  /** With a stdin that stays open, so that it waits at its prompts. */
  startTerraform(args: readonly string[]): RunningCommand;
  /** Brings the clusters that are up into the state, in seconds. */
  importClusters(): Promise<void>;
  /** What terraform and RDS hold now, to be put back before another test. */
  keep(): Promise<{ putBack(): Promise<void> }>;
}

export interface StackOptions {
  /** Added to the environment. */
  more?: Record<string, string>;
}

/** Synthesizes and initializes it, with providers from the mirror only. */
export async function openStack(
  project: ProjectCopy,
  rds: LocalRds,
  { more = {} }: StackOptions = {},
): Promise<TerraformStack> {
  const name = 'aurora-bg';
  const output = join(project.directory, 'cdktf.out');
  const directory = join(output, 'stacks', name);
  const stateFile = join(project.directory, `terraform.${name}.tfstate`);
  const env: Record<string, string> = { ...rds.env, ...terraformEnvironment(project.aside), ...more };
  // All runs share one process of the provider; where TF_REATTACH_PROVIDERS is removed, Terraform starts it anew, as for a user.
  const provider = await attachProvider(env);
  rds.stopWithIt(provider.stop);
  Object.assign(env, provider.env);
  const terraform = (args: readonly string[]) => runCommand(terraformBinary(), args, { cwd: directory, env });
  const succeed = async (args: readonly string[]) => {
    const result = await terraform([...args, '-input=false', '-no-color']);
    if (result.exitCode !== 0) throw new Error(`terraform ${args[0]}: exit code ${result.exitCode}\n${result.output}`);
  };
  const stack: TerraformStack = {
    directory,
    env,
    terraform,
    synth: () => project.synth({ CDKTF_OUTDIR: output }),
    async plan() {
      await stack.synth();
      return terraform(['plan', '-detailed-exitcode', '-input=false', '-no-color']);
    },
    startTerraform: (args) =>
      startCommand(terraformBinary(), args, {
        cwd: directory,
        env: { ...env, TF_INPUT: undefined, TF_IN_AUTOMATION: undefined },
        stdin: 'open',
      }),
    async importClusters() {
      const clusters = desiredClusters(await readStacks(output));
      const blocks = clusters.flatMap((cluster) => [...importBlocks(cluster), ...dependentImports(cluster)]);
      const file = join(directory, 'imports.tf.json');
      writeFileSync(file, JSON.stringify({ import: blocks }));
      // An apply, not only a plan: `skip_final_snapshot` and its like are in no answer of RDS, only in the state.
      await succeed(['apply', '-auto-approve']);
      rmSync(file);
    },
    async keep() {
      const kept = join(project.aside, 'kept.tfstate');
      const world = await rds.control('state');
      copyFileSync(stateFile, kept);
      return {
        async putBack() {
          await rds.control('world', world);
          copyFileSync(kept, stateFile);
        },
      };
    },
  };
  await stack.synth();
  await succeed(['init']);
  return stack;
}
