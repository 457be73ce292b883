import type { DesiredCluster } from './desired-cluster';

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
  for (const group of [annotation.clusterParameterGroup, annotation.instanceParameterGroup]) {
    if (group?.address !== undefined) blocks.push({ to: group.address, id: group.name });
  }
  return blocks;
}
