import type { RdsEvent } from '../../scripts/aws/rds/types';
import { busyMembers, switchoverFindings } from '../../scripts/preflight/switchover-gates';
import { announced, arn, event, green, instance, type Setting, secondsAgo, viewOf } from '../support/view-of';

const values = { cluster: {}, instance: {} };

/** Green stands as it was asked for, and nothing has happened to it. */
function ready({ facts, underway = {}, ...setting }: Setting) {
  const events: RdsEvent[] = [];
  return viewOf({
    underway,
    facts: { green: green(), greenEvents: events, sourceEvents: events, targetValues: values, ...facts },
    ...setting,
  });
}

const cancelled = event(secondsAgo(10), 'The switchover was cancelled due to a timeout.');
const failedMember = {
  source: arn('orders-1', 'db'),
  target: arn('orders-1-green', 'db'),
  status: 'SWITCHOVER_FAILED',
};
/** What this run has found when it began is what it may follow. */
const foundAt = (seconds: number) => ({ attemptFound: secondsAgo(seconds), askedAt: secondsAgo(0) });
const sent = { kind: 'switchover' as const, last: secondsAgo(20), accepted: 1, unanswered: 0 };
const switched = { sent: { 'switch orders over to 15.10': sent } };
const endpoint = (identifier: string) => ({
  identifier,
  arn: arn(identifier, 'cluster-endpoint'),
  status: 'available',
  type: 'READER',
  staticMembers: [],
  excludedMembers: [],
  tags: {},
});
const degraded = event(secondsAgo(60), 'Replication has been degraded for the blue/green deployment.');

interface Row {
  shows: string;
  setting: Setting;
  /** Id, then what the message and the remedy must tell. */
  found: [string, RegExp, RegExp?][];
}

const rows: Row[] = [
  { shows: 'nothing where all is well', setting: {}, found: [] },
  {
    shows: 'the switchover before was cancelled: somebody must look',
    setting: { underway: { tags: announced(1, secondsAgo(30)) }, facts: { greenEvents: [cancelled] } },
    found: [['SWITCHOVER_CANCELLED', /of orders was cancelled by RDS: .* due to a timeout\./, /--retry-switchover/]],
  },
  {
    shows: 'or was announced, and perhaps never began',
    setting: { underway: { tags: announced(1, secondsAgo(60)) } },
    found: [['SWITCHOVER_CANCELLED', /was announced at 2026-01-15T00:59:00\.000Z: .*not known/]],
  },
  {
    shows: 'or failed without a trace of when: no date is made up',
    setting: { underway: { status: 'SWITCHOVER_FAILED' } },
    found: [['SWITCHOVER_CANCELLED', /of orders was cancelled by RDS: RDS gives no reason\./]],
  },
  {
    shows: 'somebody has looked: --retry-switchover',
    setting: {
      underway: { tags: announced(1, secondsAgo(30)) },
      facts: { greenEvents: [cancelled] },
      request: { retrySwitchover: true },
      memory: foundAt(30),
    },
    found: [],
  },
  {
    shows: 'that consent is used up by the attempt of this run',
    setting: {
      underway: { tags: announced(1, secondsAgo(30)) },
      facts: { greenEvents: [cancelled] },
      request: { retrySwitchover: true },
      memory: { ...switched, ...foundAt(30) },
    },
    found: [['SWITCHOVER_CANCELLED', /cancelled by RDS/, /--retry-switchover/]],
  },
  {
    shows: 'one that may still be told of is waited for elsewhere',
    setting: { underway: { tags: announced(1, secondsAgo(30)) } },
    found: [],
  },
  {
    shows: 'a group of the target holds something else than the code sets',
    setting: {
      desired: { groupParameters: { 'cluster_group.aurora-postgresql15': { work_mem: '64', jit: 'ON' } } },
      facts: { targetValues: { cluster: { work_mem: '4', jit: 'on' }, instance: {} } },
    },
    found: [['API_TARGET_VALUES', /does not have the values that the code sets for work_mem\./, /apply/]],
  },
  {
    shows: 'replication is degraded, told of green',
    setting: { facts: { greenEvents: [degraded] } },
    found: [['REPLICATION_DEGRADED', /degraded since 2026-01-15T00:59:00\.000Z \(bgd-1\): Replication has/, /abort/]],
  },
  {
    shows: 'or of production, by its code',
    setting: { facts: { sourceEvents: [event(secondsAgo(60), 'REPLICATION_DEGRADED: DDL on orders')] } },
    found: [['REPLICATION_DEGRADED', /DDL on orders/]],
  },
  {
    shows: 'other events are none of its business',
    setting: { facts: { greenEvents: [event(secondsAgo(60), 'DB instance restarted')] } },
    found: [],
  },
  {
    shows: 'RDS says something of the deployment',
    setting: { underway: { statusDetails: 'Storage is low' } },
    found: [['BGD_DETAILS', /RDS reports for bgd-1: Storage is low/, /abort/]],
  },
  {
    shows: 'after an attempt that is the reason of its cancellation, and told as that alone',
    setting: { underway: { statusDetails: 'Timed out', tags: announced(1, secondsAgo(90), { accepted: true }) } },
    found: [['SWITCHOVER_CANCELLED', /cancelled by RDS: Timed out\./]],
  },
  {
    shows: 'a member that failed',
    setting: { underway: { members: [failedMember] } },
    found: [['BGD_MEMBER', /member arn:.*:db:orders-1 of bgd-1 is SWITCHOVER_FAILED/, /console/]],
  },
  {
    shows: 'members without a source go by their target, or by nothing',
    setting: { underway: { members: [{ target: 'arn:green', status: 'DELETED' }, { status: 'DELETED' }] } },
    found: [
      ['BGD_MEMBER', /member arn:green of bgd-1 is DELETED/],
      ['BGD_MEMBER', /member without a name of bgd-1 is DELETED/],
    ],
  },
  {
    shows: 'members that are well, are at work, or have no status yet',
    setting: { underway: { members: [{ status: 'AVAILABLE' }, { status: 'PROVISIONING' }, {}] } },
    found: [],
  },
  {
    shows: 'a member that failed in an attempt of which RDS has still to tell',
    setting: { underway: { members: [failedMember], tags: announced(1, secondsAgo(30)) } },
    found: [],
  },
  {
    shows: 'a member that failed in the attempt that is repeated',
    setting: {
      underway: { members: [failedMember], tags: announced(1, secondsAgo(90), { accepted: true }) },
      request: { retrySwitchover: true },
      memory: foundAt(90),
    },
    found: [],
  },
  {
    shows: 'a member that failed in the one that is not',
    setting: { underway: { members: [failedMember], tags: announced(1, secondsAgo(90), { accepted: true }) } },
    found: [
      ['SWITCHOVER_CANCELLED', /./],
      ['BGD_MEMBER', /SWITCHOVER_FAILED/],
    ],
  },
  {
    shows: 'a member that failed in none, whatever is asked',
    setting: { underway: { members: [failedMember] }, request: { retrySwitchover: true } },
    found: [['BGD_MEMBER', /SWITCHOVER_FAILED/]],
  },
  {
    shows: 'green is not visible',
    setting: { facts: { green: null } },
    found: [['GREEN_WRONG', /green is not visible/, /abort/]],
  },
  {
    shows: 'green runs another version',
    setting: { facts: { green: green('15.8') } },
    found: [
      ['GREEN_WRONG', /orders-green-abc123 runs 15\.8/],
      ['GREEN_WRONG', /orders-1-green-abc123 runs 15\.8/],
      ['GREEN_WRONG', /orders-2-green-abc123 runs 15\.8/],
    ],
  },
  {
    shows: 'green has other groups',
    setting: {
      facts: {
        green: {
          cluster: { ...green().cluster, parameterGroup: 'default' },
          instances: green()
            .instances.map((each) => ({ ...each, parameterGroup: 'by-hand' }))
            .slice(0, 1),
        },
      },
      instances: [instance('orders-1')],
    },
    found: [
      ['GREEN_WRONG', /orders-green-abc123 has the group default/],
      ['GREEN_WRONG', /orders-1-green-abc123 has the group by-hand/],
    ],
  },
  {
    shows: 'green has fewer instances than production',
    setting: { facts: { green: { ...green(), instances: green().instances.slice(1) } } },
    found: [['GREEN_WRONG', /has 1 instance, but production has 2/]],
  },
  {
    shows: 'a custom endpoint that has a counterpart goes along',
    setting: {
      underway: { members: [{ source: endpoint('reports').arn, target: 'arn:green', status: 'AVAILABLE' }] },
      facts: { endpoints: [endpoint('reports')] },
    },
    found: [],
  },
  {
    shows: 'one that is listed without, and one that is not listed, stay behind',
    setting: {
      underway: { members: [{ source: endpoint('reports').arn, status: 'AVAILABLE' }] },
      facts: { endpoints: [endpoint('reports'), endpoint('later')] },
    },
    found: [
      ['ENDPOINT_LEFT', /endpoint reports,/, /recreate it/],
      ['ENDPOINT_LEFT', /endpoint later,/],
    ],
  },
];

test.each(rows)('$shows', ({ setting, found }) => {
  const told = switchoverFindings(ready(setting));
  expect(told.map(({ severity, id, message, remedy }) => [severity, id, message, remedy])).toEqual(
    found.map(([id, message, remedy = /./]) => [
      'block',
      id,
      expect.stringMatching(message),
      expect.stringMatching(remedy),
    ]),
  );
});

describe('what the gate waits for', () => {
  test.each<[string, Setting, [string, string][]]>([
    ['nothing where all is available', { underway: { members: [{ status: 'AVAILABLE' }] } }, []],
    ['production', { cluster: { status: 'backing-up' } }, [['orders', 'backing-up']]],
    [
      'instances of both sides',
      {
        instances: [instance('orders-1', { status: 'modifying' }), instance('orders-2')],
        facts: { green: { ...green(), instances: [instance('orders-1-green', { status: 'rebooting' })] } },
      },
      [
        ['orders-1', 'modifying'],
        ['orders-1-green', 'rebooting'],
      ],
    ],
    [
      'green',
      { facts: { green: { ...green(), cluster: { ...green().cluster, status: 'upgrading' } } } },
      [['orders-green-abc123', 'upgrading']],
    ],
    ['nothing of a green that is not visible', { facts: { green: null } }, []],
    [
      'members of the deployment that are at work, or of which it says nothing',
      {
        underway: { members: [{ source: 'arn:a', status: 'PROVISIONING' }, {}, { source: 'arn:c', status: 'FAILED' }] },
      },
      [
        ['arn:a', 'PROVISIONING'],
        ['a member', 'without status'],
      ],
    ],
  ])('%s', (_, setting, members) => {
    expect(busyMembers(ready(setting))).toEqual(members.map(([name, status]) => ({ name, status })));
  });

  test('without a deployment it has no members', () => {
    const view = ready({});
    view.facts.deployments = { foreign: [], elsewhere: [] };
    expect(busyMembers(view)).toEqual([]);
  });
});
