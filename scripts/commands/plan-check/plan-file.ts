import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { refusal } from '../../runtime/errors';
import { type ReadPlan, readPlan } from '../../terraform/plan-json';

/** How people recognize a plan file. */
export const planLabel = (file: string) => (file === '-' ? 'standard input' : basename(file));

/**
 * A plan as `terraform show -json` prints it; `-` is standard input.
 * @throws UpgradeError NO_PLAN, BAD_PLAN_JSON
 */
export async function readPlanFile(file: string): Promise<ReadPlan> {
  const plan = readPlan(await readJson(file));
  if (plan.kind === 'unreadable') throw badPlan(file, plan.why);
  return plan;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw refusal('NO_PLAN', `The plan ${file} ${why}.`, 'Write it: terraform show -json <plan file> > plan.json');
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // What JSON.parse says quotes the text, which may hold a password.
    const stream = /^\s*\{"@level"/.test(text);
    throw badPlan(file, stream ? 'it is the output of `terraform plan -json`' : 'it is not JSON');
  }
}

const badPlan = (file: string, why: string) =>
  refusal(
    'BAD_PLAN_JSON',
    `The plan ${file === '-' ? 'on standard input' : file} cannot be read: ${why}.`,
    'Write it with `terraform plan -out=plan.tfplan` and `terraform show -json plan.tfplan`.',
  );
