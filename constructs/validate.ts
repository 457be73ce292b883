import type { Construct } from 'constructs';
import type { AuroraClusterProps } from './aurora-cluster-props';
import { EngineVersion, isAuroraEngine } from './engine-version';
import { type Problem, refuse } from './problem';
import { credentialProblems } from './validate-credentials';
import { identifierProblems, isUnresolved } from './validate-identifiers';
import { instanceProblems, type NamedInstance } from './validate-instances';
import { isExisting, parameterGroupProblems, replicationProblems } from './validate-parameter-groups';
import { refusedClusterProps } from './validate-refused-props';

/** Checks all props before any resource is declared; throws with everything that is wrong, or gives the parsed version. */
export function validate(aurora: Construct, props: AuroraClusterProps, instances: readonly NamedInstance[]) {
  const problems = [
    ...refusedClusterProps(props),
    ...identifierProblems('clusterIdentifier', props.clusterIdentifier),
    ...versionProblems(props),
    ...instanceProblems(instances),
    ...credentialProblems(props),
    ...settingProblems(props),
  ];
  const version = EngineVersion.read(props.engine, String(props.engineVersion));
  if (version.ok) problems.push(...groupProblems(props, version.version));
  refuse(aurora, problems);
  return EngineVersion.parse(props.engine, props.engineVersion);
}

function versionProblems({ engine, engineVersion }: AuroraClusterProps): Problem[] {
  if (isUnresolved(engineVersion)) {
    return [
      {
        prop: 'engineVersion',
        message: 'The version is only known to Terraform, but reviewers and the upgrade commands must see it.',
        remedy: 'Write a literal, or compute it in TypeScript.',
      },
    ];
  }
  const result = EngineVersion.read(engine, String(engineVersion));
  if (result.ok) return [];
  const { message, remedy } = result;
  return [{ prop: isAuroraEngine(engine) ? 'engineVersion' : 'engine', message, remedy }];
}

function groupProblems(props: AuroraClusterProps, version: EngineVersion): Problem[] {
  const { clusterParameterGroup: cluster, instanceParameterGroup: instance, upgradePolicy } = props;
  const problems = [
    ...parameterGroupProblems('clusterParameterGroup', cluster, version),
    ...parameterGroupProblems('instanceParameterGroup', instance, version),
  ];
  if (cluster && !isExisting(cluster) && upgradePolicy !== 'in-place') {
    problems.push(...replicationProblems(cluster, version.engine));
  }
  return problems;
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
