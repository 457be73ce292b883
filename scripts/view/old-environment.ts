import type { Cluster, Tags } from '../aws/rds/types';
import { type DeclaredIdentifier, declarationOf, isCertain, whyDeclared } from '../desired/declared-identifiers';
import { type DeploymentsOfCluster, tagFormat } from './identity';
import { tagKey } from './tag-key';

/** What finished upgrades of a cluster have left in RDS: what may be removed, and what must not be. */
export interface Leftovers {
  /** False where RDS does not list production itself: then nothing follows from what else is missing. */
  complete: boolean;
  /** The former blue that is to be removed next. */
  old?: OldCluster;
  /** They look like an old environment of this cluster, and are not removed. */
  others: NotRemovable[];
}

/** A cluster that is proven to be a former blue of this production, by its resource id. */
export interface OldCluster {
  cluster: Cluster;
  /** `record`: by the deployment's record. `tags`: by the tags that this tool set before it deleted the record. */
  provenBy: 'record' | 'tags';
  deployment: string;
  fromVersion: string;
  toVersion: string;
  /** The resource id of the cluster that took its place. */
  replacedBy: string;
}

export interface NotRemovable {
  cluster: Cluster;
  /** Continues "orders-old1 is not removed: ". */
  because: string;
  /** `certain`: the code declares it, so it is not left over. `possible`: by a name that only Terraform knows in full. */
  declared?: 'certain' | 'possible';
}

interface Surroundings {
  production: Cluster;
  deployments: DeploymentsOfCluster;
  /** Of the whole region. */
  allClusters: readonly Cluster[];
  /** Of all stacks: what is declared is in use. */
  declared: readonly DeclaredIdentifier[];
}

const oldName = /-old\d+$/;

/**
 * A switchover renames the custom endpoints of blue that have a counterpart on green. One that was made while green stood has
 * none: it stays with the old cluster under its name, and whoever connects to it is there.
 */
export const endpointsLeftOn = ({ customEndpoints }: Cluster): string[] =>
  customEndpoints.filter((identifier) => !oldName.test(identifier));

/**
 * Names change hands, so a name proves nothing: it is the resource id in the finished deployment's tags, and after that
 * record is gone the tags that were set on the old cluster while it stood. They name the cluster's own resource id (tags are
 * copied by snapshots and restores) and that of what replaced it.
 */
export function leftovers(surroundings: Surroundings): Leftovers {
  const { production, allClusters } = surroundings;
  const candidates = allClusters
    .filter((cluster) => cluster.resourceId !== production.resourceId && isCandidate(cluster, surroundings))
    .sort((a, b) => a.identifier.localeCompare(b.identifier));
  const proven: OldCluster[] = [];
  const others: NotRemovable[] = [];
  for (const cluster of candidates) {
    const old = byTags(cluster, surroundings) ?? byRecord(cluster, surroundings);
    const declared = declaredBy(cluster, surroundings.declared);
    const hindered = old === undefined ? unproven(cluster) : hindrance(old, surroundings);
    if (declared !== undefined) others.push({ cluster, ...declared });
    else if (hindered !== undefined) others.push({ cluster, because: hindered });
    else if (old !== undefined) proven.push(old);
  }
  return {
    complete: allClusters.some((cluster) => cluster.resourceId === production.resourceId),
    // What was begun is ended first: its tags may name the old environment of the record, which must still be there then.
    old: proven.find(({ provenBy }) => provenBy === 'tags') ?? proven[0],
    others,
  };
}

function isCandidate(cluster: Cluster, { production, deployments }: Surroundings): boolean {
  const { identifier, resourceId, tags } = cluster;
  const named = identifier.replace(oldName, '') === production.identifier && oldName.test(identifier);
  const recorded = resourceId === deployments.finished?.origin.sourceResourceId;
  return named || recorded || replacements(production, deployments).includes(tags[tagKey.replacedBy] ?? '');
}

/** Production, or what production replaced in its turn before the cleanup of an earlier upgrade had ended. */
function replacements(production: Cluster, { finished }: DeploymentsOfCluster): string[] {
  return [production.resourceId, ...(finished === undefined ? [] : [finished.origin.sourceResourceId])];
}

function byRecord(cluster: Cluster, { production, deployments: { finished } }: Surroundings): OldCluster | undefined {
  if (finished === undefined || cluster.resourceId !== finished.origin.sourceResourceId) return undefined;
  const { fromVersion, toVersion } = finished.origin;
  return {
    cluster,
    provenBy: 'record',
    deployment: finished.identifier,
    fromVersion,
    toVersion,
    replacedBy: production.resourceId,
  };
}

function byTags(cluster: Cluster, { production, deployments }: Surroundings): OldCluster | undefined {
  // While the record stands it is the better witness.
  if (cluster.resourceId === deployments.finished?.origin.sourceResourceId) return undefined;
  const found = oldTags(cluster.tags);
  if (found === undefined || found.resourceId !== cluster.resourceId) return undefined;
  if (!replacements(production, deployments).includes(found.replacedBy)) return undefined;
  const { deployment, fromVersion, toVersion, replacedBy } = found;
  return { cluster, provenBy: 'tags', deployment, fromVersion, toVersion, replacedBy };
}

function oldTags(tags: Tags) {
  const resourceId = tags[tagKey.oldResourceId];
  const replacedBy = tags[tagKey.replacedBy];
  const deployment = tags[tagKey.deployment];
  const fromVersion = tags[tagKey.fromVersion];
  const toVersion = tags[tagKey.toVersion];
  if (tags[tagKey.format] !== tagFormat || !resourceId || !replacedBy) return undefined;
  if (!deployment || !fromVersion || !toVersion) return undefined;
  return { resourceId, replacedBy, deployment, fromVersion, toVersion };
}

function unproven({ resourceId, tags }: Cluster): string {
  const tagged = tags[tagKey.oldResourceId];
  return tagged === undefined || tagged === resourceId
    ? 'nothing proves that it is the former production: there is no record of its deployment, and no tags that were set while there was one'
    : `its tags were set on another cluster (${tagged}) and were copied`;
}

/** The cluster itself, or one of its instances. */
function declaredBy(
  { identifier, members }: Cluster,
  all: readonly DeclaredIdentifier[],
): Pick<NotRemovable, 'because' | 'declared'> | undefined {
  const instances = members.map(({ instanceIdentifier }) => instanceIdentifier);
  const reasons = whyDeclared(all, identifier, instances);
  if (reasons.length === 0) return undefined;
  const own = declarationOf(all, 'cluster', identifier);
  return { because: reasons.join('; '), declared: own !== undefined && isCertain(own) ? 'certain' : 'possible' };
}

/** Why what is proven must stand all the same. */
function hindrance(old: OldCluster, { deployments }: Surroundings): string | undefined {
  const { identifier, arn, globalClusterIdentifier, readReplicas, replicationSource } = old.cluster;
  if (!oldName.test(identifier)) return 'it was renamed, so somebody may mean to keep it';
  const { finished } = deployments;
  if (old.provenBy === 'record' && finished?.source !== arn) {
    return `the record of ${finished?.identifier} names ${finished?.source || 'nothing'} as its source`;
  }
  const part = deployments.elsewhere.find(({ source, target }) => source === arn || target === arn);
  if (part !== undefined) return `it is part of another deployment (${part.identifier}, ${part.name})`;
  if (globalClusterIdentifier !== undefined) return `it belongs to the global database ${globalClusterIdentifier}`;
  const replicas = [...readReplicas, ...(replicationSource === undefined ? [] : [replicationSource])];
  return replicas.length > 0 ? `it replicates with ${replicas.join(', ')}` : undefined;
}
