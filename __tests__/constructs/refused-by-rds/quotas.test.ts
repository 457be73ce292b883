import { ClusterWorld, clusterId, runbookSpec } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { newInstance } from './check';

describe('how many', () => {
  it('a sixth custom endpoint', () => {
    const endpoints = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`e${n}`, { type: 'ANY' as const }]));
    synthCluster({ customEndpoints: endpoints(5) });
    expect(() => synthCluster({ customEndpoints: endpoints(6) })).toThrow(
      /customEndpoints: There are 6, but RDS allows 5/,
    );
    const rds = ClusterWorld.seeded();
    const create = (name: string) =>
      rds.refusal('CreateDBClusterEndpoint', {
        DBClusterIdentifier: clusterId,
        DBClusterEndpointIdentifier: name,
        EndpointType: 'ANY',
      });
    expect(Object.keys(endpoints(5)).map(create)).toEqual(Array(5).fill('no fault'));
    expect(create('e5')).toBe(
      'DBClusterEndpointQuotaExceededFault: The cluster already has the maximum number of custom endpoints.',
    );
  });

  it('a sixth role', () => {
    const features = ['s3Import', 's3Export', 'Lambda', 'SageMaker', 'Comprehend', 'Bedrock'];
    const associatedRoles = features.map((featureName) => ({
      featureName,
      roleArn: 'arn:aws:iam::123456789012:role/r',
    }));
    expect(() => synthCluster({ associatedRoles })).toThrow(/associatedRoles: There are 6, but RDS allows 5 roles/);
    const rds = ClusterWorld.seeded();
    const add = (FeatureName: string) =>
      rds.refusal('AddRoleToDBCluster', { DBClusterIdentifier: clusterId, FeatureName, RoleArn: 'r' });
    expect(features.map(add).map((said) => said.split(':')[0])).toEqual([
      ...Array(5).fill('no fault'),
      'DBClusterRoleQuotaExceeded',
    ]);
  });

  it('a seventeenth instance', () => {
    const names = Array.from({ length: 17 }, (_, n) => `i${n}`);
    const instances = (all: string[]) =>
      Object.fromEntries(all.map((name) => [name, { instanceClass: 'db.r6g.large' }]));
    expect(() => synthCluster({ instances: instances(names) })).toThrow(
      /instances: There are 17, but a cluster can have at most 16/,
    );
    const rds = ClusterWorld.seeded(runbookSpec({ instances: names.slice(0, 16) }));
    expect(rds.refusal('CreateDBInstance', newInstance)).toMatch(/^InstanceQuotaExceeded: .*15 Aurora Replicas/);
  });

  it('51 tags', () => {
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, 'x']));
    expect(() => synthCluster({ tags })).toThrow(/tags: There are 51, but a resource can have at most 50 tags/);
  });
});
