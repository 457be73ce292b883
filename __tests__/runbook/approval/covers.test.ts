import type { DatabaseLook } from '../../../scripts/database/answers';
import { approvalOf, codeForm, matchOf } from '../../../scripts/runbook/approval/approval';
import type { ConsentTo } from '../../../scripts/runbook/approval/covered';
import { digest } from '../../../scripts/runbook/approval/digest';
import { approvalFacts, nextApproval } from '../../../scripts/runbook/approval/next-approval';
import { switchover } from '../../../scripts/runbook/upgrade/switchover';
import type { Hook } from '../../../scripts/view/hooks';
import { tagKey } from '../../../scripts/view/tag-key';
import type { View } from '../../../scripts/view/view';
import { looked } from '../../support/looked';
import {
  announced,
  cluster,
  event,
  green,
  instance,
  now,
  type Setting,
  secondsAgo,
  viewOf,
} from '../../support/view-of';

const noDatabase: DatabaseLook = { kind: 'no-database' };
const built: Setting = {
  underway: {},
  facts: {
    green: green(),
    greenEvents: [],
    sourceEvents: [],
    standing: { at: now, blue: noDatabase, green: noDatabase, degraded: [] },
  },
};

const settings: Record<ConsentTo, Setting> = { create: {}, switchover: built };

const approval = (to: ConsentTo, more: Setting = {}, change: Partial<View> = {}) =>
  approvalOf({ ...viewOf(merged(settings[to], more)), ...change }, to);

function merged(one: Setting, two: Setting): Setting {
  return { ...one, ...two, facts: { ...one.facts, ...two.facts } };
}

const both = ['create', 'switchover'] as const;

const smoke: Hook = {
  point: 'verifyGreen',
  command: './smoke.sh',
  timeoutSeconds: 300,
  env: [],
  files: [{ path: 'smoke.sh', sha256: 'a'.repeat(64) }],
};
const withHooks = (...hooks: Hook[]): Setting => ({ request: { hooks } });

test.each(both)('the code of %s is made of what it covers, and of nothing that changes by itself', (to) => {
  const { code, covers } = approval(to);
  expect(code).toMatch(codeForm);
  expect(covers.map(({ fact }) => fact)).toEqual([
    'cluster',
    'source',
    'green',
    'versions',
    'groups',
    'skipped',
    'window',
    'plan',
    'hooks',
    'limits',
    'losses',
  ]);
  const later: Setting = {
    memory: { told: ['something'] },
    facts: { lag: { kind: 'known', value: { seconds: 7, instance: 'x' } } as never },
    cluster: { status: 'backing-up', endpoint: 'elsewhere' },
  };
  expect(approval(to, later, { now: now + 3 * 24 * 3_600_000 }).code).toBe(code);
});

test('creation and switchover are two consents', () => {
  const create = approval('create');
  const switchover = approval('switchover');
  expect(create.code).not.toBe(switchover.code);
  expect(matchOf(switchover, [create.code])).toEqual({ kind: 'other-act' });
  expect(matchOf(create, [switchover.code])).toEqual({ kind: 'other-act' });
});

const group = { name: 'pg15-cluster', family: 'aurora-postgresql15', address: 'cluster_group.aurora-postgresql15' };

const ofBoth: [string, Setting, string][] = [
  ['another cluster of the same name', { cluster: { resourceId: 'cluster-OTHER' } }, 'source'],
  ['production runs another version', { running: '15.7' }, 'versions'],
  ['the code says another version', { code: { engineVersion: '15.12' } }, 'versions'],
  ['a group', { annotation: { clusterParameterGroup: group } }, 'groups'],
  [
    'a parameter of a group',
    { desired: { groupParameters: { 'cluster_group.aurora-postgresql15': { work_mem: '64MB' } } } },
    'groups',
  ],
  ['a skipped check', { request: { skip: [{ id: 'PG_LO', reason: 'none left' }] } }, 'skipped'],
  ['what cannot be checked is accepted', { request: { acceptUnchecked: true } }, 'skipped'],
  ['a window', { annotation: { switchWindow: ['Sun 02:00-04:00 Asia/Tokyo'] } }, 'window'],
  [
    'a time to switch over',
    { request: { switchAt: { text: '2026-12-06T02:00Z', opens: now + 1e9, closes: now + 2e9 } } },
    'window',
  ],
  ['--switch-now', { request: { switchNow: true } }, 'window'],
  ['a hook', withHooks(smoke), 'hooks'],
];

test.each(both.flatMap((to) => ofBoth.map(([what, more, fact]) => [to, what, more, fact] as const)))(
  '%s: what has changed is named: %s',
  (to, _, more, fact) => {
    const before = approval(to);
    const after = approval(to, more);
    expect(after.code).not.toBe(before.code);
    const match = matchOf(after, [before.code]);
    expect(match).toMatchObject({ kind: 'changed', facts: expect.arrayContaining([fact]) });
  },
);

test.each<[string, Setting]>([
  ['its command', withHooks({ ...smoke, command: './smoke.sh --fast' })],
  ['its limit', withHooks({ ...smoke, timeoutSeconds: 600 })],
  ['a variable that it gets', withHooks({ ...smoke, env: ['SLACK_URL'] })],
  ['a byte of its file', withHooks({ ...smoke, files: [{ path: 'smoke.sh', sha256: `${'a'.repeat(63)}b` }] })],
  ['when it is run', withHooks({ ...smoke, point: 'afterSwitchover' })],
  ['its name alone', withHooks()],
])('a hook is covered with %s', (_, more) => {
  const before = approval('switchover', withHooks(smoke));
  expect(matchOf(approval('switchover', more), [before.code])).toEqual({ kind: 'changed', facts: ['hooks'] });
});

const greenWith = (more: object, ofInstance: object = {}) => ({
  facts: {
    green: {
      cluster: { ...green().cluster, ...more },
      instances: green().instances.map((each) => ({ ...each, ...ofInstance })),
    },
  },
});

test.each<[string, Setting, string]>([
  ['another deployment', { underway: { identifier: 'bgd-2' } }, 'green'],
  ['another green', greenWith({ resourceId: 'cluster-OTHER' }), 'green'],
  ["the class of green's instances", greenWith({}, { instanceClass: 'db.r6g.xlarge' }), 'green'],
  ['a reader less on green', { facts: { green: { ...green(), instances: green().instances.slice(1) } } }, 'green'],
  ['the timeout', { request: { switchoverTimeoutSeconds: 600 } }, 'limits'],
  [
    'a plan that would replace the cluster',
    {
      desired: {
        declared: {
          ...viewOf().desired.declared,
          cluster: { ...viewOf().desired.declared.cluster, attributes: { kms_key_id: 'arn:aws:kms:x' } },
        },
      },
    },
    'plan',
  ],
])('a switchover: %s', (_, more, fact) => {
  const before = approval('switchover');
  expect(matchOf(approval('switchover', more), [before.code])).toEqual({ kind: 'changed', facts: [fact] });
});

test('a yes to a first switchover is none to a second one, nor that to a third', () => {
  const cancelled = (number: number, at: number): Setting => ({
    underway: { tags: announced(number, at, { accepted: true }) },
    facts: { greenEvents: [event(at + 60_000, 'Switchover was canceled due to replication lag.')], sourceEvents: [] },
  });
  const codes = [
    approval('switchover'),
    approval('switchover', cancelled(1, secondsAgo(900))),
    approval('switchover', cancelled(2, secondsAgo(300))),
  ];
  expect(new Set(codes.map(({ code }) => code)).size).toBe(3);
  expect(matchOf(codes[1]!, [codes[0]!.code])).toEqual({ kind: 'changed', facts: ['limits'] });
});

test('a reason reads the same in the option and from the tags of the deployment', () => {
  const asked = approval('switchover', { request: { skip: [{ id: 'PG_LO', reason: "it's (empty)" }] } });
  const kept = approval('switchover', { underway: { tags: { [`${tagKey.skipped}PG_LO`]: 'it-s -empty-' } } });
  expect(kept.code).toBe(asked.code);
});

test.each<[string, Partial<View>]>([
  ['region', { region: 'us-east-1' }],
  ['account', { identity: { account: '999999999999', arn: 'arn:aws:iam::999999999999:user/test' } }],
])('a code of another %s is none for this cluster', (_, change) => {
  const other = approval('switchover', {}, change);
  expect(matchOf(approval('switchover'), [other.code])).toEqual({ kind: 'none' });
});

test('a code of another cluster is none for this one; among several its own is found', () => {
  const other = approval('switchover', {
    annotation: { clusterIdentifier: 'shop' },
    cluster: cluster({ identifier: 'shop' }),
  });
  const own = approval('switchover');
  expect(matchOf(own, [other.code])).toEqual({ kind: 'none' });
  expect(matchOf(own, [other.code, own.code])).toEqual({ kind: 'approved' });
});

test('the part behind the dash is no part of the consent, and without it nothing can be named', () => {
  const own = approval('switchover');
  const [head, facts] = own.code.split('-') as [string, string];
  expect(matchOf(own, [head])).toEqual({ kind: 'approved' });
  expect(matchOf(own, [`s${'0'.repeat(24)}-${facts}`])).toEqual({ kind: 'changed', facts: [] });
  expect(matchOf(own, [`s${'0'.repeat(24)}`])).toEqual({ kind: 'none' });
});

test('a digest does not depend on the order of keys, and does on that of a list', () => {
  expect(digest({ a: 1, b: [1, 2] })).toBe(digest({ b: [1, 2], a: 1 }));
  expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }));
  expect(digest({ a: undefined })).toBe(digest({ a: null }));
});

describe('what comes next takes', () => {
  test.each<[string, Setting, ConsentTo | undefined]>([
    ['before it, the creation', {}, 'create'],
    ['with green built, the switchover', built, 'switchover'],
    ['while it is built, nothing yet', { ...built, underway: { status: 'PROVISIONING' } }, undefined],
    ['while it is not visible, nothing yet', { ...built, facts: { green: null } }, undefined],
    ['while it switches over, nothing', { ...built, underway: { status: 'SWITCHOVER_IN_PROGRESS' } }, undefined],
    ['after it, nothing', { running: '15.10', finished: {} }, undefined],
  ])('%s', (_, setting, to) => {
    expect(nextApproval(viewOf(setting))?.to).toBe(to);
  });
});

test('instances of green are listed by their resource ids, in whatever order RDS lists them', () => {
  const two = [instance('b', { resourceId: 'db-B' }), instance('a', { resourceId: 'db-A' })];
  const listed = (instances: typeof two) =>
    approval('switchover', { facts: { green: { ...green(), instances } } }).code;
  expect(listed(two)).toBe(listed([...two].reverse()));
});

describe('what a switchover would lose or bring back', () => {
  type Found = Partial<
    Record<'PG_GLOBALS' | 'PG_OBJECTS' | 'PG_SCHEMA', [kind: string, name: string, same?: string][]>
  >;
  const rows = (found: Found) =>
    Object.fromEntries(
      Object.entries(found).map(([id, all]) => [
        id,
        { rows: all.map(([kind, name, same = '']) => ({ kind, objects: JSON.stringify([[name, same, '']]) })) },
      ]),
    );
  const ends = (blue: Found | DatabaseLook, onGreen: Found | DatabaseLook = {}, at = now): Setting => {
    const look = (end: Found | DatabaseLook, when: 'standing' | 'standing-green') =>
      'kind' in end ? (end as DatabaseLook) : looked(when, rows(end as Found), { at });
    return {
      facts: {
        standing: { at, blue: look(blue, 'standing'), green: look(onGreen, 'standing-green'), degraded: [] },
      },
    };
  };
  const losses = (setting: Setting) =>
    approval('switchover', setting).covers.find(({ fact }) => fact === 'losses')!.says;
  const changed = (setting: Setting, before: Setting = ends({})) =>
    matchOf(approval('switchover', setting), [approval('switchover', before).code]);
  const differ = { kind: 'changed', facts: ['losses'] };

  test.each<[string, Found, Found, string]>([
    ['a role without login', { PG_GLOBALS: [['role', 'team', 'a1']] }, {}, 'lost: role team (only on production a1)'],
    [
      'a membership',
      { PG_GLOBALS: [['membership', 'app in team', 'b']] },
      {},
      'lost: membership app in team (only on production b)',
    ],
    [
      'a membership that was revoked',
      {},
      { PG_GLOBALS: [['membership', 'app in team', 'b']] },
      'comes back: membership app in team (only on green b)',
    ],
    ['a login that was dropped', {}, { PG_GLOBALS: [['login', 'app']] }, 'comes back: login app (only on green)'],
    [
      'a setting',
      { PG_GLOBALS: [['setting', 'work_mem of app', 'c']] },
      { PG_GLOBALS: [['setting', 'work_mem of app', 'd']] },
      'lost: setting work_mem of app (different c)',
    ],
    [
      'a privilege',
      { PG_OBJECTS: [['privileges', 'on table public.t', 'abcdefghij']] },
      {},
      'lost: privileges on table public.t of app (only on production abcdef)',
    ],
    [
      'an index on green',
      {},
      { PG_SCHEMA: [['index', 'public.i', 'e']] },
      'comes back: index public.i of app (only on green e)',
    ],
  ])('%s', (_, blue, onGreen, line) => {
    expect(losses(ends(blue, onGreen))).toEqual([line]);
    expect(changed(ends(blue, onGreen))).toEqual(differ);
    expect(changed(ends(blue, onGreen, now + 1e6), ends(blue, onGreen))).toEqual({ kind: 'approved' });
  });

  test('a second change of what differs already is another one', () => {
    const grants = (same: string) => ends({ PG_OBJECTS: [['privileges', 'on table public.t', same]] });
    expect(changed(grants('b'), grants('a'))).toEqual(differ);
  });

  test('in whatever order', () => {
    const all: [string, string][] = [
      ['role', 'a'],
      ['role', 'b'],
    ];
    expect(changed(ends({ PG_GLOBALS: all }), ends({ PG_GLOBALS: [...all].reverse() }))).toEqual({ kind: 'approved' });
  });

  test('not the logins of a machine that only production has, with what is theirs alone', () => {
    const made: [string, string, string?][] = [
      ['role', '"v-app-1"', 'x'],
      ['login', '"v-app-1"'],
      ['membership', '"v-app-1" in app', 'x'],
      ['membership', 'vault in "v-app-1"', 'x'],
      ['setting', 'work_mem of "v-app-1"', 'x'],
      ['setting', 'work_mem of "v-app-1" in shop', 'x'],
    ];
    expect(losses(ends({ PG_GLOBALS: made }))).toEqual([]);
    const others: [string, string, string?][] = [
      ['membership', 'app in team', 'x'],
      ['setting', 'work_mem of "v-app-10"', 'x'],
    ];
    expect(losses(ends({ PG_GLOBALS: [...made, ...others] }))).toHaveLength(2);
  });

  test('what was not read is not the same as nothing', () => {
    const closed: DatabaseLook = { kind: 'not-checked', reason: 'Timeout after 3 s.', remedy: '' };
    expect(losses(ends(closed))).toEqual(["not known: production's databases were not queried"]);
    expect(losses(ends({}, closed))).toEqual(["not known: green's databases were not queried"]);
    expect(changed(ends({}, closed))).toEqual(differ);
    const failed = looked('standing', { PG_GLOBALS: { failed: 'canceled' }, PG_OBJECTS: { failed: 'canceled' } });
    expect(losses(ends(failed))).toEqual(['not known: PG_GLOBALS', 'not known: PG_OBJECTS of app']);
  });

  test('a check that somebody answers for is covered by that', () => {
    const found = ends({ PG_OBJECTS: [['privileges', 'on table public.t', 'a']], PG_GLOBALS: [['role', 'team']] });
    const skip = { request: { skip: [{ id: 'PG_OBJECTS' as const, reason: 'Vault' }] } };
    expect(losses({ ...found, ...skip })).toEqual(['lost: role team (only on production)']);
  });

  test('as many as are shown, and the rest by its digest', () => {
    const many = (last: string) =>
      ends({
        PG_GLOBALS: Array.from({ length: 1_200 }, (_, index) => [
          'role',
          `r${1000 + index}`,
          index === 1_199 ? last : 'a',
        ]),
      });
    expect(losses(many('a'))).toHaveLength(1_001);
    expect(losses(many('a')).at(-1)).toMatch(/^and 200 more \([0-9a-f]{16}\)$/);
    expect(changed(many('b'), many('a'))).toEqual(differ);
  });

  test('is read wherever a code is told or compared', () => {
    for (const status of ['AVAILABLE', 'SWITCHOVER_FAILED']) {
      const view = viewOf({ underway: { status } });
      expect(approvalFacts(view)).toContain('standing');
      expect(switchover.needs(view)).toContain('standing');
    }
  });
});
