import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { refusal } from '../runtime/errors';
import { isRecord } from '../runtime/is-record';

/** What a project's `cdktf.json` says, as far as synthesis needs it. */
export interface Project {
  /** Absolute; where `cdktf.json` stands and the app runs. */
  directory: string;
  /** The app's command line, run by a shell. */
  app: string;
  /** Where `cdktf deploy` puts the stacks, and runs terraform, as `cdktf.json` gives it: `cdktf.out`. */
  output: string;
  context?: Record<string, unknown>;
  terraformModules: unknown[];
}

/** @throws UpgradeError NO_APP, BAD_CDKTF_JSON */
export async function readProject(directory: string): Promise<Project> {
  const file = join(resolve(directory), 'cdktf.json');
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw refusal(
      'NO_APP',
      `There is no cdktf.json in ${resolve(directory)}.`,
      'Run the command in the folder of a CDKTF or CDK Terrain app.',
    );
  });
  return parseProject(resolve(directory), file, text);
}

function parseProject(directory: string, file: string, text: string): Project {
  const config = parseJson(file, text);
  if (typeof config.app !== 'string' || config.app.trim() === '') {
    throw refusal(
      'BAD_CDKTF_JSON',
      `${file} has no "app".`,
      'Add the command that synthesizes, such as "app": "npx ts-node main.ts".',
    );
  }
  return {
    directory,
    app: config.app,
    output: typeof config.output === 'string' ? config.output : 'cdktf.out',
    context: isRecord(config.context) ? config.context : undefined,
    terraformModules: Array.isArray(config.terraformModules) ? config.terraformModules : [],
  };
}

function parseJson(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    // Editors on Windows may write a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw refusal('BAD_CDKTF_JSON', `${file} is not JSON: ${(cause as Error).message}.`, 'Fix the file.');
  }
  if (isRecord(value)) return value;
  throw refusal('BAD_CDKTF_JSON', `${file} is not a JSON object.`, 'Fix the file.');
}
