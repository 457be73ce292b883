import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { importBlocks } from '../../scripts/desired/import-blocks';
import { annotation, cluster, stack } from './stacks';

describe('desiredClusters', () => {
  it('finds every annotated cluster of every stack, with the provider that Terraform would use', () => {
    const clusters = desiredClusters([
      stack('one', {
        provider: { aws: [{ region: 'eu-west-1' }, { alias: 'tokyo', region: 'ap-northeast-1' }] },
        resource: {
          aws_rds_cluster: {
            orders: cluster('orders'),
            stock: cluster('stock', { provider: 'aws.tokyo' }),
            plain: { cluster_identifier: 'plain', '//': { metadata: {} } },
            bare: { cluster_identifier: 'bare' },
          },
        },
      }),
      stack('none', { provider: { aws: [{ region: 'eu-west-1' }] } }),
      stack('two', { resource: { aws_rds_cluster: { bills: cluster('bills') } } }),
    ]);
    expect(clusters.map((each) => [each.stack, each.path, each.annotation.clusterIdentifier, each.provider])).toEqual([
      ['one', 'app/orders', 'orders', { region: 'eu-west-1' }],
      ['one', 'app/stock', 'stock', { alias: 'tokyo', region: 'ap-northeast-1' }],
      ['two', 'app/bills', 'bills', {}],
    ]);
    expect(clusters[0]?.delivery).toEqual({
      deploy: 'npx cdktf deploy one',
      diff: 'npx cdktf diff one',
      synth: 'npx cdktf synth',
      terraformFolder: 'cdktf.out/stacks/one',
    });
    expect(clusters[0]?.annotation).toEqual(annotation('orders'));
  });

  it.each<[string, object, object, RegExp]>([
    ['a later format', {}, { formatVersion: 2 }, /has format version 2; these commands read version 1/],
    ['no format', {}, { formatVersion: undefined }, /has format version undefined/],
    ['a missing path', {}, { path: undefined }, /cannot be read: path is missing/],
    ['an inexact version', {}, { engineVersion: '15' }, /cannot be read: "15" is a prefix/],
    ['an unknown policy', {}, { upgradePolicy: 'yolo' }, /upgradePolicy is "yolo"/],
    ['instances that are no list', {}, { instances: {} }, /instances is not a list/],
    ['an instance without address', {}, { instances: [{ identifier: 'i' }] }, /address is missing/],
    ['a group without family', {}, { clusterParameterGroup: { name: 'g' } }, /family is missing/],
    ['an inexact upgradeTo', {}, { upgradeTo: { engineVersion: '16' } }, /upgradeTo: "16" is a prefix/],
    ['a previous version that is no object', {}, { previous: '14.10' }, /previous is not an object/],
    [
      'an overridden version',
      { engine_version: '15.10' },
      {},
      /engine_version is "15\.10", but the construct was given "15\.6"/,
    ],
    ['an overridden name', { cluster_identifier: 'x' }, {}, /cluster_identifier is "x", but/],
  ])('refuses %s', (_, args, fields, message) => {
    const broken = stack('one', { resource: { aws_rds_cluster: { orders: cluster('orders', args, fields) } } });
    expect(() => desiredClusters([broken])).toThrow(message);
    expect(() => desiredClusters([broken])).toThrow(/aws_rds_cluster\.orders.* stack "one"/);
  });
});

describe('importBlocks', () => {
  it('imports what the stack declares, and not the group that it only names', () => {
    const [orders] = desiredClusters([stack('s', { resource: { aws_rds_cluster: { orders: cluster('orders') } } })]);
    expect(importBlocks(orders!)).toEqual([
      { to: 'aws_rds_cluster.orders', id: 'orders' },
      { to: 'aws_rds_cluster_instance.orders_1', id: 'orders-1' },
      { to: 'aws_rds_cluster_parameter_group.orders', id: 'orders-pg15-cluster-params' },
    ]);
  });

  it('imports the groups of every family once', () => {
    const group = (short: string) => ({
      name: `orders-${short}`,
      family: `aurora-postgresql${short.slice(2)}`,
      address: `aws_rds_cluster_parameter_group.${short}`,
    });
    const versions = {
      clusterParameterGroup: group('pg15'),
      upgradeTo: { engineVersion: '15.10', clusterParameterGroup: group('pg15') },
      previous: { engineVersion: '14.10', clusterParameterGroup: group('pg14') },
    };
    const json = { resource: { aws_rds_cluster: { orders: cluster('orders', {}, versions) } } };
    const [orders] = desiredClusters([stack('s', json)]);
    expect(orders!.annotation).toMatchObject(versions);
    expect(importBlocks(orders!).slice(2)).toEqual([
      { to: 'aws_rds_cluster_parameter_group.pg15', id: 'orders-pg15' },
      { to: 'aws_rds_cluster_parameter_group.pg14', id: 'orders-pg14' },
    ]);
  });
});
