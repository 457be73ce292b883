import type { Construct } from 'constructs';
import { ClusterVersions } from '../cluster-versions';
import { type Problem, refuse } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import { autoscalingProblems } from './validate-autoscaling';
import { credentialProblems } from './validate-credentials';
import { databaseProblems } from './validate-database';
import { hookProblems } from './validate-hooks';
import { identifierProblems } from './validate-identifiers';
import { instanceProblems, instancesProblems } from './validate-instances';
import { monitoringProblems } from './validate-monitoring';
import { nameProblems } from './validate-names';
import { endpointProblems, networkProblems } from './validate-network';
import { parameterGroupProblems } from './validate-parameter-groups';
import { refusedClusterProps } from './validate-refused-props';
import { roleProblems } from './validate-roles';
import { serverlessProblems } from './validate-serverless';
import { storageProblems } from './validate-storage';
import { switchWindowProblems } from './validate-switch-window';
import { tagProblems } from './validate-tags';
import { versionProblems } from './validate-versions';
import { windowProblems } from './validate-windows';

/** Checks all props before any resource is declared; throws with everything that is wrong, or gives the parsed versions. */
export function validate(aurora: Construct, props: AuroraClusterProps, instances: readonly SingleInstance[]) {
  const wrongVersions = versionProblems(props);
  const problems = [
    ...refusedClusterProps(props),
    ...identifierProblems('clusterIdentifier', props.clusterIdentifier),
    ...wrongVersions,
    ...instancesProblems(props),
    ...instanceProblems(instances),
    ...nameProblems(props),
    ...credentialProblems(props),
    ...databaseProblems(props),
    ...hookProblems(props),
    ...networkProblems(props),
    ...endpointProblems(props.customEndpoints, instances),
    ...storageProblems(props),
    ...windowProblems(props, instances),
    ...switchWindowProblems(props),
    ...monitoringProblems(props),
    ...roleProblems(props),
    ...serverlessProblems(props, instances),
    ...autoscalingProblems(props.autoscaling),
    ...policyProblems(props),
    ...tagProblems('tags', props.tags),
    ...instances.flatMap(({ identifier, tags }) => tagProblems(`instances["${identifier}"].tags`, tags)),
  ];
  if (wrongVersions.length === 0) problems.push(...parameterGroupProblems(props, ClusterVersions.parse(props)));
  refuse(aurora, problems);
  return ClusterVersions.parse(props);
}

function policyProblems({ upgradePolicy = 'blue-green' }: AuroraClusterProps): Problem[] {
  if (upgradePolicy === 'blue-green' || upgradePolicy === 'in-place') return [];
  return [
    {
      prop: 'upgradePolicy',
      message: `"${upgradePolicy}" is not an upgrade policy.`,
      remedy: "Write 'blue-green' (the default) or 'in-place'.",
    },
  ];
}
