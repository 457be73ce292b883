import type { Finding } from '../../preflight/finding';
import type { Report } from '../../report/event';
import { type Code, codes } from '../../runtime/codes';
import { counted } from '../../runtime/counted';
import { given } from '../../runtime/given';
import type { View } from '../../view/view';
import type { Checked } from './check-cluster';
import { preflightMarkdown } from './preflight-markdown';

interface Telling {
  markdown?: boolean;
  acceptUnchecked?: boolean;
  only?: readonly string[];
}

const order = { block: 0, warn: 1 };

/** Blocking ones first, then what was not checked, then the rest; each with its remedy. */
export function tellPreflight(view: View, checked: Checked, options: Telling, report: Report): void {
  const cluster = view.desired.annotation.clusterIdentifier;
  const shown = options.only === undefined ? checked : only(checked, options.only);
  if (options.markdown === true) {
    report({ code: 'DOCUMENT', text: preflightMarkdown(view, shown) });
    return;
  }
  const findings = [...shown.findings].sort((a, b) => order[a.severity] - order[b.severity]);
  const rows = findings.map(row);
  if (findings.length > 0)
    report({
      code: 'TABLE',
      title: '',
      columns: ['check', '', 'looks for', 'databases'],
      rows,
      dispensable: ['databases'],
    });
  for (const finding of findings) report({ code: 'FINDING', cluster, ...finding });
  for (const { finding, reason } of shown.skipped) report({ code: 'FINDING', cluster, ...finding, skipped: reason });
  for (const { ids, database, why } of byReason(shown.notChecked))
    report({ code: 'NOT_CHECKED', cluster, ids, ...given({ database }), message: why });
  const blocking = findings.filter(({ severity }) => severity === 'block').length;
  const verdict = blocking > 0 ? 'blocked' : shown.notChecked.length > 0 ? 'not-checked' : 'passed';
  report({ code: 'CHECKED', cluster, verdict, ...given({ via: shown.via }), passed: shown.passed });
  report({
    code: 'RESULT',
    cluster,
    outcome: verdict,
    message: resultText(shown, blocking),
    ...given({ next: shown.remedy }),
  });
}

/** One sentence for all that failed for the same reason in the same database. */
function byReason(notChecked: Checked['notChecked']): { ids: Code[]; database?: string; why: string }[] {
  const groups = new Map<string, { ids: Code[]; database?: string; why: string }>();
  for (const { id, database, why } of notChecked) {
    const key = JSON.stringify([database, why]);
    const group = groups.get(key) ?? { ids: [], ...given({ database }), why };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const only = (checked: Checked, ids: readonly string[]): Checked => {
  const named = ({ id }: { id: string }) => ids.some((each) => each.toUpperCase() === id);
  return {
    ...checked,
    findings: checked.findings.filter(named),
    skipped: checked.skipped.filter(({ finding }) => named(finding)),
    notChecked: checked.notChecked.filter((each) => named(each) || each.id === 'DATA_NOT_CHECKED'),
    passed: checked.passed.filter((id) => named({ id })),
  };
};

const words = { block: 'blocks', warn: 'warning' };

const row = ({ id, severity, databases = [] }: Finding) => [id, words[severity], codes[id], databases.join(', ')];

function resultText(
  { findings, skipped, notChecked, passed, nothing, noData, via }: Checked,
  blocking: number,
): string {
  if (nothing !== undefined) return `nothing to check: ${nothing}`;
  const parts = [
    blocking > 0 ? `${counted(blocking, 'finding')} would stop the upgrade` : '',
    notChecked.length > 0 ? `${counted(notChecked.length, 'check')} not made` : '',
    findings.length > blocking ? counted(findings.length - blocking, 'warning') : '',
    skipped.length > 0 ? `${skipped.length} skipped` : '',
    passed.length > 0 ? `${passed.length} passed` : '',
  ].filter((part) => part !== '');
  const asked =
    via === undefined ? (noData ?? 'the databases were not queried') : `the databases were queried by ${via}`;
  return `${parts.join(', ') || 'nothing found'}; ${asked}; nothing was changed`;
}
