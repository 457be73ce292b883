import { annotationKey, type UpgradeAnnotation } from '../../constructs/upgrade-annotation';
import type { ClusterRef, Synthesis } from './edit';

/** A cluster as one synthesis shows it. */
export interface SynthesizedCluster {
  stack: string;
  address: string;
  clusterIdentifier: string;
  /** What Terraform reads. */
  engineVersion: string | undefined;
  annotation: UpgradeAnnotation | undefined;
}

export type Json = Record<string, unknown>;

/** Every `aws_rds_cluster` in every stack; those without our annotation too, because an edit must not touch them either. */
export function listClusters(synthesis: Synthesis): SynthesizedCluster[] {
  const found: SynthesizedCluster[] = [];
  for (const [stack, json] of Object.entries(synthesis)) {
    for (const [name, resource] of Object.entries(record(record(record(json)?.resource)?.aws_rds_cluster) ?? {})) {
      const body = record(resource) ?? {};
      const annotation = record(record(body['//'])?.[annotationKey]) as UpgradeAnnotation | undefined;
      const identifier = annotation?.clusterIdentifier ?? body.cluster_identifier;
      const address = `aws_rds_cluster.${name}`;
      found.push({
        stack,
        address,
        clusterIdentifier: typeof identifier === 'string' ? identifier : address,
        engineVersion: typeof body.engine_version === 'string' ? body.engine_version : undefined,
        annotation,
      });
    }
  }
  return found;
}

export const isSame = (a: { stack: string; address: string }, b: { stack: string; address: string }) =>
  a.stack === b.stack && a.address === b.address;

export function findCluster(synthesis: Synthesis, cluster: ClusterRef): SynthesizedCluster | undefined {
  return listClusters(synthesis).find((each) => isSame(each, cluster));
}

/** Resources that belong to the cluster: itself, its instances, the parameter groups that its stack declares. */
export function ownAddresses(cluster: SynthesizedCluster): string[] {
  const { annotation, address } = cluster;
  const groups = [annotation?.clusterParameterGroup?.address, annotation?.instanceParameterGroup?.address];
  const instances = (annotation?.instances ?? []).map((instance) => instance.address);
  return [address, ...instances, ...groups.filter((group) => group !== undefined)];
}

/**
 * Where the construct's look for old clusters stands in the stack's JSON, `data.aws_rds_cluster.<id>`: it lists the families that
 * the code declares, and so follows the versions.
 */
export function oldClusterCheck(stack: unknown, { annotation }: SynthesizedCluster): string | undefined {
  const checks = Object.entries(record(record(record(stack)?.data)?.aws_rds_cluster) ?? {});
  const own = checks.find(([, check]) => {
    const metadata = record(record(record(check)?.['//'])?.metadata);
    return annotation !== undefined && metadata?.path === `${annotation.path}/old-cluster`;
  });
  return own && `data.aws_rds_cluster.${own[0]}`;
}

export function record(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
