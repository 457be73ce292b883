import { escapeMarkdown, markdownCode, markdownTable } from '../../text/markdown';
import { classTitle, type PlanFinding, type StackVerdict } from './verdict';

/** For a pull request and for the page of a workflow run. */
export function planMarkdown(stacks: readonly StackVerdict[]): string {
  const rows = stacks.flatMap(({ stack, clusters }) =>
    clusters.map(({ cluster, class: kind, findings }) => [
      escapeMarkdown(stack),
      markdownCode(cluster),
      classTitle[kind],
      findings.some(({ refused }) => refused) ? '**refused**' : '',
    ]),
  );
  const parts = ['## Aurora plan check'];
  if (rows.length > 0) parts.push(markdownTable(['stack', 'cluster', 'plan', ''], rows));
  else parts.push('No Aurora cluster is in these plans.');
  for (const { stack, clusters, elsewhere, problem } of stacks) {
    if (problem !== undefined) {
      parts.push(
        `**Stack ${escapeMarkdown(stack)}: ${escapeMarkdown(problem.message)}** ${escapeMarkdown(problem.remedy)}`,
      );
    }
    for (const { cluster, findings, changes } of clusters) {
      if (findings.length === 0 && changes.length === 0) continue;
      parts.push(`### ${markdownCode(cluster)}`);
      if (findings.length > 0) parts.push(findings.map(findingLine).join('\n'));
      if (changes.length > 0) parts.push(details('Changes', changes));
    }
    if (elsewhere.length > 0) parts.push(details(`Everything else in ${escapeMarkdown(stack)}`, elsewhere));
  }
  return `${parts.join('\n\n')}\n`;
}

function findingLine({ refused, message, remedy }: PlanFinding): string {
  const text = escapeMarkdown(message);
  return `- ${refused ? `**Refused.** ${text}` : text}${remedy === undefined ? '' : ` ${escapeMarkdown(remedy)}`}`;
}

function details(title: string, lines: readonly string[]): string {
  const list = lines.map((line) => `- ${markdownCode(line)}`).join('\n');
  return `<details><summary>${title} (${lines.length})</summary>\n\n${list}\n\n</details>`;
}
