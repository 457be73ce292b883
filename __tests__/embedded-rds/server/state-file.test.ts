import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { CreateDBParameterGroupCommand, DescribeDBParameterGroupsCommand } from '@aws-sdk/client-rds';
import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { worldClock } from '../../../scripts/embedded-rds/server/clock';
import { newWorld, regionOf } from '../../../scripts/embedded-rds/world/new-world';
import { scaleReaders, targets } from '../auto-scaling/readers';
import { clusterId, instance1, regionName, runbookSpec } from '../clusters/cluster-world';
import { autoScalingClient, rdsClient } from '../support/clients';

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-rds-'));
  stateFile = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const group = { DBParameterGroupName: 'orders', DBParameterGroupFamily: 'aurora-postgresql15', Description: 'd' };

describe('the state file', () => {
  it('carries world and clock from one server to the next', async () => {
    const first = openEmbeddedRds({ stateFile, speed: 0 });
    await rdsClient(first).send(new CreateDBParameterGroupCommand(group));
    first.clock.advance(3_600_000);
    await rdsClient(first).send(new DescribeDBParameterGroupsCommand({}));
    const seen = first.clock.now();
    await first.close();
    const second = openEmbeddedRds({ stateFile, speed: 0 });
    const { DBParameterGroups } = await rdsClient(second).send(new DescribeDBParameterGroupsCommand({}));
    expect(DBParameterGroups).toMatchObject([{ DBParameterGroupName: 'orders' }]);
    expect(second.clock.now()).toBe(seen);
    await second.close();
  });

  it('holds what was answered, and the time of the last answer, when the server is killed', async () => {
    const killed = openEmbeddedRds({ stateFile, speed: 0 });
    await rdsClient(killed).send(new CreateDBParameterGroupCommand(group));
    killed.clock.advance(60_000);
    await rdsClient(killed).send(new DescribeDBParameterGroupsCommand({}));
    const { world, now } = JSON.parse(readFileSync(stateFile, 'utf8'));
    expect(Object.keys(world.regions['ap-northeast-1'].parameterGroups)).toEqual(['orders']);
    expect(now).toBe(killed.clock.now());
    await killed.close();
  });

  it('is caught up with the wall at speed 1', async () => {
    const world = newWorld();
    writeFileSync(stateFile, JSON.stringify({ embeddedRds: 1, now: 1_000, world }));
    const rds = openEmbeddedRds({ stateFile, speed: 1 });
    expect(rds.clock.now()).toBeGreaterThan(Date.parse('2026-01-01'));
    await rds.close();
  });

  it('of a version that knew less is taken over: what is new begins empty', async () => {
    const world = newWorld();
    const { scalableTargets: _, connectionSpans: __, ...region } = regionOf(world, 'ap-northeast-1');
    const { choices: ___, ...rest } = world;
    const kept = { ...rest, regions: { 'ap-northeast-1': region } };
    writeFileSync(stateFile, JSON.stringify({ embeddedRds: 1, now: 1_000, world: kept }));
    const rds = openEmbeddedRds({ stateFile, speed: 0 });
    expect(rds.world.choices).toEqual(newWorld().choices);
    expect(rds.world.regions['ap-northeast-1']).toMatchObject({ scalableTargets: {}, connectionSpans: {} });
    const answer = await autoScalingClient(rds).send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' }));
    expect(answer.ScalableTargets).toEqual([]);
    await rds.close();
  });

  it('carries choices, targets and connections', async () => {
    const first = openEmbeddedRds({
      stateFile,
      clock: worldClock(0, 1_000_000),
      choices: { notCopiedToGreen: ['TagList'] },
    });
    seedClusters(first.world, regionName, runbookSpec(), 1_000_000);
    await scaleReaders(autoScalingClient(first));
    first.control('POST connections', { instance: instance1, count: 3 });
    const { regions, choices } = JSON.parse(JSON.stringify(first.world));
    await first.close();
    const second = openEmbeddedRds({ stateFile, speed: 0 });
    expect(second.world).toMatchObject({ regions, choices });
    expect(await targets(autoScalingClient(second))).toEqual([`cluster:${clusterId} 1-3 cpu`]);
    await second.close();
  });

  it('wins over a world to begin with', async () => {
    const first = openEmbeddedRds({ stateFile, speed: 0, account: '999999999999' });
    await first.close();
    const second = openEmbeddedRds({ stateFile, speed: 0, world: newWorld() });
    expect(second.world.account).toBe('999999999999');
    await second.close();
  });

  const damaged: [string, string, RegExp][] = [
    ['is cut off', '{"embeddedRds":1,"now":1,"wor', /cannot be used: it is not JSON/],
    ['is something else', '{"version": 4, "resources": []}', /not written by the embedded RDS/],
    ['is null', 'null', /not written by the embedded RDS/],
    ['has no time', '{"embeddedRds":1,"world":{}}', /its clock has no time/],
    [
      'is of another version',
      '{"embeddedRds":1,"now":1,"world":{"formatVersion":2}}',
      /its format version is 2, and this is version 1/,
    ],
    [
      'lacks parts',
      '{"embeddedRds":1,"now":1,"world":{"formatVersion":1,"account":"123456789012","sequence":0}}',
      /parts of its world are missing/,
    ],
    [
      'lacks parts of a region',
      JSON.stringify({
        embeddedRds: 1,
        now: 1,
        world: { ...newWorld(), regions: { 'eu-west-1': { ...regionOf(newWorld(), 'eu-west-1'), clusters: [] } } },
      }),
      /its region eu-west-1 has no clusters/,
    ],
  ];
  it.each(damaged)('that %s is refused, and left as it is', (_what, content, sentence) => {
    writeFileSync(stateFile, content);
    expect(() => openEmbeddedRds({ stateFile })).toThrow(sentence);
    expect(() => openEmbeddedRds({ stateFile })).toThrow(
      expect.objectContaining({ code: 'STATE_FILE_DAMAGED', exitCode: 3 }),
    );
    expect(readFileSync(stateFile, 'utf8')).toBe(content);
    expect(existsSync(`${stateFile}.lock`)).toBe(false);
  });
});

describe('the lock on the state file', () => {
  it('refuses a second server, also of the same process', async () => {
    const first = openEmbeddedRds({ stateFile });
    expect(() => openEmbeddedRds({ stateFile })).toThrow(expect.objectContaining({ code: 'STATE_FILE_IN_USE' }));
    await first.close();
    await openEmbeddedRds({ stateFile }).close();
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('refuses while another process lives', () => {
    writeFileSync(`${stateFile}.lock`, String(process.ppid));
    expect(() => openEmbeddedRds({ stateFile })).toThrow(`in use by an embedded RDS in the process ${process.ppid}`);
    expect(readFileSync(`${stateFile}.lock`, 'utf8')).toBe(String(process.ppid));
  });

  it.each([
    ['a process that has died', () => String(spawnSync('true').pid)],
    ['an earlier process of this number', () => String(process.pid)],
  ])('is taken over from %s', async (_who, owner) => {
    writeFileSync(`${stateFile}.lock`, owner());
    await openEmbeddedRds({ stateFile }).close();
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
});
