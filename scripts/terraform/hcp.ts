import { readFile } from 'node:fs/promises';
import { blocks, type StackJson } from '../desired/stack-json';

/** Where a stack's state and runs are, if that is HCP Terraform, Terraform Enterprise, or something with their API. */
export interface HcpWorkspace {
  /** A `cloud` block, or the backend `remote`. */
  kind: 'cloud' | 'remote';
  /** `the workspace acme/orders of app.terraform.io` */
  text: string;
}

type Environment = Record<string, string | undefined>;

/** https://developer.hashicorp.com/terraform/language/block/terraform#cloud */
export function hcpWorkspaceOf({ terraform }: StackJson, env: Environment): HcpWorkspace | undefined {
  const settings = blocks(terraform);
  const cloud = settings.flatMap((each) => blocks(each.cloud))[0];
  const remote = settings.flatMap((each) => blocks(each.backend)).flatMap(({ remote: own }) => blocks(own))[0];
  const block = cloud ?? remote;
  if (block === undefined) return undefined;
  const organization = block.organization ?? env.TF_CLOUD_ORGANIZATION ?? 'an organization';
  const host = block.hostname ?? env.TF_CLOUD_HOSTNAME ?? 'app.terraform.io';
  const name = blocks(block.workspaces)[0]?.name;
  return {
    kind: cloud === undefined ? 'remote' : 'cloud',
    text:
      typeof name === 'string'
        ? `the workspace ${organization}/${name} of ${host}`
        : `a workspace of ${organization} at ${host}`,
  };
}

/** @param stackFile  a synthesized `cdk.tf.json` */
export const hcpOfFile = async (stackFile: string, env: Environment) =>
  hcpWorkspaceOf(JSON.parse(await readFile(stackFile, 'utf8')) as StackJson, env);

/**
 * Makes Terraform plan on this machine, on the workspace's state, whatever the workspace's execution mode is. A run there would upload
 * the code, cannot be read as JSON (`remote`), or leaves a plan that somebody may apply (`cloud`): without the guard, that would be an
 * upgrade in place.
 */
export const planHere = { TF_FORCE_LOCAL_BACKEND: '1' } as const;

/** Nothing is applied from here: a workspace has its own runs, with their approvals and policies. */
export const appliedThere = ({ text }: HcpWorkspace): { message: string; remedy: string } => ({
  message: `This stack is applied by runs of ${text}, not by this tool.`,
  remedy: 'Start a run there.',
});

/** A plan with other values than the workspace's may show less, or more, than one that is made there. */
export const variablesNotRead = (place: string): string =>
  `It was planned on this machine: only this shell's variables were read, not those stored in ${place}.`;
