import { access, cp, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

interface StackCopy {
  /** The synthesized `cdk.tf.json`, absolute. */
  stackFile: string;
  /** Where `cdktf deploy` runs terraform for this stack: what the stack's relative paths start at. */
  stackDir: string;
  /** The copy's folder; must exist and be empty. */
  folder: string;
  /** Plans against a new local state with these resources imported into it, instead of the stack's own state. */
  localState?: LocalState;
}

/** A local state in place of the stack's own backend: `file` (default: a new one in the copy), with these imported into it. */
export interface LocalState {
  file?: string;
  imports: ImportBlock[];
}

export interface ImportBlock {
  /** Address, `aws_rds_cluster.orders`. */
  to: string;
  /** As the resource's documentation gives it; for clusters and instances the identifier. */
  id: string;
}

/**
 * Copies a synthesized stack, so that a plan neither writes into the folder that `cdktf deploy` uses nor reads what it keeps there.
 * The synthesized JSON itself is never edited: differences go into override files
 * (https://developer.hashicorp.com/terraform/language/files/override).
 */
export async function copyStack({ stackFile, stackDir, folder, localState }: StackCopy): Promise<void> {
  await cp(dirname(stackFile), folder, {
    recursive: true,
    dereference: true,
    filter: (path) => path === dirname(stackFile) || !isTerraformsOwn(basename(path)),
  });
  const lockFile = join(stackDir, '.terraform.lock.hcl');
  if (await exists(lockFile)) await cp(lockFile, join(folder, '.terraform.lock.hcl'));

  const stack = JSON.parse(await readFile(stackFile, 'utf8')) as SynthesizedStack;
  const overrides = localState
    ? { terraform: { backend: { local: { path: localState.file ?? join(folder, 'local.tfstate') } } } }
    : { ...absoluteLocalBackend(stack, stackDir) };
  await writeJson(join(folder, 'zz_plan_override.tf.json'), { ...overrides, ...absoluteModules(stack, stackDir) });
  if (localState && localState.imports.length > 0)
    await writeJson(join(folder, 'zz_plan_imports.tf.json'), { import: localState.imports });
}

interface SynthesizedStack {
  terraform?: { backend?: Record<string, Record<string, unknown>>; cloud?: unknown };
  module?: Record<string, { source?: unknown }>;
}

/** State, locks and saved plans (cdktf writes one called `plan`) are not code, and hold passwords. */
const isTerraformsOwn = (name: string) =>
  name === '.terraform' || name === 'plan' || /\.tfstate($|\.)/.test(name) || name === '.terraform.lock.hcl';

/** cdktf writes an absolute path unless the app gives a relative one; that one starts where terraform runs. */
function absoluteLocalBackend(stack: SynthesizedStack, stackDir: string) {
  const { backend, cloud } = stack.terraform ?? {};
  if (cloud || (backend && !backend.local)) return {};
  const local = backend?.local ?? {};
  const path = typeof local.path === 'string' ? local.path : 'terraform.tfstate';
  const workspaceDir = typeof local.workspace_dir === 'string' ? local.workspace_dir : 'terraform.tfstate.d';
  if (isAbsolute(path) && (local.workspace_dir === undefined || isAbsolute(workspaceDir))) return {};
  return {
    terraform: {
      backend: { local: { path: resolve(stackDir, path), workspace_dir: resolve(stackDir, workspaceDir) } },
    },
  };
}

/** cdktf copies local modules into the stack's folder unless it is told not to; then the source leaves the folder. */
function absoluteModules(stack: SynthesizedStack, stackDir: string) {
  const leaving = Object.entries(stack.module ?? {}).filter(([, { source }]) => /^\.\.?\//.test(String(source)));
  const outside = leaving.filter(([, { source }]) => !isWithin(stackDir, resolve(stackDir, String(source))));
  if (outside.length === 0) return {};
  return {
    module: Object.fromEntries(
      outside.map(([name, { source }]) => [name, { source: resolve(stackDir, String(source)) }] as const),
    ),
  };
}

const isWithin = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

const writeJson = (file: string, content: unknown) =>
  writeFile(file, JSON.stringify(content, null, 2), { mode: 0o600 });

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
