import { createHash } from 'node:crypto';
import { nameOfArn } from '../aws/rds/parse';
import type { Cluster, ClusterSnapshot, Deployment } from '../aws/rds/types';

/**
 * What RDS's records cannot say by themselves, one fact a tag. What a deployment was made for (down to `requestedBy`), and what its
 * data were like (`preflight`, `skipped`), is set in the Create call, so that it is never without; the rest is written when it comes
 * about: on the deployment, on snapshots made for it, and on the old cluster and its instances before the record, and its tags with it,
 * are deleted. Tags explain and identify; they are never a lock.
 */
export const tagKey = {
  format: 'aurora-upgrade:format',
  sourceResourceId: 'aurora-upgrade:source-resource-id',
  fromVersion: 'aurora-upgrade:from-version',
  toVersion: 'aurora-upgrade:to-version',
  /** `code`: the code was bumped; `to`: `--to`, and the code is written afterwards. */
  origin: 'aurora-upgrade:origin',
  requestedBy: 'aurora-upgrade:requested-by',
  deployment: 'aurora-upgrade:deployment',
  /**
   * `…:switchover-attempt-1-3f09ac` = time. Written before the attempt is made, by the number of the attempt and the run that makes
   * it: two runs that know nothing of each other must not wipe out each other's.
   */
  attempt: 'aurora-upgrade:switchover-attempt-',
  /** The same name = time. Written when RDS has taken the attempt. */
  accepted: 'aurora-upgrade:switchover-accepted-',
  /** The same name = the attempt's time. Written when it is certain that it was not begun. */
  takenBack: 'aurora-upgrade:switchover-taken-back-',
  /** Green's, written with each attempt: what will have production's name. */
  targetResourceId: 'aurora-upgrade:target-resource-id',
  /** `…:journal-1`, `-2`, …: what production had before the switchover, which may drop it (`carry-over/journal.ts`). */
  journal: 'aurora-upgrade:journal-',
  /** `…:scaling-1`, `-2`, …: what older versions wrote in place of the journal: auto scaling alone. */
  scaling: 'aurora-upgrade:scaling-',
  /** Written with each attempt: what it loses and brings back, as digests (`preflight/kept-losses.ts`). */
  losses: 'aurora-upgrade:losses',
  /** `…:skipped-PG_NOPK` = the reason that somebody gave for going on in spite of it. */
  skipped: 'aurora-upgrade:skipped-',
  /** What the checks of the data said before the deployment was created. */
  preflight: 'aurora-upgrade:preflight',
  /** = time. Green was made equal to production: what differs from then on was changed by somebody. */
  carried: 'aurora-upgrade:carried',
  /** `orders-1.instance_class …`: what somebody has changed on green, and wants to keep. */
  kept: 'aurora-upgrade:kept',
  /** = time. What the switchover dropped stands again; from then on differences are somebody's wish. */
  restored: 'aurora-upgrade:restored',
  /** = time. Written before the hook `beforeSwitchover` runs: from then on something may have to be undone. */
  hookVerified: 'aurora-upgrade:hook-verify-green',
  hookBegun: 'aurora-upgrade:hook-before-switchover',
  /** = time. What was begun, or cancelled, before it needs no `onFailure` any more. */
  hookUndone: 'aurora-upgrade:hook-on-failure',
  /** = time. `atSwitchover` succeeded, and is not repeated. */
  hookAt: 'aurora-upgrade:hook-at-switchover',
  /** The same of `afterSwitchover`. */
  hookAfter: 'aurora-upgrade:hook-after-switchover',
  /** On the old cluster, `mysql-bin-changelog.000003:4278`: see `coordinates.ts`. */
  coordinates: 'aurora-upgrade:binlog-coordinates',
  /** On an old environment that is being removed: see `old-environment.ts`. */
  oldResourceId: 'aurora-upgrade:old-resource-id',
  replacedBy: 'aurora-upgrade:replaced-by',
  switchedOverAt: 'aurora-upgrade:switched-over-at',
  finalSnapshot: 'aurora-upgrade:final-snapshot',
  provenUnusedAt: 'aurora-upgrade:proven-unused-at',
} as const;

export const tagFormat = '1';

/** What the tags of a deployment of ours say. */
export interface Origin {
  sourceResourceId: string;
  fromVersion: string;
  toVersion: string;
  origin: 'code' | 'to';
  requestedBy?: string;
}

/**
 * Unique per source and target, and the same from every machine: RDS itself then refuses a second deployment.
 * Pattern `[a-zA-Z](?:-?[a-zA-Z0-9]+)*`, at most 60 characters
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateBlueGreenDeployment.html).
 */
export function deploymentName(clusterIdentifier: string, resourceId: string, toVersion: string): string {
  const hash = hashOf(`${resourceId} ${toVersion}`);
  const readable = `${clusterIdentifier.slice(0, 30)}-${toVersion.slice(0, 18)}`
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${readable}-${hash}`.slice(0, 60);
}

/** The origin of a deployment of ours; undefined when its tags or its name say that it is somebody else's. */
export function originOf(deployment: Deployment): Origin | undefined {
  const { tags } = deployment;
  const sourceResourceId = tags[tagKey.sourceResourceId];
  const fromVersion = tags[tagKey.fromVersion];
  const toVersion = tags[tagKey.toVersion];
  const origin = tags[tagKey.origin];
  if (tags[tagKey.format] !== tagFormat || !sourceResourceId || !fromVersion || !toVersion) return undefined;
  if (origin !== 'code' && origin !== 'to') return undefined;
  // The name's hash must belong to the tags: copied tags do not make a deployment ours.
  const hash = deploymentName('x', sourceResourceId, toVersion).slice(-10);
  if (!deployment.name.endsWith(`-${hash}`)) return undefined;
  return { sourceResourceId, fromVersion, toVersion, origin, requestedBy: tags[tagKey.requestedBy] };
}

/** How the deployments of the region relate to one production cluster. */
export interface DeploymentsOfCluster {
  /** Of ours, with production as its blue: the switchover has not completed, as far as its record tells. */
  underway?: Deployment & { origin: Origin };
  /** In place of `underway`, where it is looked at what stands once that is deleted: what it takes is free then. */
  replaced?: Deployment & { origin: Origin };
  /** Of ours, completed, with production as its former green. */
  finished?: Deployment & { origin: Origin };
  /** Everything else that names this cluster as its source or its target. */
  foreign: Deployment[];
  /** All others of the region: they name neither end of this cluster. */
  elsewhere: Deployment[];
}

export function deploymentsOf(production: Cluster, all: Deployment[]): DeploymentsOfCluster {
  const result: DeploymentsOfCluster = { foreign: [], elsewhere: [] };
  for (const deployment of all) {
    const isSource = deployment.source === production.arn;
    const isTarget = deployment.target === production.arn;
    if (!isSource && !isTarget) {
      result.elsewhere.push(deployment);
      continue;
    }
    const origin = originOf(deployment);
    // Identity is the resource id: before the switchover production is the source it was created for, afterwards it is not.
    const bornHere = origin?.sourceResourceId === production.resourceId;
    // `isTarget` too: the switchover may have come between the two calls, production read before it, the deployment after.
    if (origin !== undefined && bornHere && result.underway === undefined) {
      result.underway = { ...deployment, origin };
    } else if (
      origin !== undefined &&
      isSource &&
      result.underway === undefined &&
      took(production, deployment, origin)
    ) {
      result.underway = { ...deployment, origin, status: atLeastSwitching(deployment.status) };
    } else if (origin !== undefined && isTarget && !bornHere && result.finished === undefined) {
      result.finished = { ...deployment, origin };
    } else {
      result.foreign.push(deployment);
    }
  }
  return result;
}

/**
 * Whether production is the deployment's green already, although its record still names the name that blue had: the two are read
 * one after the other, and lists lag behind.
 */
function took(production: Cluster, { status, tags }: Deployment, { toVersion }: Origin): boolean {
  return (
    production.resourceId === tags[tagKey.targetResourceId] ||
    production.engineVersion === toVersion ||
    /^SWITCHOVER_(IN_PROGRESS|COMPLETED)$/.test(status)
  );
}

/** Production has changed hands: a record that says less is an old one. */
const atLeastSwitching = (status: string) => (status === 'SWITCHOVER_COMPLETED' ? status : 'SWITCHOVER_IN_PROGRESS');

/**
 * Those that have not been switched over, whoever made them, and in whichever state: what changes the cluster now does not
 * reach green, or stops the switchover.
 */
export function unfinished({ underway, foreign }: DeploymentsOfCluster): Deployment[] {
  const others = foreign.filter(({ status }) => status !== 'SWITCHOVER_COMPLETED');
  return underway === undefined ? others : [underway, ...others];
}

/**
 * One snapshot per deployment, found again by its name and its tag. Names are at most 63 characters, letters, digits and
 * single hyphens; a second one is only made when the first is too old to be worth restoring.
 */
export function snapshotName(clusterIdentifier: string, deploymentIdentifier: string, count: number): string {
  const tail = `-${deploymentIdentifier.replace(/[^a-zA-Z0-9]+/g, '-')}${count === 0 ? '' : `-${count + 1}`}`;
  const head = clusterIdentifier.slice(0, 63 - tail.length - '-before'.length).replace(/-+$/, '');
  return `${head}-before${tail}`;
}

/**
 * Of an old environment, the same from every machine: `orders-15-6-final-0a1b2c3d4e`, then `…-2` and so on. Cleanup makes one
 * before the deployment's record is deleted, and RDS one with the deletion of the cluster.
 */
export function finalSnapshotName(production: string, fromVersion: string, resourceId: string, count: number): string {
  const version = fromVersion.slice(0, 18).replace(/[^a-zA-Z0-9]+/g, '-');
  const tail = `-${version}-final-${hashOf(resourceId)}${count === 0 ? '' : `-${count + 1}`}`;
  return `${production.slice(0, 63 - tail.length).replace(/-+$/, '')}${tail}`;
}

/** Whether a snapshot has such a name: the hash in it is that of the cluster that it was made of, where RDS tells that. */
export function isFinalSnapshot({ identifier, clusterResourceId }: ClusterSnapshot): boolean {
  const hash = /-final-([0-9a-f]{10})(?:-\d+)?$/.exec(identifier)?.[1];
  return hash !== undefined && (clusterResourceId === undefined || hash === hashOf(clusterResourceId));
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** The API names a deployment without its ARN, which tags go by. */
export const deploymentArn = (clusterArn: string, identifier: string) =>
  `${clusterArn.replace(/:cluster:.*$/, ':deployment:')}${identifier}`;

/** Green's or old's cluster identifier. */
export function clusterNameOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : nameOfArn(arn);
}
