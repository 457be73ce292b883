import type { Engine } from '../../../engine-versions/catalogue';
import type { ClusterRecord, InstanceRecord, Region } from '../../world/world';
import { mysqlParameters } from './mysql-parameters';
import type { Parameters } from './parameters';
import { postgresqlParameters } from './postgresql-parameters';

/** What both groups of the writer say, of what the server behind the cluster can be started with. Another engine is another row. */
export const parametersOf: Readonly<
  Record<Engine, (region: Region, cluster: ClusterRecord, writer: InstanceRecord) => Parameters>
> = {
  'aurora-postgresql': postgresqlParameters,
  'aurora-mysql': mysqlParameters,
};
