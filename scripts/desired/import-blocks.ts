import type { DesiredCluster } from './desired-cluster';
import { declaredGroups } from './group-addresses';

/** A Terraform `import` block in JSON: `{ "import": [ … ] }`. */
export interface ImportBlock {
  /** Address, `aws_rds_cluster.orders`. */
  to: string;
  /** What the provider imports by: for all four resources the name on AWS. */
  id: string;
}

/** Blocks that bring the cluster, its instances and the parameter groups that the stack declares into a state. */
export function importBlocks({ annotation }: Pick<DesiredCluster, 'annotation'>): ImportBlock[] {
  const blocks = [{ to: annotation.address, id: annotation.clusterIdentifier }];
  for (const { address, identifier } of annotation.instances) blocks.push({ to: address, id: identifier });
  return [...blocks, ...declaredGroups(annotation).map(({ address, name }) => ({ to: address, id: name }))];
}
