import { addStepSummary } from '../../cli/step-summary';
import type { Report } from '../../report/event';
import { type Compared, cellsOf, columns, sentencesOf } from '../../versions/lines';
import { versionsMarkdown } from '../../versions/markdown';
import { isChanged, isRefused, type VersionDiff } from '../../versions/version-diff';

/** The diffs as events for machines, a table and sentences for people, or Markdown; the last also for GitHub's summary. */
export async function tellVersions(
  diffs: readonly VersionDiff[],
  compared: Compared,
  options: { markdown?: boolean },
  report: Report,
): Promise<void> {
  const now = new Date();
  const markdown = versionsMarkdown(diffs, compared, now);
  for (const { id, message, remedy } of compared.remarks) report({ code: 'WARNING', id, message, remedy });
  if (options.markdown === true) report({ code: 'DOCUMENT', text: markdown });
  else {
    for (const diff of diffs) report({ code: 'VERSION_DIFF', refused: isRefused(diff), ...diff });
    const titles = columns.map((title) => title.toUpperCase());
    report({ code: 'TABLE', title: '', columns: titles, rows: diffs.map(cellsOf) });
    for (const diff of diffs.filter(isChanged)) tellCluster(diff, now, report);
  }
  await addStepSummary(markdown, process.env, report);
}

function tellCluster(diff: VersionDiff, now: Date, report: Report): void {
  const { cluster, change, refusals, next } = diff;
  const lines = [
    isRefused(diff) ? 'refused' : change,
    ...refusals.flatMap(({ message, remedy }) => [`  ✘ ${message}`, `    ${remedy}`]),
    ...sentencesOf(diff, now).map((sentence) => `  · ${sentence}`),
    ...(next.length === 0 ? [] : ['  Next, once this is merged:', ...next.map((command) => `    ${command}`)]),
  ];
  report({ code: 'RESULT', cluster, outcome: isRefused(diff) ? 'refused' : change, message: lines.join('\n') });
}
