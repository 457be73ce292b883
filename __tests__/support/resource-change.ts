import type { ResourceChange } from '../../scripts/terraform/resource-change';

/** An update of the cluster that says no more, unless told otherwise. */
export const resourceChange = (more: Partial<ResourceChange> = {}): ResourceChange => ({
  address: 'aws_rds_cluster.aurora',
  type: 'aws_rds_cluster',
  actions: ['update'],
  changedAttributes: [],
  imported: false,
  unknown: [],
  hidden: [],
  replacedBecauseOf: [],
  deposed: false,
  vanished: false,
  ...more,
});
