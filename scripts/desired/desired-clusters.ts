import { annotationKey, type UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import { isRecord } from '../runtime/is-record';
import { declarationsOf } from './declarations';
import { declaredIdentifiers } from './declared-identifiers';
import type { DesiredCluster, GroupParameters } from './desired-cluster';
import { groupAddresses } from './group-addresses';
import { providerBlock } from './provider-block';
import { readAnnotation } from './read-annotation';
import type { SynthesizedStack } from './read-stacks';
import { blocksOf, referencesOf } from './references';
import { blocks, isExpression, resourceAt, type StackJson } from './stack-json';

/** Every AuroraCluster of the stacks, in the order of the manifest. Clusters of plain Terraform have no annotation and are skipped. */
export function desiredClusters(stacks: readonly SynthesizedStack[]): DesiredCluster[] {
  const all = blocksOf(stacks);
  const identifiers = declaredIdentifiers(stacks);
  return stacks.flatMap(({ name, json, delivery }) =>
    Object.entries(json.resource?.aws_rds_cluster ?? {}).flatMap(([id, resource]) => {
      const comment = resource['//'];
      if (!isRecord(comment) || comment[annotationKey] === undefined) return [];
      const annotation = readAnnotation(name, `aws_rds_cluster.${id}`, comment[annotationKey], resource);
      const provider = providerBlock(name, json, resource.provider);
      const groupParameters = parametersByGroup(json, annotation, ({ value }) => value);
      // The provider's default.
      const applyMethods = parametersByGroup(json, annotation, ({ apply_method = 'immediate' }) => apply_method);
      const declared = declarationsOf({ stack: name, annotation }, json);
      const references = referencesOf({ stack: name, annotation }, all);
      return [
        {
          stack: name,
          path: annotation.path,
          annotation,
          provider,
          delivery,
          groupParameters,
          applyMethods,
          declared,
          references,
          declaredIdentifiers: identifiers,
        },
      ];
    }),
  );
}

function parametersByGroup(
  json: StackJson,
  annotation: UpgradeAnnotation,
  of: (parameter: Record<string, unknown>) => unknown,
): Record<string, GroupParameters> {
  return Object.fromEntries(
    groupAddresses(annotation).map((address) => {
      const parameters = blocks(resourceAt(json, address).parameter).flatMap((parameter) => {
        const { name } = parameter;
        const value = of(parameter);
        return typeof name === 'string' ? [[name, isExpression(value) ? undefined : String(value)] as const] : [];
      });
      return [address, Object.fromEntries(parameters)];
    }),
  );
}
