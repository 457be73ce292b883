import { engines } from '../engines';
import { ownCommand } from '../report/commands';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';

/**
 * Of databases that nobody has asked. A deployment of Aurora PostgreSQL publishes all tables, and PostgreSQL then refuses UPDATE and
 * DELETE if it cannot identify rows: on production, from the moment the deployment is created
 * (https://www.postgresql.org/docs/current/logical-replication-publication.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function publicationFindings(view: View): Finding[] {
  const { cluster } = fact(view, 'production');
  if (!engines[view.desired.annotation.engine].publishesAllTables) return [];
  return [
    warn(
      'PUBLICATION_KEYS',
      `The data of ${cluster.identifier} were not checked. From the moment the deployment is created, UPDATE and DELETE fail on every table without a primary key or a replica identity.`,
      `Have them checked: ${ownCommand(view, 'preflight')}`,
    ),
  ];
}
