import { addStepSummary } from '../../cli/step-summary';
import { planMarkdown } from '../../plans/check/markdown';
import { classTitle, type StackVerdict } from '../../plans/check/verdict';
import type { Report } from '../../report/event';

/** The verdicts as events for machines, a table and lines for people, or Markdown; the last also for GitHub's summary. */
export async function tellPlanCheck(
  stacks: readonly StackVerdict[],
  options: { markdown?: boolean },
  report: Report,
): Promise<void> {
  const markdown = planMarkdown(stacks);
  if (options.markdown === true) report({ code: 'DOCUMENT', text: markdown });
  else {
    const rows: string[][] = [];
    for (const { stack, clusters, elsewhere, problem } of stacks) {
      report({ code: 'PLAN_STACK', stack, elsewhere, problem });
      for (const verdict of clusters) {
        const refused = verdict.findings.some((finding) => finding.refused);
        report({ code: 'PLAN_VERDICT', stack, refused, ...verdict });
        rows.push([stack, verdict.cluster, classTitle[verdict.class], refused ? 'refused' : '–']);
      }
      if (elsewhere.length > 0)
        rows.push([
          stack,
          '(everything else)',
          `${elsewhere.length} ${elsewhere.length === 1 ? 'change' : 'changes'}`,
          '–',
        ]);
      if (clusters.length === 0 && elsewhere.length === 0)
        rows.push([stack, '–', problem ? 'incomplete' : 'no changes', '–']);
    }
    report({ code: 'TABLE', title: '', columns: ['STACK', 'CLUSTER', 'PLAN', 'VERDICT'], rows });
    for (const stack of stacks) tellStack(stack, report);
  }
  await addStepSummary(markdown, process.env, report);
}

function tellStack({ stack, clusters, elsewhere, problem }: StackVerdict, report: Report): void {
  for (const { cluster, class: kind, findings, changes } of clusters) {
    if (findings.length === 0 && changes.length === 0) continue;
    const lines = [
      classTitle[kind],
      ...findings.flatMap(({ refused, message, remedy }) => [
        `  ${refused ? '✘' : '·'} ${message}`,
        ...(remedy === undefined ? [] : [`    ${remedy}`]),
      ]),
      ...changes.map((change) => `    ${change}`),
    ];
    report({ code: 'RESULT', cluster, outcome: kind, message: lines.join('\n') });
  }
  if (elsewhere.length > 0) {
    const lines = ['changes of everything else', ...elsewhere.map((change) => `    ${change}`)];
    report({ code: 'RESULT', cluster: stack, outcome: 'elsewhere', message: lines.join('\n') });
  }
  if (problem !== undefined) report({ code: 'ERROR', error: 'PLAN_INCOMPLETE', ...inStack(stack, problem) });
}

const inStack = (stack: string, { message, remedy }: { message: string; remedy: string }) => ({
  message: `Stack ${stack}: ${message}`,
  remedy,
});
