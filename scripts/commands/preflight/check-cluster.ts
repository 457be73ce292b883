import { observe } from '../../observed/observe';
import type { Sources } from '../../observed/sources';
import { type DataVerdict, dataVerdict } from '../../preflight/data-verdict';
import { checkDatabases } from '../../runbook/upgrade/check-databases';
import { checkSource, findingsBefore } from '../../runbook/upgrade/check-source';
import { phaseOf } from '../../view/phase';
import type { View } from '../../view/view';

/** What all checks of a cluster come to. */
export interface Checked extends DataVerdict {
  /** Why there is nothing to check, if so. */
  nothing?: string;
}

/** The same checks as those of `upgrade`, at the point before anything is created. */
export async function checkCluster(view: View, sources: Sources): Promise<Checked> {
  await observe(view, ['production', 'deployments'], sources);
  const none: Checked = { findings: [], skipped: [], notChecked: [], passed: [] };
  switch (phaseOf(view)) {
    case 'before':
      break;
    case 'underway':
      await observe(view, ['dataAtSwitchover'], sources);
      return dataVerdict(view, 'switchover');
    default:
      return {
        ...none,
        nothing: `it runs ${view.facts.production?.cluster.engineVersion}; --to <version> checks for another`,
      };
  }
  await observe(view, [...checkSource.needs(view), ...checkDatabases.needs(view)], sources);
  const data = dataVerdict(view, 'create');
  return { ...data, findings: [...findingsBefore(view).findings, ...data.findings] };
}
