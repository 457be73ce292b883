import { ClusterWorld, clusterId } from '../../embedded-rds/clusters/cluster-world';
import { combination } from './check';

describe('a global cluster around one that exists', () => {
  it.each([
    ['Engine', { Engine: 'aurora-postgresql' }, 'engineName'],
    ['EngineVersion', { EngineVersion: '15.6' }, 'engineVersion'],
    ['StorageEncrypted', { StorageEncrypted: true }, 'storageEncrypted'],
  ])('takes no %s', (_, input, name) => {
    const rds = ClusterWorld.seeded();
    const create = { GlobalClusterIdentifier: 'world', SourceDBClusterIdentifier: clusterId };
    expect(rds.refusal('CreateGlobalCluster', { ...create, ...input })).toBe(
      combination(
        `When creating global cluster from existing db cluster, value for ${name} should not be specified since it will be ` +
          'inherited from source cluster',
      ),
    );
    expect(rds.refusal('CreateGlobalCluster', create)).toBe('no fault');
  });
});
