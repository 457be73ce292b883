import { isOver } from '../../scripts/aws/autoscaling/over';
import type { ClusterScaling } from '../../scripts/aws/autoscaling/types';
import { describe as describeChange } from '../../scripts/carry-over/change';
import { declaredScaling } from '../../scripts/carry-over/declared-scaling';
import { missingScaling } from '../../scripts/carry-over/scaling';
import { CodeInMemory } from '../support/code-in-memory';

const dimension = 'rds:cluster:ReadReplicaCount';
const policy = (name: string) => ({ name, dimension, type: 'StepScaling', configuration: { a: name } });
const scaling = (policies: string[]): ClusterScaling => ({
  targets: [{ dimension, minCapacity: 1, maxCapacity: 4, tags: { ü: 'x' } }],
  policies: policies.map(policy),
  scheduledActions: [{ name: 'night', dimension, schedule: 'cron(0 0 * * ? *)', minCapacity: 1 }],
});
const none: ClusterScaling = { targets: [], policies: [], scheduledActions: [] };

test('only what is gone is restored, a target before what hangs on it; what is over is not', () => {
  const lines = (now: ClusterScaling, time = 0) =>
    missingScaling('orders', scaling(['cpu', 'connections']), now, time).map(describeChange);
  expect(lines(none)).toEqual([
    'register orders for auto scaling, 1 to 4 (rds:cluster:ReadReplicaCount)',
    'create the scaling policy cpu of orders',
    'create the scaling policy connections of orders',
    'create the scheduled action night of orders',
  ]);
  const changed = { ...scaling(['cpu']), targets: [{ dimension, minCapacity: 2, maxCapacity: 9, tags: {} }] };
  expect(lines(changed)).toEqual(['create the scaling policy connections of orders']);
});

test.each([
  ['rate(1 day)', undefined, undefined, false],
  ['rate(1 day)', undefined, '2026-01-01T00:00:00Z', true],
  ['rate(1 day)', undefined, '2026-03-01T00:00:00Z', false],
  ['at(2026-02-01T08:00:00)', undefined, undefined, true],
  ['at(2026-02-01T13:00:00)', undefined, undefined, false],
  ['at(2026-02-01T20:00:00)', 'Asia/Tokyo', undefined, true],
  ['at(2026-02-01T22:00:00)', 'Asia/Tokyo', undefined, false],
  ['at(not a time)', undefined, undefined, false],
])('%s, %s, until %s: over at noon: %s', (schedule, timezone, end, expected) => {
  const endAt = end === undefined ? undefined : Date.parse(end);
  expect(isOver({ name: '', dimension, schedule, timezone, endAt }, Date.parse('2026-02-01T12:00:00Z'))).toBe(expected);
});

test('the code tells what can be told without Terraform', () => {
  const code = new CodeInMemory({ engineVersion: '15.6' });
  const about = { resource_id: `cluster:${code.clusterIdentifier}`, scalable_dimension: dimension };
  code.json = {
    resource: {
      aws_appautoscaling_target: {
        t: { ...about, min_capacity: 1, max_capacity: '4', suspended_state: [{ scheduled_scaling_suspended: true }] },
      },
      aws_appautoscaling_policy: {
        computed: { ...about, name: 'a', policy_type: '${var.type}' },
        step: { ...about, name: 'b', policy_type: 'StepScaling' },
      },
    },
  };
  expect(declaredScaling(code.cluster().declared)).toEqual({
    scaling: {
      targets: [
        {
          dimension,
          minCapacity: 1,
          maxCapacity: 4,
          suspended: { dynamicIn: false, dynamicOut: false, scheduled: true },
          tags: {},
        },
      ],
      policies: [],
      scheduledActions: [],
    },
    unknown: ['aws_appautoscaling_policy.computed', 'aws_appautoscaling_policy.step'],
  });
});
