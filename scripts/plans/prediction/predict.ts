import type { Declaration, Declarations } from '../../desired/declarations';
import { isOutput, type References } from '../../desired/references';
import type { Environment } from '../../view/view';
import { clusterRules } from './cluster-rules';
import { instanceRules } from './instance-rules';
import { predictResource } from './predict-resource';
import { predictTags } from './predict-tags';
import type { PredictedChange, Prediction } from './predicted-change';

interface PredictionInput {
  /** The cluster's stack. */
  stack: string;
  declared: Declarations;
  references: Pick<References, 'resourceId'>;
  blue: Environment;
  /** With what green's instances are called there. Absent: blue stands for what green will be. */
  green?: { environment: Environment; counterpart(identifier: string): string };
}

/**
 * What Terraform's plan will say after the switchover. An attribute that is not in the list changes nothing: it is the same on
 * green, or only computed, or never read back.
 */
export function predict(input: PredictionInput): Prediction {
  const { declared, blue, green } = input;
  const model = green === undefined ? 'blue' : 'green';
  const changes = [
    ...predictResource({
      declaration: declared.cluster,
      rules: clusterRules,
      blue: blue.cluster.settings,
      model,
      after: (green?.environment ?? blue).cluster.settings,
    }),
    ...predictTags(declared.cluster, blue.cluster.tags),
    ...declared.instances.flatMap((declaration) => predictInstance(input, declaration)),
    ...input.references.resourceId.map((reference) => refers(input, reference)),
  ];
  return { model, changes };
}

/** What RDS has not, Terraform creates; what green has not, is a problem of green: both are told elsewhere. */
function predictInstance({ blue, green }: PredictionInput, declaration: Declaration): PredictedChange[] {
  const identifier = String(declaration.attributes.identifier).toLowerCase();
  const now = blue.instances.find((instance) => instance.identifier === identifier);
  if (now === undefined) return [];
  const name = green?.counterpart(identifier);
  const after =
    green === undefined ? now : green.environment.instances.find((instance) => instance.identifier === name);
  if (after === undefined) return [];
  return [
    ...predictResource({
      declaration,
      rules: instanceRules,
      blue: now.settings,
      model: green === undefined ? 'blue' : 'green',
      after: after.settings,
    }),
    ...predictTags(declaration, now.tags),
  ];
}

function refers({ stack }: PredictionInput, reference: { stack: string; address: string }): PredictedChange {
  return {
    ...(reference.stack === stack ? {} : { stack: reference.stack }),
    address: reference.address,
    attribute: isOutput(reference) ? 'value' : 'cluster_resource_id',
    effect: 'update',
    already: false,
    reason: 'it refers to a resource id, which changes at the switchover',
    remedy: 'This is expected: apply its stack right after the upgrade.',
  };
}
