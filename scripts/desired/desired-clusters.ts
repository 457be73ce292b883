import { annotationKey } from '../../constructs/upgrade-annotation';
import type { DesiredCluster } from './desired-cluster';
import { providerBlock } from './provider-block';
import { readAnnotation } from './read-annotation';
import type { SynthesizedStack } from './read-stacks';
import { isRecord } from './stack-json';

/** Every AuroraCluster of the stacks, in the order of the manifest. Clusters of plain Terraform have no annotation: skipped. */
export function desiredClusters(stacks: readonly SynthesizedStack[]): DesiredCluster[] {
  return stacks.flatMap(({ name, json, file }) =>
    Object.entries(json.resource?.aws_rds_cluster ?? {}).flatMap(([id, resource]) => {
      const comment = resource['//'];
      if (!isRecord(comment) || comment[annotationKey] === undefined) return [];
      const annotation = readAnnotation(name, `aws_rds_cluster.${id}`, comment[annotationKey], resource);
      const provider = providerBlock(name, json, resource.provider);
      return [{ stack: name, path: annotation.path, annotation, provider, stackFile: file }];
    }),
  );
}
