import { observe } from '../../observed/observe';
import type { Sources } from '../../observed/sources';
import { type DataVerdict, dataVerdict } from '../../preflight/data-verdict';
import type { Finding } from '../../preflight/finding';
import { replicationWatch } from '../../preflight/replication-watch';
import { degradedFindings } from '../../preflight/switchover-gates';
import { look } from '../../runbook/look';
import { upTo } from '../../runbook/upgrade';
import { checkDatabases } from '../../runbook/upgrade/check-databases';
import { checkSource, findingsBefore } from '../../runbook/upgrade/check-source';
import { createDeployment } from '../../runbook/upgrade/create-deployment';
import { phaseOf } from '../../view/phase';
import { skippedBy } from '../../view/skipped';
import { fact, type View } from '../../view/view';

/** What all checks of a cluster come to. */
export interface Checked extends DataVerdict {
  /** Why there is nothing to check, if so. */
  nothing?: string;
  /** Why the databases were not asked, where that is no fault. */
  noData?: string;
}

/** The same checks as those of `upgrade`: before anything is created, or while green is built and stands. */
export async function checkCluster(view: View, sources: Sources): Promise<Checked> {
  await observe(view, ['production', 'deployments'], sources);
  switch (phaseOf(view)) {
    case 'before':
      return beforeCreation(view, sources);
    case 'underway':
      return whileGreenStands(view, sources);
    default: {
      const running = fact(view, 'production').cluster.engineVersion;
      const again = view.request.local === true ? '; npm run local -- --reset starts over from the code' : '';
      const nothing = `it runs ${running}, and the code wants no other version; --to <version> checks for one${again}`;
      return { findings: [], skipped: [], notChecked: [], passed: [], nothing };
    }
  }
}

/** What the gate asks, and what the watch compares; what both name is the gate's. */
async function whileGreenStands(view: View, sources: Sources): Promise<Checked> {
  await observe(view, ['green', 'standing', 'dataAtSwitchover'], sources);
  const gate = dataVerdict(view, 'switchover');
  const { broken, told, notChecked, passed } = replicationWatch(view);
  const answered = skippedBy(view);
  const reasonOf = ({ id, severity }: Finding) =>
    severity === 'block' ? answered.find((each) => each.id === id)?.reason : undefined;
  const isOfGate = ({ id }: { id: string }) => gate.findings.some((each) => each.id === id) || isSkipped(gate, id);
  const degraded = degradedFindings(view, fact(view, 'standing').degraded);
  const watched = [...degraded, ...broken, ...told].filter((each) => !isOfGate(each));
  return {
    ...gate,
    findings: [...gate.findings, ...watched.filter((each) => reasonOf(each) === undefined)],
    skipped: [
      ...gate.skipped,
      ...watched.flatMap((finding) => {
        const reason = reasonOf(finding);
        return reason === undefined ? [] : [{ finding, reason }];
      }),
    ],
    notChecked: [...gate.notChecked, ...notChecked.filter(({ id }) => !gate.notChecked.some((each) => each.id === id))],
    passed: [...new Set([...gate.passed, ...passed])].filter((id) => !isOfGate({ id })),
    ...noData(view.facts.dataAtSwitchover?.kind),
  };
}

const isSkipped = ({ skipped }: DataVerdict, id: string) => skipped.some(({ finding }) => finding.id === id);

async function beforeCreation(view: View, sources: Sources): Promise<Checked> {
  const { position, failure } = await look(view, upTo(createDeployment), sources, { foresee: true });
  if (position === undefined) throw failure;
  // These two are told finding by finding.
  const others = [position.next, ...position.later].filter((each) => each !== undefined && !ownFindings.has(each.step));
  const refused = others.flatMap((each): Finding[] => {
    if (each?.assessment?.state !== 'refuse') return [];
    const { code: id, message, remedy } = each.assessment.error;
    return [{ id, severity: 'block', message, remedy }];
  });
  const data = dataVerdict(view, 'create');
  const findings = [...findingsBefore(view).findings, ...refused, ...data.findings];
  return { ...data, findings, ...noData(view.facts.data?.kind) };
}

const ownFindings = new Set([checkSource, checkDatabases]);

const noData = (kind: string | undefined): Pick<Checked, 'noData'> =>
  kind === 'no-database' ? { noData: 'the embedded RDS holds no data (start it with --data)' } : {};
