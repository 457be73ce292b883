import { escapeMarkdown, markdownCode, markdownTable } from '../../text/markdown';
import type { View } from '../../view/view';
import type { Checked } from './check-cluster';

/** For a pull request, or the summary of a workflow. */
export function preflightMarkdown(view: View, { findings, skipped, notChecked, passed, nothing }: Checked): string {
  const { clusterIdentifier } = view.desired.annotation;
  const head = `### Preflight of ${markdownCode(clusterIdentifier)} to ${markdownCode(view.target.text)}`;
  if (nothing !== undefined) return `${head}\n\nNothing to check: ${escapeMarkdown(nothing)}.`;
  const rows = [
    ...findings.map(({ id, severity, message }) => [markdownCode(id), words[severity], escapeMarkdown(message)]),
    ...skipped.map(({ finding, reason }) => [markdownCode(finding.id), 'skipped', escapeMarkdown(reason)]),
    ...notChecked.map(({ id, database, why }) => [
      markdownCode(id),
      'not checked',
      escapeMarkdown(`${database === undefined ? '' : `${database}: `}${why}`),
    ]),
  ];
  const remedies = findings.map(
    ({ id, remedy }) => `<details><summary>${id}</summary>\n\n${fenced(remedy)}\n</details>`,
  );
  return [
    head,
    rows.length === 0 ? 'No findings.' : markdownTable(['check', '', 'finding'], rows),
    ...remedies,
    `${passed.length} checks passed.`,
  ].join('\n\n');
}

const words = { block: '**blocks**', warn: 'warning' };

/** A remedy is for copying: SQL with backticks keeps its fence. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}\n${text}\n${fence}`;
}
