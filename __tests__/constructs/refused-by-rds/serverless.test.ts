import { ClusterWorld, clusterId, runbookSpec } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { check, newCluster, value } from './check';

describe('Serverless v2', () => {
  const props = (scaling: object) => ({
    instances: { i: { instanceClass: 'db.serverless' } },
    engineVersion: '15.10',
    serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 8, ...scaling },
  });
  const range = { MinCapacity: 0.5, MaxCapacity: 8 };

  it.each<[string, object, object, string]>([
    [
      'a quarter of an ACU',
      { minCapacity: 0.25 },
      { MinCapacity: 0.25 },
      'Serverless v2 capacity value 0.25 is not valid. It must be a multiple of 0.5.',
    ],
    [
      'half an ACU at most',
      { maxCapacity: 0.5 },
      { MaxCapacity: 0.5 },
      'Serverless v2 capacity value 0.5 is not valid. It must be between 1 and 256.',
    ],
    [
      '257 ACUs',
      { maxCapacity: 257 },
      { MaxCapacity: 257 },
      'Serverless v2 capacity value 257 is not valid. It must be between 1 and 256.',
    ],
    [
      'less than nothing',
      { minCapacity: -1 },
      { MinCapacity: -1 },
      'Serverless v2 capacity value -1 is not valid. It must be between 0 and 256.',
    ],
    [
      'a minimum above the maximum',
      { minCapacity: 9 },
      { MinCapacity: 9 },
      'The minimum capacity must be less than or equal to the maximum capacity.',
    ],
    [
      'a pause that never comes',
      { secondsUntilAutoPause: 300 },
      { SecondsUntilAutoPause: 300 },
      'SecondsUntilAutoPause can only be specified when minimum capacity is 0.',
    ],
    [
      'a pause after a minute',
      { minCapacity: 0, secondsUntilAutoPause: 60 },
      { MinCapacity: 0, SecondsUntilAutoPause: 60 },
      'SecondsUntilAutoPause 60 is not valid. It must be between 300 and 86400.',
    ],
  ])('%s', (_, scaling, input, message) => {
    const version = { EngineVersion: '15.10' };
    const calls = { ServerlessV2ScalingConfiguration: { ...range, ...input } };
    const rds = ClusterWorld.seeded(runbookSpec({ version: '15.10' }));
    expect(() => synthCluster(props(scaling))).toThrow(/serverlessV2Scaling\.\w+: /);
    expect(rds.refusal('CreateDBCluster', { ...newCluster, ...version, ...calls })).toBe(value(message));
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...calls })).toBe(value(message));
  });

  it('a pause that the version does not have', () => {
    const calls = { ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 8 } };
    check({
      props: { ...props({ minCapacity: 0 }), engineVersion: '15.6' },
      atSynth: /minCapacity: Aurora PostgreSQL 15\.6 cannot pause, .* Write 0\.5, or upgrade to 15\.7 or later first/,
      create: calls,
      modify: calls,
      fault: value('Serverless v2 capacity value 0 is not valid with aurora-postgresql 15.6.'),
    });
  });

  it.each([
    ['aurora-postgresql', '17.4'],
    ['aurora-postgresql', '13.15'],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.0'],
  ])('%s %s pauses, after five minutes where nobody says when', (engine, engineVersion) => {
    synthCluster({ ...props({ minCapacity: 0 }), engine, engineVersion });
    const rds = ClusterWorld.seeded();
    const scaling = { MinCapacity: 0, MaxCapacity: 8 };
    const input = {
      ...newCluster,
      Engine: engine,
      EngineVersion: engineVersion,
      ServerlessV2ScalingConfiguration: scaling,
    };
    const created = rds.call('CreateDBCluster', input).DBCluster;
    expect(created.ServerlessV2ScalingConfiguration).toEqual({ ...scaling, SecondsUntilAutoPause: 300 });
    rds.pass(2);
    const modify = (change: object) =>
      rds.pass(1).call('ModifyDBCluster', { DBClusterIdentifier: 'orders', ServerlessV2ScalingConfiguration: change })
        .DBCluster.ServerlessV2ScalingConfiguration;
    expect(modify({ SecondsUntilAutoPause: 600 })).toEqual({ ...scaling, SecondsUntilAutoPause: 600 });
    expect(modify({ MinCapacity: 1 })).toEqual({ MinCapacity: 1, MaxCapacity: 8 });
  });
});
