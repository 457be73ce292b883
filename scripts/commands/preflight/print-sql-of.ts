import { observe } from '../../observed/observe';
import type { Sources } from '../../observed/sources';
import { sqlContext } from '../../preflight/data-verdict';
import { printedScripts } from '../../preflight/sql/scripts';
import { phaseOf } from '../../view/phase';
import { fact, type View } from '../../view/view';

/** The questions that the next look would ask, for somebody who may enter the databases. */
export async function printSqlOf(view: View, sources: Sources): Promise<string> {
  await observe(view, ['production', 'deployments'], sources);
  const { identifier, resourceId } = fact(view, 'production').cluster;
  const when = phaseOf(view) === 'underway' ? 'switchover' : 'create';
  return printedScripts[view.desired.annotation.engine].print(sqlContext(view), when, {
    cluster: identifier,
    resourceId,
  });
}
