import { randomBytes } from 'node:crypto';
import type { EmbeddedRdsServer } from '../embedded-rds/embedded-rds';
import { switchoverSeconds } from '../embedded-rds/timelines/durations';
import { addressOf, clusterEndpoint } from '../embedded-rds/world/clusters/endpoints';
import { masterVerifier } from '../embedded-rds/world/clusters/master-verifier';
import type { ClusterRecord, Region, World } from '../embedded-rds/world/world';
import { Load, type LoadResult } from './load/load';

interface StartedLoad {
  load: Load;
  /** With which the upgrade asks the databases. */
  login: { PGUSER: string | undefined; PGPASSWORD: string };
}

/**
 * Clients that write into the cluster of the demo while it is upgraded; the password is made here, for them and the upgrade only. Undefined:
 * they speak PostgreSQL, and it does not.
 */
export async function startLoad(rds: EmbeddedRdsServer, name: string): Promise<StartedLoad | undefined> {
  const { region, cluster } = find(rds, name);
  if (cluster.engine !== 'aurora-postgresql') return undefined;
  const password = randomBytes(12).toString('base64url');
  cluster.masterVerifier = masterVerifier(cluster.engine, password, cluster.resourceId);
  await rds.settled();
  const { address, port } = addressOf(
    { world: rds.world, region },
    clusterEndpoint({ world: rds.world, region }, name),
  );
  const first = cluster.settings.DatabaseName;
  // With RDS's own four databases: so many have a worker each by default.
  const databases = ['postgres', ...(first === undefined || first === 'postgres' ? ['billing'] : [first]), 'shop'];
  const load = new Load({ host: address, port, user: cluster.settings.MasterUsername, password }, databases);
  await load.start();
  return { load, login: { PGUSER: cluster.settings.MasterUsername, PGPASSWORD: password } };
}

function find({ world }: EmbeddedRdsServer, name: string): { region: Region; cluster: ClusterRecord } {
  for (const region of Object.values(world.regions)) {
    const cluster = Object.values(region.clusters).find(({ identifier }) => identifier === name);
    if (cluster !== undefined) return { region, cluster };
  }
  throw new Error(`There is no cluster ${name}.`);
}

/** How long RDS refused writes by its own clock, which its events tell: nine seconds after the start, as its timeline has it. */
export function refusedSeconds({ regions }: World): number {
  const events = Object.values(regions).flatMap((region) => region.events);
  const at = (pattern: RegExp) => events.findLast(({ message }) => pattern.test(message))?.at ?? 0;
  const started = at(/^Switchover started/) + (switchoverSeconds.members - switchoverSeconds.announced) * 1000;
  return (at(/^Switchover completed/) - started) / 1000;
}

export function loadSummary(result: LoadResult, rdsSeconds: number): string {
  const { acknowledged, found, twice, sequencesGoOn, longestWait, failures, seconds } = result;
  const number = (value: number) => value.toLocaleString('en-US');
  return [
    `${number(acknowledged)} changes acknowledged in ${seconds.toFixed(0)} s (${number(Math.round(acknowledged / seconds))} a second), each an insert and an update`,
    `${found === acknowledged ? 'all' : `only ${number(found)}`} found in production, ${twice === 0 ? 'none' : number(twice)} done twice; sequences ${sequencesGoOn ? 'go on' : 'do not go on'}`,
    `outage: the clients waited ${(longestWait / 1000).toFixed(1)} s at most (${number(failures)} attempts failed); RDS refused writes for ${rdsSeconds.toFixed(0)} s of its own time`,
  ].join('\n');
}
