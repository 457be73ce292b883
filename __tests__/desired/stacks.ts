import { deliveryBy } from '../../scripts/desired/delivery';
import type { SynthesizedStack } from '../../scripts/desired/read-stacks';
import type { StackJson } from '../../scripts/desired/stack-json';

/** An annotation as the construct writes it, with anything replaced. */
export const annotation = (id: string, fields: object = {}) => ({
  formatVersion: 1,
  path: `app/${id}`,
  clusterIdentifier: id,
  engine: 'aurora-postgresql',
  engineVersion: '15.6',
  upgradePolicy: 'blue-green',
  address: `aws_rds_cluster.${id}`,
  instances: [{ identifier: `${id}-1`, address: `aws_rds_cluster_instance.${id}_1` }],
  clusterParameterGroup: {
    name: `${id}-pg15-cluster-params`,
    family: 'aurora-postgresql15',
    address: `aws_rds_cluster_parameter_group.${id}`,
  },
  instanceParameterGroup: { name: `${id}-pg15-params`, family: 'aurora-postgresql15' },
  ...fields,
});

/** An `aws_rds_cluster` with its annotation. */
export const cluster = (id: string, args: object = {}, fields: object = {}) => ({
  cluster_identifier: id,
  engine: 'aurora-postgresql',
  engine_version: '15.6',
  '//': { aurora: annotation(id, fields), metadata: { path: `app/${id}/Default` } },
  ...args,
});

export const stack = (name: string, json: StackJson): SynthesizedStack => ({
  name,
  file: `/out/stacks/${name}/cdk.tf.json`,
  delivery: deliveryBy('cdktf', name, `cdktf.out/stacks/${name}`),
  dependencies: [],
  warnings: [],
  json,
});
