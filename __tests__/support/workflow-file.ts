import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const folder = resolve(__dirname, '../../.github/workflows');

export interface WorkflowStep {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, string | number | boolean>;
  env?: Record<string, string>;
  run?: string;
}

export interface WorkflowJob {
  if?: string;
  needs?: string;
  'runs-on'?: string;
  'timeout-minutes'?: number;
  environment?: string;
  permissions?: Record<string, string>;
  outputs?: Record<string, string>;
  env?: Record<string, string>;
  steps?: WorkflowStep[];
  /** Another workflow that is called, and with which inputs. */
  uses?: string;
  with?: Record<string, string>;
}

/** What the workflows of this repository use of GitHub's syntax. */
export interface Workflow {
  name: string;
  on: Record<string, { inputs?: Record<string, { type: string; required?: boolean; default?: unknown }> } | null>;
  permissions: Record<string, string>;
  concurrency?: { group: string; 'cancel-in-progress': boolean };
  defaults: { run: { shell: string } };
  jobs: Record<string, WorkflowJob>;
}

export const workflowNames = readdirSync(folder)
  .filter((file) => /^aurora-.*\.yml$/.test(file))
  .map((file) => file.replace(/\.yml$/, ''));

export const workflowText = (name: string) => readFileSync(join(folder, `${name}.yml`), 'utf8');

export const readWorkflow = (name: string) => parse(workflowText(name)) as Workflow;
