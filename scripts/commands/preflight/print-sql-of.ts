import { observe } from '../../observed/observe';
import type { Sources } from '../../observed/sources';
import { sqlContext } from '../../preflight/data-verdict';
import { catalogues } from '../../preflight/sql/catalogues';
import { printSql } from '../../preflight/sql/print-sql';
import { refusal } from '../../runtime/errors';
import { phaseOf } from '../../view/phase';
import { fact, type View } from '../../view/view';

/** The questions that the next look would ask, for somebody who may enter the databases. */
export async function printSqlOf(view: View, sources: Sources): Promise<string> {
  if (!catalogues[view.desired.annotation.engine].printable) {
    throw refusal(
      'DATA_NOT_CHECKED',
      `There is no script of the questions for ${view.desired.annotation.clusterIdentifier}: for Aurora MySQL none is written.`,
      'Ask over a connection, a tunnel or the Data API (scripts/database/README.md).',
    );
  }
  await observe(view, ['production', 'deployments'], sources);
  const { identifier, resourceId } = fact(view, 'production').cluster;
  const when = phaseOf(view) === 'underway' ? 'switchover' : 'create';
  return printSql(sqlContext(view), when, { cluster: identifier, resourceId });
}
