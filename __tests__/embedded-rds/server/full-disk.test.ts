import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { CreateDBParameterGroupCommand, DescribeDBParameterGroupsCommand } from '@aws-sdk/client-rds';
import { type EmbeddedRds, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { loadState } from '../../../scripts/embedded-rds/server/state-file';
import { autoScalingClient, rdsClient, refusalOf } from '../support/clients';

let folder: string;
let stateFile: string;
let rds: EmbeddedRds;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-rds-full-'));
  stateFile = join(folder, 'state.json');
  told = [];
  rds = openEmbeddedRds({ stateFile, speed: 0, tell: (sentence) => told.push(sentence) });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rds.close();
  rmSync(folder, { recursive: true });
});

/** Undefined where it was answered 200. */
async function create(DBParameterGroupName: string) {
  const group = { DBParameterGroupName, DBParameterGroupFamily: 'aurora-postgresql15', Description: 'd' };
  const call = rdsClient(rds).send(new CreateDBParameterGroupCommand(group));
  return call.then(
    () => undefined,
    () => refusalOf(call),
  );
}
const names = async () => {
  const { DBParameterGroups = [] } = await rdsClient(rds).send(new DescribeDBParameterGroupsCommand({}));
  return DBParameterGroups.map(({ DBParameterGroupName }) => DBParameterGroupName);
};
const kept = () => Object.keys(loadState(stateFile)?.world.regions['ap-northeast-1']?.parameterGroups ?? {});

/** As `write(2)` does it: a file that takes `room` bytes, and `atOnce` of them with one call. */
function disk({ room = Number.POSITIVE_INFINITY, atOnce = Number.POSITIVE_INFINITY }) {
  const write = fs.writeSync as (fd: number, data: Uint8Array, offset: number, length: number) => number;
  let left = room;
  const written = ((fd: number, data: Uint8Array, offset: number) => {
    if (left <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const taken = write(fd, data, offset, Math.min(data.length - offset, atOnce, left));
    left -= taken;
    return taken;
  }) as unknown as typeof fs.writeSync;
  return jest.spyOn(fs, 'writeSync').mockImplementation(written);
}

test('a write that takes a part is followed by the rest', async () => {
  disk({ atOnce: 7 });
  expect(await create('orders')).toBeUndefined();
  jest.restoreAllMocks();
  expect(kept()).toEqual(['orders']);
});

test('a write that takes nothing does not go on for ever', async () => {
  jest.spyOn(fs, 'writeSync').mockReturnValue(0);
  expect(await create('orders')).toMatchObject({ code: 'InternalFailure', status: 500 });
});

test.each([0, 1, 40, 100])('nothing is answered 200 that is not kept: a disk with %d bytes left', async (room) => {
  expect(await create('before')).toBeUndefined();
  disk({ room });
  expect(await create('orders')).toMatchObject({
    code: 'InternalFailure',
    status: 500,
    message: expect.stringMatching(
      /^The state file .*state\.json cannot be written: ENOSPC.*\. Until it can be written, nothing is changed\.$/,
    ),
  });
  expect(await create('again')).toMatchObject({ code: 'InternalFailure' });
  expect(
    await refusalOf(autoScalingClient(rds).send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' }))),
  ).toMatchObject({
    status: 500,
  });
  expect(() => rds.control('POST clock', { advanceMinutes: 1 })).toThrow(/cannot be written/);
  expect(rds.calls().slice(-3)).toMatchObject(Array(3).fill({ status: 500, code: 'InternalFailure' }));
  expect(told).toEqual([expect.stringMatching(/ENOSPC.* Free space on its disk, or start with another file/)]);
  expect(kept()).toEqual(['before']);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);

  jest.restoreAllMocks();
  expect(await names()).toEqual(['before']);
  expect(await create('orders')).toBeUndefined();
  expect(kept()).toEqual(['before', 'orders']);
  expect(told.slice(1)).toEqual([expect.stringMatching(/is writable again.$/)]);
});

test('a file that cannot be written is refused before anybody is answered', () => {
  disk({ room: 0 });
  expect(() => openEmbeddedRds({ stateFile: join(folder, 'other.json') })).toThrow(
    expect.objectContaining({ code: 'STATE_FILE_UNWRITABLE', exitCode: 3 }),
  );
});
