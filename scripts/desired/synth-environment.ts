import type { Project } from './project';

/**
 * The environment in which cdktf-cli 0.21 (`cli-core`, synth-stack) runs an app, so that it synthesizes the same here as under
 * `cdktf synth`: Terraform's variables are kept out, `cdktf.json`'s context comes in through CDKTF_CONTEXT_JSON.
 *
 * One difference: CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS is not set, because nobody would show such errors afterwards.
 */
export function synthEnvironment(
  project: Project,
  outputDirectory: string,
  base: NodeJS.ProcessEnv,
  extraContext: Record<string, unknown> = {},
): NodeJS.ProcessEnv {
  const env = Object.fromEntries(Object.entries(base).filter(([name]) => !name.startsWith('TF_VAR_')));
  delete env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  const context = {
    ...(project.context ?? contextOf(base)),
    cdktfRelativeModules: project.terraformModules.filter(isRelative),
    ...extraContext,
  };
  return {
    ...env,
    NODE_OPTIONS: base.NODE_OPTIONS || '--max-old-space-size=4096',
    CDKTF_OUTDIR: outputDirectory,
    CDKTF_CONTEXT_JSON: JSON.stringify(context),
    SYNTH_HCL_OUTPUT: 'false',
  };
}

function contextOf(env: NodeJS.ProcessEnv): Record<string, unknown> {
  return env.CDKTF_CONTEXT_JSON ? (JSON.parse(env.CDKTF_CONTEXT_JSON) as Record<string, unknown>) : {};
}

function isRelative(module: unknown): boolean {
  const source = typeof module === 'string' ? module : (module as { source?: unknown } | null)?.source;
  return typeof source === 'string' && /^\.\.?\//.test(source);
}
