import type { RdsReads } from '../aws/rds/rds-port';
import type { Deployment } from '../aws/rds/types';
import type { View } from '../view/view';

/** All of the region. If the list lacks one that this run has seen, it is requested by its identifier before it counts as gone. */
export async function allDeployments({ memory }: View, rds: RdsReads): Promise<Deployment[]> {
  const listed = await rds.deployments();
  const { record } = memory;
  if (record === undefined || listed.some(({ identifier }) => identifier === record)) return listed;
  const found = await rds.deployment(record);
  return found === undefined ? listed : [...listed, found];
}
