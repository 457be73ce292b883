import type { EmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { cleanupSteps } from '../../scripts/runbook/cleanup';
import { UpgradeError } from '../../scripts/runtime/errors';
import type { CleanupRequest } from '../../scripts/view/request';
import type { View } from '../../scripts/view/view';
import { clusterName, createGroups, region } from './created-cluster';
import { type Remains, type RunOptions, type Scenario, scenario } from './scenario';

export const oldName = `${clusterName}-old1`;
export const oldInstances = ['aurora-bg-aurora-instance-1-old1', 'aurora-bg-aurora-instance-2-old1'];

/** What `npm run cleanup` asks for without options. */
export const plainCleanup: CleanupRequest = {
  command: 'cleanup',
  soakHours: 24,
  maxConnections: 0,
  connectionProof: true,
  skipFinalSnapshot: false,
};

export interface CleaningOptions extends Omit<RunOptions, 'steps' | 'request'> {
  request?: Partial<CleanupRequest>;
}

export function clean(it: Scenario, { request, ...options }: CleaningOptions = {}): Promise<View> {
  return it.upgrade({ ...options, steps: cleanupSteps, request: { ...plainCleanup, ...request } });
}

/** The error that a cleanup ends with. */
export async function refusedBy(it: Scenario, options: CleaningOptions = {}): Promise<UpgradeError> {
  const error = await clean(it, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UpgradeError)) throw error ?? new Error('It was not refused.');
  return error;
}

/** A minor upgrade, 15.6 to 15.10, that was switched over so many hours ago; old has no connections since. */
export async function upgraded(hours = 25, stretch = 3): Promise<Scenario> {
  const it = await scenario({ stretch });
  await it.upgrade();
  it.pass(hours * 60);
  return it;
}

/** A major one, 15.10 to 16.6, declared by upgradeTo: the code keeps the old family's groups as previousEngineVersion. */
export async function upgradedToNextMajor(stretch = 3): Promise<Scenario> {
  const it = await scenario({ version: '15.10', running: '15.10', upgradeTo: '16.6', stretch });
  await createGroups(it.client, '16');
  await it.upgrade();
  it.pass(25 * 60);
  return it;
}

/** Of Aurora MySQL, 2.11.2 to 3.04.3, with the groups of both families. */
export async function upgradedMysql(stretch = 3): Promise<Scenario> {
  const [from, to] = ['5.7.mysql_aurora.2.11.2', '8.0.mysql_aurora.3.04.3'];
  const it = await scenario({ version: from, running: from, upgradeTo: to, stretch });
  await createGroups(it.client, to);
  await it.upgrade();
  it.pass(25 * 60);
  return it;
}

export const again = (left: Remains, stretch = 10) => scenario({ remains: left, stretch });

/** Everything that the world holds of production: what a cleanup must never change. */
export function productionOf(rds: Pick<EmbeddedRds, 'world'>) {
  const here = rds.world.regions[region]!;
  const cluster = Object.values(here.clusters).find(({ identifier }) => identifier === clusterName);
  const instances = Object.values(here.instances).filter((instance) => instance.cluster === cluster?.resourceId);
  return structuredClone({ cluster, instances });
}

/** What is left of the old environment, and what was made of it: a snapshot before its record was deleted, and one with itself. */
export function remnants(rds: Pick<EmbeddedRds, 'world'>) {
  const here = rds.world.regions[region]!;
  return {
    clusters: Object.values(here.clusters)
      .map(({ identifier }) => identifier)
      .sort(),
    instances: Object.values(here.instances)
      .map(({ identifier }) => identifier)
      .sort(),
    deployments: Object.keys(here.deployments).length,
    finalSnapshots: Object.values(here.clusterSnapshots)
      .filter(({ identifier }) => /-final-[0-9a-f]{10}/.test(identifier))
      .map(({ status }) => status),
  };
}

export const cleaned = {
  clusters: [clusterName],
  instances: ['aurora-bg-aurora-instance-1', 'aurora-bg-aurora-instance-2'],
  deployments: 0,
  finalSnapshots: ['available', 'available'],
};
