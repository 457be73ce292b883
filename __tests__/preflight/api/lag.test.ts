import { newResourceId } from '../../../scripts/preflight/api/iam-authentication';
import { lagFindings, tooFarBehind } from '../../../scripts/preflight/api/lag';
import { gateSwitchover } from '../../../scripts/runbook/upgrade/gate-switchover';
import type { Lag } from '../../../scripts/view/lag';
import { green, viewOf } from '../../support/view-of';

const megabyte = 1024 ** 2;
const lagOf = (metric: Lag['metric'], value: number): Lag => ({ metric, instance: 'orders-1', at: 0, value });
const viewWith = (value: Lag | null) =>
  viewOf({
    underway: {},
    facts: {
      lag: { kind: 'seen', value },
      dataAtSwitchover: { kind: 'no-database' },
      greenAtSwitchover: { kind: 'no-database' },
      integrations: { kind: 'seen', value: [] },
      targetValues: { cluster: {}, instance: {} },
      green: green(),
      greenEvents: [],
      sourceEvents: [],
    },
  });

test.each<[string, Lag | null, string[]]>([
  ['a slot without lag', lagOf('OldestReplicationSlotLag', 0), []],
  ['less than a segment of WAL', lagOf('OldestReplicationSlotLag', 63 * megabyte), []],
  ['more of it', lagOf('OldestReplicationSlotLag', 64 * megabyte), ['REPLICATION_LAG']],
  ['MySQL that keeps up', lagOf('AuroraBinlogReplicaLag', 1), []],
  ['MySQL that does not', lagOf('AuroraBinlogReplicaLag', 5), ['REPLICATION_LAG']],
  ['MySQL without a number', lagOf('AuroraBinlogReplicaLag', -1), ['REPLICATION_LAG']],
  ['no datapoint', null, ['API_UNCHECKED']],
])('%s', (_what, lag, codes) => {
  expect(lagFindings(viewWith(lag)).map(({ id, severity }) => [severity, id])).toEqual(
    codes.map((code) => ['warn', code]),
  );
});

test('the gate holds what RDS would cancel, and only where the metric is of green alone', () => {
  expect(tooFarBehind(viewWith(lagOf('AuroraBinlogReplicaLag', 299)))).toBeUndefined();
  expect(tooFarBehind(viewWith(lagOf('OldestReplicationSlotLag', 2 ** 40)))).toBeUndefined();
  expect(tooFarBehind(viewWith(null))).toBeUndefined();
  const behind = viewWith(lagOf('AuroraBinlogReplicaLag', 300));
  expect(gateSwitchover.assess(behind)).toMatchObject({
    state: 'wait',
    for: { what: 'caught-up', instance: 'orders-1', seconds: 300 },
  });
  expect(gateSwitchover.assess(viewWith(lagOf('AuroraBinlogReplicaLag', 6)))).toMatchObject({
    state: 'done',
    warnings: [{ id: 'REPLICATION_LAG' }],
  });
});

test("once green exists, its resource id is told for the policies that name blue's", () => {
  const iam = (on: boolean) =>
    newResourceId(
      viewOf({
        cluster: { settings: { iam_database_authentication_enabled: on } },
        underway: {},
        facts: { green: green() },
      }),
    );
  expect(iam(false)).toEqual([]);
  expect(iam(true)).toMatchObject([
    {
      id: 'API_IAM_AUTH',
      remedy:
        'Before the switchover, add to each policy that contains cluster-BLUE: arn:aws:rds-db:eu-west-1:123456789012:dbuser:cluster-GREEN/<user>',
    },
  ]);
});
