import type { TopologyRow } from '../wanted/topology';
import { literal } from './sql-text';
import type { Steered } from './steered';

/** `mysql.rds_topology`, by which AWS's drivers follow a switchover (aws/aws-advanced-jdbc-wrapper). */
export async function tellTopology(server: Steered, rows: readonly TopologyRow[]): Promise<void> {
  const values = rows.map(
    ({ id, endpoint, port, role, status, version }) =>
      `(${[id, endpoint, String(port), role, status, version].map(literal).join(', ')})`,
  );
  // Whoever reads it in between sees the rows as they were.
  await server.sql('START TRANSACTION');
  await server.sql('DELETE FROM mysql.rds_topology');
  if (values.length > 0) await server.sql(`INSERT INTO mysql.rds_topology VALUES ${values.join(', ')}`);
  await server.sql('COMMIT');
}
