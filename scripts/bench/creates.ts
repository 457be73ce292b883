import { join } from 'node:path';
import { type EmbeddedRds, openEmbeddedRds } from '../embedded-rds/embedded-rds';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { median } from './median';

export interface CreatesMeasure {
  /** Seconds that a thousand creates take in process. */
  seconds: number;
  /** Those over the time of a hundred: ten where a change costs the same in a large world as in a small one. */
  growth: number;
  /** The same with a state file, which has each change on the disk before it is answered. */
  growthKept: number;
}

/** Clusters and their instances, one after the other, in a world that only grows. */
export async function measureCreates(): Promise<CreatesMeasure> {
  secondsOf(100);
  const hundred = median(3, () => secondsOf(100));
  const seconds = median(3, () => secondsOf(1000));
  const growthKept = await withTemporaryFolder('aurora-bench-creates', async (folder) => {
    const kept = median(3, (run) => secondsOf(100, join(folder, `hundred-${run}.json`)));
    return secondsOf(1000, join(folder, 'thousand.json')) / kept;
  });
  return { seconds, growth: seconds / hundred, growthKept };
}

function secondsOf(creates: number, stateFile?: string): number {
  const rds = openEmbeddedRds({ speed: 0, stateFile });
  const begun = process.hrtime.bigint();
  create(rds, creates);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  void rds.close();
  return seconds;
}

/** Half of them clusters; the clock moves, so that what was created also comes up meanwhile. */
function create(rds: EmbeddedRds, creates: number): void {
  for (let i = 0; i < creates / 2; i += 1) {
    const cluster = { DBClusterIdentifier: `bench-${i}`, Engine: 'aurora-postgresql' };
    call(rds, 'CreateDBCluster', {
      ...cluster,
      EngineVersion: '15.10',
      MasterUsername: 'bench',
      MasterUserPassword: 'correct-horse',
    });
    call(rds, 'CreateDBInstance', {
      ...cluster,
      DBInstanceIdentifier: `bench-${i}-1`,
      DBInstanceClass: 'db.r6g.large',
    });
    rds.clock.advance(1000);
  }
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
