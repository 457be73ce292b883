import { tagKey } from '../../../scripts/view/tag-key';
import { aftermath } from '../../support/aftermath';
import { clusterName, region } from '../../support/created-cluster';
import { type Scenario, scenario } from '../../support/scenario';

const from = '8.0.mysql_aurora.3.04.4';
const to = '8.0.mysql_aurora.3.10.2';

const world = (it: Scenario) => it.rds.world.regions[region]!;
const tagsOf = (it: Scenario, name: string) =>
  Object.values(world(it).clusters).find(({ identifier }) => identifier === name)?.tags ?? [];
const kept = (it: Scenario, name: string) => tagsOf(it, name).find(({ Key }) => Key === tagKey.coordinates)?.Value;
/** As RDS told them. */
function told(it: Scenario): string | undefined {
  const event = world(it).events.find(({ message }) => message.startsWith('Binary log coordinates'));
  return event && /file (\S+) and position (\d+)/.exec(event.message)?.slice(1).join(':');
}
const warnings = (it: Scenario) => it.events.filter((event) => JSON.stringify(event).includes('BINLOG_COORDINATES'));

test.each(['by-instance', 'by-cluster'])(
  'told %s: a tag of the old cluster, never of production, and printed',
  async (by) => {
    const it = await scenario({ version: to, running: from });
    it.rds.control('POST choices', { coordinatesEvent: by });
    await it.upgrade();
    expect(told(it)).toMatch(/^mysql-bin-changelog\.000003:\d+$/);
    expect(kept(it, `${clusterName}-old1`)).toBe(told(it));
    expect(kept(it, clusterName)).toBeUndefined();
    expect(JSON.stringify(warnings(it))).toContain('once they have read the binary log of the old cluster to its end');
    const [file, position] = told(it)!.split(':');
    expect(JSON.stringify(warnings(it))).toContain(`CALL mysql.rds_set_external_source('${clusterName}.cluster-`);
    expect(JSON.stringify(warnings(it))).toContain(`'${file}', ${position}, 0);`);
  },
);

test('where the old cluster has no room for a tag, they are printed, and nothing is held up', async () => {
  const it = await scenario({ version: to, running: from });
  const production = Object.values(world(it).clusters).find(({ identifier }) => identifier === clusterName)!;
  production.tags = Array.from({ length: 50 }, (_, i) => ({ Key: `team-${i}`, Value: 'a' }));
  await it.upgrade();
  expect(kept(it, `${clusterName}-old1`)).toBeUndefined();
  expect(JSON.stringify(warnings(it))).toContain(`go on at ${told(it)} of the new production`);
});

test('a later run has them from the tag, after RDS has forgotten its events', async () => {
  const it = await scenario({ version: to, running: from });
  await it.upgrade();
  const before = kept(it, `${clusterName}-old1`);
  world(it).events.length = 0;
  it.events.length = 0;
  await it.upgrade();
  expect(kept(it, `${clusterName}-old1`)).toBe(before);
  expect(JSON.stringify(warnings(it))).toContain(`go on at ${before} of the new production`);
});

test('not told: that is said, and nothing is guessed', async () => {
  const it = await scenario({ version: to, running: from });
  it.rds.control('POST choices', { coordinatesEvent: 'missing' });
  await it.upgrade();
  expect(kept(it, `${clusterName}-old1`)).toBeUndefined();
  expect(JSON.stringify(warnings(it))).toContain('RDS has told no coordinates of this switchover');
  expect(aftermath(it.rds).deployments).toEqual(['SWITCHOVER_COMPLETED']);
});

test('the role may not read events: that is said, and not that RDS has told none', async () => {
  const it = await scenario({ version: to, running: from });
  it.rds.control('POST choices', { coordinatesEvent: 'missing' });
  await it.upgrade();
  it.events.length = 0;
  it.rds.control('POST faults', { operation: 'DescribeEvents', effect: 'access-denied', times: 0 });
  await it.upgrade();
  const told = JSON.stringify(it.events.filter((event) => 'step' in event && event.step === 'keep-coordinates'));
  expect(told).toContain('the events of RDS could not be read');
  expect(JSON.stringify(warnings(it))).toMatch(/go on is not known: .*not authorized to perform: rds:DescribeEvents/);
  expect(JSON.stringify(it.events)).not.toContain('RDS has told');
});

test('two that differ are nobody’s', async () => {
  const it = await scenario({ version: to, running: from });
  it.rds.control('POST choices', { coordinatesEvent: 'missing' });
  const events = world(it).events;
  const message = (position: number) =>
    `Binary log coordinates in green environment after switchover: file mysql-bin-changelog.000001 and position ${position}`;
  await it.upgrade({
    onCode() {
      for (const position of [4, 5]) {
        events.push({
          at: it.clock.now(),
          sourceType: 'db-cluster',
          sourceIdentifier: clusterName,
          categories: [],
          message: message(position),
        });
      }
    },
  });
  it.events.length = 0;
  await it.upgrade();
  expect(kept(it, `${clusterName}-old1`)).toBeUndefined();
});

test('Aurora PostgreSQL has no such step', async () => {
  const it = await scenario();
  await it.upgrade();
  expect(JSON.stringify(it.events)).not.toContain('keep-coordinates');
});
