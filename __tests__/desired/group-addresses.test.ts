import { formerGroups } from '../../scripts/desired/group-addresses';
import { annotation } from './stacks';

const group = (address: string | undefined) => ({ name: 'x', family: 'aurora-postgresql16', address });

const isFormer = formerGroups({
  ...annotation('orders'),
  clusterParameterGroup: group('aws_rds_cluster_parameter_group.orders_cluster-params-pg16_0A1B2C3D'),
  instanceParameterGroup: group('aws_db_parameter_group.orders_params-pg16_4E5F6A7B'),
  upgradeTo: {
    engineVersion: '17.4',
    clusterParameterGroup: group('aws_rds_cluster_parameter_group.orders_cluster-params-pg17_89ABCDEF'),
  },
} as never);

test.each([
  ['aws_rds_cluster_parameter_group.orders_cluster-params-pg15_9F8E7D6C', true],
  ['aws_db_parameter_group.orders_params-pg14_11111111', true],
  ['the one that is declared', false, 'aws_db_parameter_group.orders_params-pg16_4E5F6A7B'],
  ['the one of a declared upgrade', false, 'aws_rds_cluster_parameter_group.orders_cluster-params-pg17_89ABCDEF'],
  ["another construct's", false, 'aws_db_parameter_group.invoices_params-pg15_9F8E7D6C'],
  ['one with an index', false, 'aws_db_parameter_group.orders_params-pg15_9F8E7D6C[0]'],
  ['one of another name', false, 'aws_db_parameter_group.orders_params-pg15-mine_9F8E7D6C'],
  ['another type', false, 'aws_rds_cluster.orders_params-pg15_9F8E7D6C'],
  ['one in a module', false, 'module.x.aws_db_parameter_group.orders_params-pg15_9F8E7D6C'],
])('a former group of the construct: %s', (name, expected, address = name) => {
  expect(isFormer(address)).toBe(expected);
});

test('where the code only names its groups, none was ever declared', () => {
  const named = { ...annotation('orders'), clusterParameterGroup: group(undefined), instanceParameterGroup: undefined };
  expect(formerGroups(named as never)('aws_rds_cluster_parameter_group.orders')).toBe(false);
});
