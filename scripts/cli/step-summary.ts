import { appendFile } from 'node:fs/promises';
import type { Report } from '../report/event';
import { printableLines } from '../runtime/printable';

/** Adds Markdown to the page of a GitHub Actions run, where there is one (`GITHUB_STEP_SUMMARY`). It never ends a run. */
export async function addStepSummary(markdown: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    await appendFile(file, `${printableLines(markdown.trimEnd())}\n\n`);
  } catch (error) {
    const message = `The summary could not be written to GITHUB_STEP_SUMMARY: ${(error as Error).message}.`;
    report({ code: 'WARNING', id: 'STEP_SUMMARY', message, remedy: 'The result above is not affected.' });
  }
}
