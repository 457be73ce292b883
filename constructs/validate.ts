import type { Construct } from 'constructs';
import type { AuroraClusterProps } from './aurora-cluster-props';
import { ClusterVersions } from './cluster-versions';
import { type Problem, refuse } from './problem';
import { credentialProblems } from './validate-credentials';
import { identifierProblems, isUnresolved } from './validate-identifiers';
import { instanceProblems, type NamedInstance } from './validate-instances';
import { parameterGroupProblems } from './validate-parameter-groups';
import { refusedClusterProps } from './validate-refused-props';
import { versionProblems } from './validate-versions';

/** Checks all props before any resource is declared; throws with everything that is wrong, or gives the parsed versions. */
export function validate(aurora: Construct, props: AuroraClusterProps, instances: readonly NamedInstance[]) {
  const wrongVersions = versionProblems(props);
  const problems = [
    ...refusedClusterProps(props),
    ...identifierProblems('clusterIdentifier', props.clusterIdentifier),
    ...wrongVersions,
    ...instanceProblems(instances),
    ...credentialProblems(props),
    ...settingProblems(props),
  ];
  if (wrongVersions.length === 0) problems.push(...parameterGroupProblems(props, ClusterVersions.parse(props)));
  refuse(aurora, problems);
  return ClusterVersions.parse(props);
}

const monitoringIntervals = [0, 1, 5, 10, 15, 30, 60];

function settingProblems(props: AuroraClusterProps): Problem[] {
  const problems: Problem[] = [];
  const { upgradePolicy = 'blue-green', monitoringInterval = 0, monitoringRoleArn } = props;
  if (upgradePolicy !== 'blue-green' && upgradePolicy !== 'in-place') {
    problems.push({
      prop: 'upgradePolicy',
      message: `"${upgradePolicy}" is not a policy.`,
      remedy: "Write 'blue-green' (the default) or 'in-place'.",
    });
  }
  if (!isUnresolved(monitoringInterval) && !monitoringIntervals.includes(monitoringInterval)) {
    problems.push({
      prop: 'monitoringInterval',
      message: `RDS does not know an interval of ${monitoringInterval} seconds.`,
      remedy: `Write one of ${monitoringIntervals.join(', ')}.`,
    });
  }
  if (monitoringInterval !== 0 && monitoringRoleArn === undefined) {
    problems.push({
      prop: 'monitoringRoleArn',
      message: 'Enhanced monitoring needs a role that RDS can write the metrics with.',
      remedy: 'Write its ARN, or remove monitoringInterval.',
    });
  }
  return problems;
}
