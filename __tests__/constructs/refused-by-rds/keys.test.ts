import { ClusterWorld, instance1 } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { newCluster } from './check';

describe('keys', () => {
  const home = 'arn:aws:kms:eu-west-1:111122223333';
  it.each([`${home}:alias/orders`, 'alias/orders', '1234abcd-12ab-34cd-56ef-1234567890ab'])('%s', (kmsKeyId) => {
    const what = kmsKeyId.includes('alias') ? 'an alias' : 'not an ARN';
    expect(() => synthCluster({ kmsKeyId })).toThrow(new RegExp(`kmsKeyId: ".*" is ${what}: .*replace the cluster`));
    expect(() => synthCluster({ performanceInsights: { enabled: true, kmsKeyId } })).toThrow(
      new RegExp(`performanceInsights\\.kmsKeyId: ".*" is ${what}: .*every plan would show a change`),
    );
    const rds = ClusterWorld.seeded();
    const insights = { EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: kmsKeyId };
    const key = expect.stringMatching(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/);
    const created = rds.call('CreateDBCluster', { ...newCluster, KmsKeyId: kmsKeyId, ...insights }).DBCluster;
    expect(created).toMatchObject({ KmsKeyId: key, PerformanceInsightsKMSKeyId: key });
    const modified = rds.call('ModifyDBInstance', { DBInstanceIdentifier: instance1, ...insights }).DBInstance;
    expect(modified.PerformanceInsightsKMSKeyId).toBe(created.PerformanceInsightsKMSKeyId);
  });

  it('the ARN of a key is answered as it is, and an alias as the key of its own account', () => {
    const rds = ClusterWorld.seeded();
    const create = (DBClusterIdentifier: string, KmsKeyId: string) =>
      rds.call('CreateDBCluster', { ...newCluster, DBClusterIdentifier, KmsKeyId }).DBCluster.KmsKeyId;
    expect(create('a', `${home}:key/1`)).toBe(`${home}:key/1`);
    expect(create('b', `${home}:alias/x`)).toMatch(`${home}:key/`);
    expect(create('c', 'alias/aws/rds')).toBe(
      rds.call('CreateDBCluster', { ...newCluster, StorageEncrypted: true }).DBCluster.KmsKeyId,
    );
  });
});
