import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  CreateBlueGreenDeploymentCommand,
  CreateDBParameterGroupCommand,
  DeleteBlueGreenDeploymentCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBParameterGroupsCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { worldClock } from '../../../scripts/embedded-rds/server/clock';
import { loadState } from '../../../scripts/embedded-rds/server/state-file';
import { newWorld, regionOf } from '../../../scripts/embedded-rds/world/new-world';
import { scaleReaders, targets } from '../auto-scaling/readers';
import { clusterArn, clusterId, instance1, regionName, runbookSpec } from '../clusters/cluster-world';
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
    const { world, now } = loadState(stateFile) ?? {};
    expect(Object.keys(world?.regions['ap-northeast-1']?.parameterGroups ?? {})).toEqual(['orders']);
    expect(now).toBe(killed.clock.now());
    await killed.close();
  });

  it('holds the whole of an upgrade after each call, whatever changed in it, and its time', async () => {
    const rds = openEmbeddedRds({ stateFile, speed: 0 });
    seedClusters(rds.world, regionName, runbookSpec(), rds.clock.now());
    rds.addFault({ kind: 'course', effect: 'provisioning-stalls', minutes: 10 });
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'throttling', call: 3 });
    const client = rdsClient(rds);
    const isKept = () =>
      expect(loadState(stateFile)).toEqual(JSON.parse(JSON.stringify({ world: rds.world, now: rds.clock.now() })));
    const looks = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        rds.clock.advance(60_000);
        await client.send(new DescribeDBClustersCommand({}));
        isKept();
      }
    };
    const { BlueGreenDeployment } = await client.send(
      new CreateBlueGreenDeploymentCommand({
        BlueGreenDeploymentName: 'upgrade',
        Source: clusterArn,
        TargetEngineVersion: '15.10',
      }),
    );
    isKept();
    await looks(70);
    const id = BlueGreenDeployment?.BlueGreenDeploymentIdentifier;
    await client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
    await looks(5);
    await client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
    await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: `${instance1}-old1` }));
    rds.control('POST connections', { instance: instance1, count: 3 });
    isKept();
    await looks(12);
    await expect(
      client.send(new CreateDBParameterGroupCommand({ ...group, DBParameterGroupFamily: 'none' })),
    ).rejects.toThrow();
    isKept();
    await rds.close();
    isKept();
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ now: rds.clock.now() });
  });

  it('holds what a look at a deployment sets off', async () => {
    const rds = openEmbeddedRds({ stateFile, speed: 0 });
    seedClusters(rds.world, regionName, runbookSpec(), rds.clock.now());
    const client = rdsClient(rds);
    await client.send(
      new CreateBlueGreenDeploymentCommand({
        BlueGreenDeploymentName: 'upgrade',
        Source: clusterArn,
        TargetEngineVersion: '15.10',
      }),
    );
    rds.clock.advance(60 * 60_000);
    await client.send(new DescribeDBClustersCommand({}));
    rds.addFault({ kind: 'course', effect: 'replication-degraded' });
    await client.send(new DescribeDBClustersCommand({}));
    const { world } = loadState(stateFile) ?? {};
    expect(world?.regions[regionName]?.events.at(-1)?.message).toBe('Replication has been degraded.');
    expect(world).toEqual(JSON.parse(JSON.stringify(rds.world)));
    await rds.close();
  });

  it('grows with what is changed, and is written anew when that outgrows it', async () => {
    const rds = openEmbeddedRds({ stateFile, speed: 0 });
    const sizes: number[] = [];
    const tags = Array.from({ length: 50 }, (_, i) => ({ Key: `tag-${i}`, Value: 'v'.repeat(200) }));
    for (let i = 0; i < 100; i += 1) {
      const named = { ...group, DBParameterGroupName: `orders-${i}`, Tags: tags };
      await rdsClient(rds).send(new CreateDBParameterGroupCommand(named));
      sizes.push(statSync(stateFile).size);
    }
    expect(Math.max(...sizes.slice(1, 50).map((size, i) => size - (sizes[i] ?? 0)))).toBeLessThan(20_000);
    expect(sizes.filter((size, i) => size < (sizes[i - 1] ?? 0)).length).toBeLessThan(3);
    expect(loadState(stateFile)?.world).toEqual(JSON.parse(JSON.stringify(rds.world)));
    await rds.close();
  });

  it('of a server that was killed while it wrote holds all that was answered', async () => {
    const killed = openEmbeddedRds({ stateFile, speed: 0 });
    await rdsClient(killed).send(new CreateDBParameterGroupCommand(group));
    await rdsClient(killed).send(new CreateDBParameterGroupCommand({ ...group, DBParameterGroupName: 'users' }));
    await rdsClient(killed).send(new CreateDBParameterGroupCommand({ ...group, DBParameterGroupName: 'cut-off' }));
    const copy = join(folder, 'copy.json');
    writeFileSync(copy, readFileSync(stateFile, 'utf8').slice(0, -7));
    const second = openEmbeddedRds({ stateFile: copy, speed: 0 });
    expect(Object.keys(second.world.regions['ap-northeast-1']?.parameterGroups ?? {})).toEqual(['orders', 'users']);
    await second.close();
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
    [
      'is cut off in the middle',
      `${JSON.stringify({ embeddedRds: 1, now: 1, world: newWorld() })}\n{"now"\n{}`,
      /is not JSON/,
    ],
    [
      'lacks what was changed',
      `${JSON.stringify({ embeddedRds: 1, now: 1, world: newWorld() })}\n{"now":2,"changes":[{"path":["regions","x","clusters"],"gone":true}]}`,
      /a change in it does not fit/,
    ],
    ['is null', 'null', /not written by the embedded RDS/],
    ['has no time', '{"embeddedRds":1,"world":{}}', /its clock has no time/],
    [
      'is of another version',
      '{"embeddedRds":1,"now":1,"world":{"formatVersion":2}}',
      /its format version is 2, but this release reads version 1/,
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
