import { ClusterWorld, clusterId } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { check, newCluster, value } from './check';

describe('windows', () => {
  const overlapping = value('The backup window and maintenance window must not overlap.');
  it.each<[string, string, string]>([
    ['the same half hour', '03:00-03:30', 'sun:03:00-sun:03:30'],
    ['a minute', '03:00-03:31', 'sun:03:30-sun:04:00'],
    ['backups over midnight', '23:45-00:15', 'wed:00:00-wed:00:30'],
    ['maintenance over midnight', '00:00-00:30', 'Tue:23:30-Wed:00:10'],
    ["maintenance over the week's end", '00:00-00:30', 'sat:23:50-sun:00:20'],
    ["both over the week's end", '23:50-00:20', 'sat:23:40-sun:00:10'],
    ['maintenance of two days', '12:00-12:30', 'mon:23:00-tue:23:00'],
  ])('%s', (_, PreferredBackupWindow, PreferredMaintenanceWindow) => {
    const windows = { PreferredBackupWindow, PreferredMaintenanceWindow };
    check({
      props: { preferredBackupWindow: PreferredBackupWindow, preferredMaintenanceWindow: PreferredMaintenanceWindow },
      atSynth:
        /preferredBackupWindow: Backups at .* would overlap the maintenance window, .*(Move one of them: '|Shorten)/,
      create: windows,
      modify: windows,
      fault: overlapping,
    });
  });

  it.each([
    ['03:00-03:30', 'sun:03:30-sun:04:00'],
    ['23:30-00:00', 'sun:00:00-sun:00:30'],
    ['00:20-00:50', 'sat:23:50-sun:00:20'],
    ['23:00-00:30', 'mon:01:00-mon:22:00'],
  ])('%s beside %s is taken', (PreferredBackupWindow, PreferredMaintenanceWindow) => {
    const windows = { PreferredBackupWindow, PreferredMaintenanceWindow };
    synthCluster({
      preferredBackupWindow: PreferredBackupWindow,
      preferredMaintenanceWindow: PreferredMaintenanceWindow,
    });
    const rds = ClusterWorld.seeded();
    expect(rds.refusal('CreateDBCluster', { ...newCluster, ...windows })).toBe('no fault');
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...windows })).toBe('no fault');
  });

  it('one that is changed alone is held against the other', () => {
    const rds = ClusterWorld.seeded();
    const { PreferredMaintenanceWindow: window = '' } = rds.cluster();
    const [, hour] = window.split(':');
    const change = { DBClusterIdentifier: clusterId, PreferredBackupWindow: `${hour}:30-${hour}:59` };
    expect(rds.refusal('ModifyDBCluster', { ...change, PreferredBackupWindow: `${hour}:15-${hour}:55` })).toBe(
      overlapping,
    );
  });

  it('a new cluster with one window gets another that leaves it alone', () => {
    const rds = ClusterWorld.seeded();
    const asked = { PreferredBackupWindow: '00:00-22:00' };
    const created = rds.call('CreateDBCluster', { ...newCluster, ...asked }).DBCluster;
    expect(created).toMatchObject({ ...asked, PreferredMaintenanceWindow: expect.stringMatching(/:22:40-/) });
  });

  it.each<[string, string, string]>([
    ['29 minutes', '03:00-03:29', 'The backup window must be at least 30 minutes.'],
    ['none at all', '03:00-03:00', 'The backup window must be at least 30 minutes.'],
    ['no time', '3am-4am', 'Invalid backup window format: 3am-4am. The format must be hh24:mi-hh24:mi.'],
    ['25 hours', '25:00-25:30', 'Invalid backup window format: 25:00-25:30. The format must be hh24:mi-hh24:mi.'],
  ])('backups: %s', (_, window, message) => {
    check({
      props: { preferredBackupWindow: window },
      atSynth: /preferredBackupWindow: .*(lasts \d+ minutes|is not a backup window).* Write .*'18:00-18:30'/,
      create: { PreferredBackupWindow: window },
      modify: { PreferredBackupWindow: window },
      fault: value(message),
    });
  });

  it.each<[string, string, RegExp]>([
    ['twenty minutes', 'sun:03:00-sun:03:20', /must be at least 30 minutes\.$/],
    ['twenty minutes over the end of the week', 'sat:23:50-sun:00:10', /must be at least 30 minutes\.$/],
    ['a daily one', '03:00-03:30', /The format must be ddd:hh24:mi-ddd:hh24:mi\.$/],
  ])('maintenance: %s', (_, window, message) => {
    const rds = ClusterWorld.seeded();
    const fault = rds.refusal('CreateDBCluster', { ...newCluster, PreferredMaintenanceWindow: window });
    expect(fault).toMatch(message);
    const calls = { PreferredMaintenanceWindow: window };
    const atSynth = /preferredMaintenanceWindow: .*(lasts \d+ minutes|is not a maintenance window).* Write/;
    check({ props: { preferredMaintenanceWindow: window }, atSynth, create: calls, modify: calls, fault });
    check({
      props: { instances: { i: { instanceClass: 'db.r6g.large', preferredMaintenanceWindow: window } } },
      atSynth: /instances\["i"\]\.preferredMaintenanceWindow: /,
      createInstance: calls,
      modifyInstance: calls,
      fault,
    });
  });
});
