import { annotationKey, type UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import { codeVersions } from '../desired/code-versions';
import { isRecord } from '../runtime/is-record';
import type { ClusterRef } from './edit';
import { isSame, type ReadCluster } from './judge/judge';

/** A synthesized app: the JSON of each stack by the stack's name. */
export type Synthesis = Record<string, unknown>;

/** A cluster as one synthesis shows it. */
export interface SynthesizedCluster extends ReadCluster {
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
        versions: annotation && codeVersions({ annotation }),
      });
    }
  }
  return found;
}

export function findCluster(synthesis: Synthesis, cluster: ClusterRef): SynthesizedCluster | undefined {
  return listClusters(synthesis).find((each) => isSame(each, cluster));
}

export function record(value: unknown): Json | undefined {
  return isRecord(value) ? (value as Json) : undefined;
}
