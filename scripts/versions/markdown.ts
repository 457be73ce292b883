import { escapeMarkdown, markdownCode, markdownTable } from '../text/markdown';
import { type Compared, cellsOf, columns, sentencesOf } from './lines';
import { isChanged, isRefused, type VersionDiff } from './version-diff';

/** For a pull request and for the page of a workflow run. Everything that the code or AWS says is escaped. */
export function versionsMarkdown(diffs: readonly VersionDiff[], { description, remarks }: Compared, now: Date): string {
  const parts = ['## Aurora versions', escapeMarkdown(description)];
  if (diffs.length === 0) parts.push('No Aurora cluster is in this code.');
  else parts.push(markdownTable(columns, diffs.map(row)));
  for (const { message, remedy } of remarks)
    parts.push(`**Note.** ${escapeMarkdown(message)} ${escapeMarkdown(remedy)}`);
  for (const diff of diffs.filter(isChanged)) {
    parts.push(`### ${markdownCode(diff.cluster)}`);
    const refusals = diff.refusals.map(
      ({ message, remedy }) => `- **Refused.** ${escapeMarkdown(message)} ${escapeMarkdown(remedy)}`,
    );
    const sentences = sentencesOf(diff, now).map((sentence) => `- ${escapeMarkdown(sentence)}`);
    if (refusals.length + sentences.length > 0) parts.push([...refusals, ...sentences].join('\n'));
    if (diff.next.length > 0) parts.push(`Next, once this is merged: ${diff.next.map(markdownCode).join(', then ')}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function row(diff: VersionDiff): string[] {
  const [stack = '', cluster = '', from = '', to = '', kind = '', path = ''] = cellsOf(diff);
  return [
    escapeMarkdown(stack),
    markdownCode(cluster),
    escapeMarkdown(from),
    escapeMarkdown(to),
    escapeMarkdown(kind),
    isRefused(diff) ? '**refused**' : escapeMarkdown(path),
  ];
}
