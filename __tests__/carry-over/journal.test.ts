import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ClusterScaling } from '../../scripts/aws/autoscaling/types';
import type { Tags } from '../../scripts/aws/rds/types';
import type { Had } from '../../scripts/carry-over/had';
import { type Journal, journalAsTags, leastTags, readJournal, tagsLeftOut } from '../../scripts/carry-over/journal';

const dimension = 'rds:cluster:ReadReplicaCount';
const scaling = (policies: string[] = []): ClusterScaling => ({
  targets: [{ dimension, minCapacity: 1, maxCapacity: 4, tags: { ü: 'x' } }],
  policies: policies.map((name) => ({ name, dimension, type: 'StepScaling', configuration: { a: name } })),
  scheduledActions: [{ name: 'night', dimension, schedule: 'cron(0 0 * * ? *)', minCapacity: 1 }],
});

/** Nothing that could be compressed. */
const random = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of one team: the same keys and values on everything, and a name of its own. */
const common = (own: string, count = 29): Tags => ({
  Name: own,
  ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`cost-center-${i}`, `team-payments-${i * 37}`])),
});

const unlike = (own: string): Tags =>
  Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key-${i}`, random(`${own} ${i}`)]));

function had(instances: number, tags: (own: string) => Tags): Had {
  const kms = 'arn:aws:kms:ap-northeast-1:123456789012:key/1b0e3c6a-6c3e-4b7e-9b35-0f1a2b3c4d5e';
  const names = Array.from({ length: instances }, (_, i) => `orders-production-${i + 1}`);
  return {
    settings: {
      backup_retention_period: 14,
      copy_tags_to_snapshot: true,
      deletion_protection: true,
      enable_http_endpoint: false,
      enabled_cloudwatch_logs_exports: ['postgresql', 'upgrade'],
      iam_database_authentication_enabled: true,
      preferred_backup_window: '02:00-02:30',
      preferred_maintenance_window: 'sun:03:00-sun:03:30',
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 16 },
      vpc_security_group_ids: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
    },
    roles: ['s3Import', 's3Export', 'Lambda'].map((feature) => ({
      arn: `arn:aws:iam::123456789012:role/orders-${feature}`,
      feature,
    })),
    tags: tags('orders-production'),
    instances: names.map((identifier, i) => ({
      identifier,
      settings: {
        auto_minor_version_upgrade: false,
        ca_cert_identifier: 'rds-ca-rsa2048-g1',
        copy_tags_to_snapshot: true,
        instance_class: 'db.r6g.4xlarge',
        monitoring_interval: 30,
        monitoring_role_arn: 'arn:aws:iam::123456789012:role/rds-monitoring',
        performance_insights_enabled: true,
        performance_insights_kms_key_id: kms,
        performance_insights_retention_period: 465,
        preferred_maintenance_window: `sun:0${i % 10}:00-sun:0${i % 10}:30`,
        promotion_tier: i,
        publicly_accessible: false,
      },
      tags: tags(identifier),
    })),
    endpoints: ['reports', 'batch', 'search', 'export', 'api'].map((name, i) => ({
      identifier: `orders-${name}`,
      type: 'READER',
      staticMembers: names.slice(i, i + 5),
      excludedMembers: [],
      tags: tags(`orders-${name}`),
    })),
  };
}

const read = (tags: Tags): Journal => {
  const reading = readJournal(tags);
  if (reading.kind !== 'read') throw new Error(reading.kind);
  return reading.journal;
};

test.each<[string, Journal, number, string[]]>([
  ['one instance with nothing', { had: had(1, () => ({})), scaling: scaling() }, 5, []],
  ['two instances', { had: had(2, (own) => common(own, 4)), scaling: scaling(['cpu']) }, 6, []],
  ['auto scaling that nobody may read', { had: had(2, () => ({})) }, 5, []],
  ['15 instances with 30 tags in common', { had: had(15, common), scaling: scaling(['cpu']) }, 10, []],
  [
    '15 instances with 30 tags each that nothing else has',
    { had: had(15, unlike), scaling: scaling(['cpu']) },
    24,
    ['the cluster', 'the instances', 'the custom endpoints'],
  ],
  [
    '15 instances with 30 tags each that nothing else has, and no custom endpoint',
    { had: { ...had(15, unlike), endpoints: [] }, scaling: scaling(['cpu']) },
    24,
    ['the instances'],
  ],
])('%s', (_, journal, most, leftOut) => {
  const written = journalAsTags(journal)!;
  for (const each of Object.values(written.tags)) expect(each).toMatch(/^[A-Za-z0-9+/=:]{1,256}$/);
  expect(Object.keys(written.tags).length).toBeLessThanOrEqual(most);
  expect(written.leftOut).toEqual(leftOut);
  const again = read({ ...written.tags, other: 'x' });
  expect(tagsLeftOut(again)).toEqual(leftOut);
  if (leftOut.length === 0) expect(again).toEqual(journal);
  expect(again.had).toMatchObject({ settings: journal.had!.settings, roles: journal.had!.roles });
});

test('what must be there does not fit: nothing is cut', () => {
  const policies = Array.from({ length: 120 }, (_, i) => random(`${i}`));
  const journal = { had: had(15, common), scaling: scaling(policies) };
  expect(journalAsTags(journal)).toBeUndefined();
  expect(leastTags(journal)).toBeGreaterThan(24);
});

test('what a deployment has already takes room, a former journal does not', () => {
  const journal = { had: had(15, common), scaling: scaling(['cpu']) };
  const { tags } = journalAsTags(journal)!;
  const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`other-${i}`, '']));
  expect(journalAsTags(journal, tags)).toEqual({ tags, leftOut: [] });
  expect(journalAsTags(journal, { ...tags, ...others(37 - Object.keys(tags).length) })).toEqual({ tags, leftOut: [] });
  expect(journalAsTags(journal, others(38 - Object.keys(tags).length))?.leftOut).toEqual(['the instances']);
  expect(journalAsTags(journal, others(37))).toBeUndefined();
});

test('a shorter one is read without the rest of the former', () => {
  const former = journalAsTags({ had: had(15, common), scaling: scaling(['cpu']) })!.tags;
  const shorter = { had: had(1, () => ({})), scaling: scaling() };
  expect(read({ ...former, ...journalAsTags(shorter)!.tags })).toEqual(shorter);
});

describe('of an older version', () => {
  const text = deflateRawSync(JSON.stringify(scaling(['cpu']))).toString('base64');
  const old = { 'aurora-upgrade:scaling-1': `2:${text.slice(0, 100)}`, 'aurora-upgrade:scaling-2': text.slice(100) };

  test('its auto scaling is read', () => {
    expect(read(old)).toEqual({ scaling: scaling(['cpu']) });
  });

  test('the journal counts, where there are both', () => {
    expect(read({ ...old, ...journalAsTags({ scaling: scaling() })!.tags })).toEqual({ scaling: scaling() });
    expect(read({ ...old, ...journalAsTags({})!.tags })).toEqual({ scaling: scaling(['cpu']) });
  });

  test('half of it is not guessed', () => {
    expect(readJournal({ 'aurora-upgrade:scaling-1': old['aurora-upgrade:scaling-1']! })).toMatchObject({
      kind: 'unreadable',
    });
  });
});

describe('what is damaged is not guessed', () => {
  const tags = journalAsTags({ had: had(15, common), scaling: scaling() })!.tags;
  const other = journalAsTags({ had: had(14, common), scaling: scaling() })!.tags;
  const key = (n: number) => `aurora-upgrade:journal-${n}`;
  const without = (n: number) => Object.fromEntries(Object.entries(tags).filter(([name]) => name !== key(n)));

  test.each<[string, Tags]>([
    ['the first part is missing', without(1)],
    ['another is missing', without(2)],
    ['a part is of another journal', { ...tags, [key(3)]: other[key(3)]! }],
    ['a part was shortened', { ...tags, [key(2)]: 'abc' }],
    ['somebody wrote something else', { [key(1)]: 'hello' }],
    ['a later version wrote it', { ...tags, [key(1)]: tags[key(1)]!.replace(/^1:/, '2:') }],
  ])('%s', (_, damaged) => {
    expect(readJournal(damaged)).toMatchObject({ kind: 'unreadable', error: { code: 'JOURNAL_UNREADABLE' } });
  });
});

test('no tags say nothing', () => {
  expect(readJournal({ team: 'x', 'aurora-upgrade:format': '1' })).toEqual({ kind: 'none' });
});
