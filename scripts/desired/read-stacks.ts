import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { isRecord } from '../runtime/is-record';
import { cliCommand } from './cli-command';
import { type Delivery, deliveryBy } from './delivery';
import { blocks, type StackJson } from './stack-json';

export interface SynthesizedStack {
  /** As `cdktf diff <name>` takes it. */
  name: string;
  /** The `cdk.tf.json`, absolute. */
  file: string;
  delivery: Delivery;
  /** Names of stacks that are deployed before this one. */
  dependencies: string[];
  /** What the app's constructs warn of. */
  warnings: { path: string; message: string }[];
  json: StackJson;
}

/**
 * Reads what an app has synthesized into `outputDirectory`, in the manifest's order. `output`: where a deploy puts them. `project`: where
 * the app's packages may be.
 * @throws UpgradeError SYNTH_INCOMPLETE
 */
export async function readStacks(
  outputDirectory: string,
  { output = 'cdktf.out', project }: { output?: string; project?: string } = {},
): Promise<SynthesizedStack[]> {
  const directory = resolve(outputDirectory);
  const manifest = await readJson(
    join(directory, 'manifest.json'),
    'Check that the app ends with app.synth() and that new App() has no outdir.',
  );
  const stacks = isRecord(manifest.stacks) ? Object.values(manifest.stacks).filter(isRecord) : [];
  // A copy of the app, made for a local run, may have no node_modules of its own.
  const folders = [...(project === undefined ? [] : [project]), process.cwd()];
  return Promise.all(stacks.map((stack) => readStack(directory, { output, folders }, stack)));
}

async function readStack(
  directory: string,
  { output, folders }: { output: string; folders: readonly string[] },
  entry: Record<string, unknown>,
): Promise<SynthesizedStack> {
  const name = String(entry.name);
  const path = typeof entry.synthesizedStackPath === 'string' ? entry.synthesizedStackPath : '';
  if (!path.endsWith('.tf.json')) {
    throw new UpgradeError({
      code: 'SYNTH_INCOMPLETE',
      message: `Stack "${name}" was synthesized as ${path || 'nothing'}, not as JSON.`,
      remedy: 'Remove hclOutput from new App(); the commands read JSON.',
    });
  }
  const file = join(directory, path);
  const json = (await readJson(file, 'Synthesize again; if it happens again, report it.')) as StackJson;
  const inOutput = typeof entry.workingDirectory === 'string' ? entry.workingDirectory : join('stacks', name);
  const terraformFolder = join(output, inOutput);
  return {
    name,
    file,
    delivery: {
      ...deliveryBy(cliCommand(json, folders), name, terraformFolder),
      ...given({ stateFile: stateFile(json, terraformFolder) }),
    },
    dependencies: Array.isArray(entry.dependencies) ? entry.dependencies.map(String) : [],
    warnings: warningsOf(entry.annotations),
    json,
  };
}

/** Without a backend Terraform keeps the state beside the stack (https://developer.hashicorp.com/terraform/language/backend/local). */
function stateFile({ terraform }: StackJson, terraformFolder: string): string | undefined {
  const settings = blocks(terraform);
  const [backend] = settings.flatMap((each) => blocks(each.backend));
  const elsewhere =
    settings.some(({ cloud }) => cloud !== undefined) || (backend !== undefined && !('local' in backend));
  if (elsewhere) return undefined;
  const path = blocks(backend?.local)[0]?.path;
  const file = typeof path === 'string' ? path : 'terraform.tfstate';
  return isAbsolute(file) ? file : join(terraformFolder, file);
}

/** The levels are cdktf's `AnnotationMetadataEntryType`. */
function warningsOf(annotations: unknown): { path: string; message: string }[] {
  if (!Array.isArray(annotations)) return [];
  return annotations
    .filter(isRecord)
    .filter(({ level }) => level === '@cdktf/warn')
    .map(({ constructPath, message }) => ({ path: String(constructPath), message: String(message) }));
}

async function readJson(file: string, remedy: string): Promise<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'was not written' : 'cannot be read';
    throw new UpgradeError({ code: 'SYNTH_INCOMPLETE', message: `${file} ${why}.`, remedy, cause });
  }
  if (isRecord(value)) return value;
  throw new UpgradeError({ code: 'SYNTH_INCOMPLETE', message: `${file} is not a JSON object.`, remedy });
}
