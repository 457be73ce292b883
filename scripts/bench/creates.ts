import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedRds, openEmbeddedRds } from '../embedded-rds/embedded-rds';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { median } from './median';

interface CreatesMeasure {
  /** Seconds of CPU that a thousand creates take in process. */
  seconds: number;
  /** Those over the time of a hundred: ten where a change costs the same in a large world as in a small one. */
  growth: number;
  /** The same of the bytes that are written to a state file: its time is that of the disk, which each change waits for. */
  growthOfFile: number;
}

/** Clusters and their instances, one after the other, in a world that only grows. */
export async function measureCreates(): Promise<CreatesMeasure> {
  secondsOf(100);
  const hundred = median(3, () => secondsOf(100));
  const seconds = median(3, () => secondsOf(1000));
  const growthOfFile = await withTemporaryFolder('aurora-bench-creates', async (folder) => {
    return bytesOf(1000, join(folder, 'thousand.json')) / bytesOf(100, join(folder, 'hundred.json'));
  });
  return { seconds, growth: seconds / hundred, growthOfFile };
}

function secondsOf(creates: number): number {
  const rds = openEmbeddedRds({ speed: 0 });
  const begun = process.cpuUsage();
  create(rds, creates);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** Another file in its place counts whole, one that has grown by what was added. */
function bytesOf(creates: number, stateFile: string): number {
  const rds = openEmbeddedRds({ speed: 0, stateFile });
  let [bytes, file, size] = [0, 0, 0];
  create(rds, creates, () => {
    const found = statSync(stateFile);
    bytes += found.ino === file ? found.size - size : found.size;
    [file, size] = [found.ino, found.size];
  });
  void rds.close();
  return bytes;
}

/** Half of them clusters; the clock moves, so that what was created also comes up meanwhile. */
function create(rds: EmbeddedRds, creates: number, each = () => {}): void {
  for (let i = 0; i < creates / 2; i += 1) {
    const cluster = { DBClusterIdentifier: `bench-${i}`, Engine: 'aurora-postgresql' };
    call(rds, 'CreateDBCluster', {
      ...cluster,
      EngineVersion: '15.10',
      MasterUsername: 'bench',
      MasterUserPassword: 'correct-horse',
    });
    each();
    call(rds, 'CreateDBInstance', {
      ...cluster,
      DBInstanceIdentifier: `bench-${i}-1`,
      DBInstanceClass: 'db.r6g.large',
    });
    each();
    rds.clock.advance(1000);
  }
  // All that was created comes up, of few as of many.
  rds.clock.advance(3_600_000);
  call(rds, 'DescribeDBSubnetGroups', {});
  each();
}

function call(rds: EmbeddedRds, Action: string, input: Record<string, string>): void {
  const answer = rds.handle({
    method: 'POST',
    path: '/',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=bench/20260101/eu-west-1/rds/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Action, Version: '2014-10-31', ...input }).toString(),
  });
  if (answer.kind === 'answer' && answer.status === 200) return;
  throw new Error(`${Action} failed: ${answer.kind === 'answer' ? answer.body : 'the connection was cut'}`);
}
