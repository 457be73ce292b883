import { ClusterWorld, clusterId } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { check, combination, type Refusal, value } from './check';

describe('settings', () => {
  const logs = (...types: string[]) => ({ CloudwatchLogsExportConfiguration: { EnableLogTypes: types } });

  it.each<[string, Refusal]>([
    [
      'logs of another engine',
      {
        props: { enabledCloudwatchLogsExports: ['postgresql', 'slowquery', 'audit'] },
        atSynth: /enabledCloudwatchLogsExports: aurora-postgresql has no log "slowquery"\. Write some of postgresql, /,
        create: { EnableCloudwatchLogsExports: ['postgresql', 'slowquery', 'audit'] },
        modify: logs('postgresql', 'slowquery', 'audit'),
        fault: combination(
          "You cannot use the log types 'slowquery', 'audit' with engine version aurora-postgresql 15.6. For supported log " +
            'types, see the documentation.',
        ),
      },
    ],
    [
      'a low port',
      {
        props: { port: 80 },
        atSynth: /port: RDS does not listen on 80/,
        create: { Port: 80 },
        modify: { Port: 80 },
        fault: value('Invalid endpoint port 80. Valid range is: 1150-65535'),
      },
    ],
    [
      'storage of RDS',
      {
        props: { storageType: 'gp3' },
        atSynth: /storageType: Aurora has no storage type "gp3"\. Write 'aurora-iopt1', or 'aurora'/,
        create: { StorageType: 'gp3' },
        modify: { StorageType: 'gp3' },
        fault: combination("You can't use the gp3 storage type."),
      },
    ],
    [
      'a network of old',
      {
        props: { networkType: 'IPX' },
        atSynth: /networkType: "IPX" is not a network type/,
        create: { NetworkType: 'IPX' },
        modify: { NetworkType: 'IPX' },
        fault: value('Invalid network type: IPX. Must be IPV4 or DUAL.'),
      },
    ],
    [
      'an odd interval',
      {
        props: { monitoringInterval: 7, monitoringRole: {} },
        atSynth: /monitoringInterval: RDS does not support an interval of 7 seconds/,
        createInstance: { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
        modifyInstance: { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
        fault: value('Invalid value 7 for MonitoringInterval. Valid values are: 0, 1, 5, 10, 15, 30, 60'),
      },
    ],
    [
      'monitoring without a role',
      {
        props: { monitoringInterval: 60 },
        atSynth: /monitoringRoleArn: Enhanced monitoring needs a role/,
        createInstance: { MonitoringInterval: 60 },
        modifyInstance: { MonitoringInterval: 60 },
        fault: combination(
          'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
        ),
      },
    ],
    [
      'a tag of AWS',
      {
        props: { tags: { 'aws:owner': 'me' } },
        atSynth: /tags\["aws:owner"\]: Keys that begin with aws: belong to AWS/,
        create: { Tags: [{ Key: 'aws:owner', Value: 'me' }] },
        fault: value('The tag key aws:owner is reserved: keys that begin with aws: belong to AWS.'),
      },
    ],
  ])('%s', (_, refusal) => check(refusal));

  it('a storage type that would change nothing', () => {
    expect(() => synthCluster({ storageType: '' })).toThrow(
      /storageType: An empty string does not set one: .* Write 'aurora' for Aurora Standard/,
    );
    synthCluster({ storageType: 'aurora' });
  });

  it('I/O-Optimized again within 30 days', () => {
    const rds = ClusterWorld.seeded();
    const to = (StorageType: string) => ({ DBClusterIdentifier: clusterId, StorageType });
    const next = new Date(rds.now + 30 * 24 * 60 * 60_000);
    rds.call('ModifyDBCluster', to('aurora-iopt1'));
    expect(rds.reload().pass(1).cluster()).toMatchObject({
      StorageType: 'aurora-iopt1',
      IOOptimizedNextAllowedModificationTime: next,
    });
    rds.call('ModifyDBCluster', to('aurora'));
    expect(rds.pass(1).cluster().StorageType).toBeUndefined();
    expect(rds.refusal('ModifyDBCluster', to('aurora-iopt1'))).toMatch(
      /^StorageTypeNotAvailableFault: .* before 2026-02-14T01:00/,
    );
    rds.pass(30 * 24 * 60);
    expect(rds.refusal('ModifyDBCluster', to('aurora-iopt1'))).toBe('no fault');
  });
});
