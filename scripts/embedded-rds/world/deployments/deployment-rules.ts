import type { CreateBlueGreenDeploymentRequest } from '@aws-sdk/client-rds';
import { compare } from '../../../engine-versions/catalogue';
import { playedEngine } from '../../data/engines';
import { fault, invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import { requireKnownVersion, requireUpgradeTarget } from '../clusters/engine-upgrade-rules';
import { requireAvailableCluster, requireAvailableInstance } from '../clusters/state-rules';
import { clusterNamed, deploymentOf, findInstance, membersOf, writerOf } from '../lookup';
import { parseArn } from '../names/arn';
import { defaultGroupName, effectiveValue, findParameterGroup, isDefaultGroup } from '../parameters/parameter-groups';
import { usableGroup } from '../parameters/parameter-groups-in-use';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';

/**
 * Of each of these the API reference says that it doesn't apply to Aurora
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateBlueGreenDeployment.html).
 */
const notForAurora = [
  'TargetDBInstanceClass',
  'UpgradeTargetStorageConfig',
  'TargetIops',
  'TargetStorageType',
  'TargetAllocatedStorage',
  'TargetStorageThroughput',
] as const satisfies (keyof CreateBlueGreenDeploymentRequest)[];

/** Throws for a name that is not one, or is taken; `BlueGreenDeploymentName` is unique per account and Region. */
export function requireNewDeploymentName(scene: Scene, name: string): void {
  if (!/^[a-zA-Z](?:-?[a-zA-Z0-9]+)*$/.test(name) || name.length > 60) {
    throw invalidParameterValue(
      `Invalid BlueGreenDeploymentName: ${name}. It has at most 60 letters, digits and hyphens, begins with a letter, and ` +
        'neither ends with a hyphen nor contains two consecutive hyphens.',
    );
  }
  if (Object.values(scene.region.deployments).some((deployment) => deployment.name === name)) {
    // Wording: crossplane-contrib/provider-upjet-aws#1430.
    throw fault(
      'BlueGreenDeploymentAlreadyExistsFault',
      `A Blue Green Deployment with the name '${name}' already exists`,
    );
  }
}

/** The cluster that `Source` names. Throws DBClusterNotFoundFault and its like. */
export function sourceCluster(scene: Scene, source: string): ClusterRecord {
  const arn = parseArn(source);
  if (arn?.kind === 'cluster') return clusterNamed(scene, source);
  if (arn?.kind !== 'db') throw invalidParameterValue(`Invalid Source: ${source} is no ARN of a database.`);
  if (findInstance(scene, source) === undefined) {
    throw fault('DBInstanceNotFoundFault', `DBInstance ${source} not found.`);
  }
  throw fault(
    'SourceDatabaseNotSupportedFault',
    `${arn.name} is a member of an Aurora DB cluster: a blue/green deployment takes the ARN of the cluster.`,
  );
}

/** Throws for a cluster that cannot be blue, now or ever. */
export function requireDeployableSource(scene: Scene, cluster: ClusterRecord): void {
  const { region } = scene;
  const existing = deploymentOf(region, cluster.resourceId);
  if (existing !== undefined) {
    // Also when that one is over: whether RDS takes a second deployment beside a finished one is unknown. Refused here, so
    // that nothing comes to rely on it.
    throw fault(
      'InvalidDBClusterStateFault',
      `DB cluster ${cluster.identifier} is already part of the blue/green deployment ${existing.identifier}.`,
    );
  }
  requireAvailableCluster(cluster);
  const members = membersOf(region, cluster);
  members.forEach(requireAvailableInstance);
  const writer = writerOf(region, cluster);
  if (writer === undefined) {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} has no writer.`);
  }
  requireSupported(cluster);
  requireReplication(scene, cluster);
  if (writer.clusterParameterGroupStatus !== 'in-sync') {
    throw fault(
      'InvalidDBClusterStateFault',
      `The writer ${writer.identifier} of DB cluster ${cluster.identifier} is not in sync with the DB cluster parameter ` +
        `group ${cluster.parameterGroup} (${writer.clusterParameterGroupStatus}). Reboot it and try again.`,
    );
  }
}

function requireSupported(cluster: ClusterRecord): void {
  if (cluster.settings.MasterUserSecret !== undefined) {
    throw fault(
      'SourceClusterNotSupportedFault',
      "Blue/green deployments don't support managing master user passwords with AWS Secrets Manager: " +
        `${cluster.identifier} has such a password.`,
    );
  }
  const { firstForDeployments } = playedEngine(cluster.engine);
  if (firstForDeployments === undefined) return;
  const family = requireKnownVersion(cluster.engine, cluster.engineVersion);
  const first = firstForDeployments[family.slice(cluster.engine.length)];
  if (first === undefined || compare(cluster.engineVersion, first) < 0) {
    throw fault(
      'SourceClusterNotSupportedFault',
      `Blue/green deployments aren't supported for ${cluster.engine} ${cluster.engineVersion}.`,
    );
  }
}

/** Texts of these refusals are not known for Aurora: the code is InvalidParameterCombination in what users report. */
function requireReplication(scene: Scene, { engine, identifier, parameterGroup }: ClusterRecord): void {
  const { parameter, called, isOn } = playedEngine(engine).replication;
  if (isDefaultGroup(parameterGroup)) {
    throw invalidParameterCombination(
      `DB cluster ${identifier} uses ${parameterGroup}. Blue/Green Deployments require a custom DB cluster parameter group ` +
        `with ${parameter} turned on.`,
    );
  }
  const group = findParameterGroup(scene.region, 'cluster', parameterGroup);
  const value = group && effectiveValue(group, parameter);
  if (!isOn(value)) {
    throw invalidParameterCombination(
      `Blue/Green Deployments require a DB instance with ${called} enabled. ` +
        `Turn on ${parameter} in ${parameterGroup} and reboot the writer of ${identifier}.`,
    );
  }
}

interface DeploymentTarget {
  /** Undefined: the same version. */
  engineVersion?: string;
  clusterParameterGroup: string;
  parameterGroup: string;
}

/** What green will be. A group that is not named is the default of the target's family, not blue's (issue #49132). */
export function deploymentTarget(
  scene: Scene,
  cluster: ClusterRecord,
  input: CreateBlueGreenDeploymentRequest,
): DeploymentTarget {
  const unsupported = notForAurora.find((name) => input[name] !== undefined && input[name] !== false);
  if (unsupported !== undefined) {
    throw invalidParameterCombination(`The parameter ${unsupported} doesn't apply to Amazon Aurora.`);
  }
  const version = input.TargetEngineVersion ?? cluster.engineVersion;
  const engineVersion = version === cluster.engineVersion ? undefined : version;
  if (engineVersion !== undefined) requireUpgradeTarget(scene, cluster, engineVersion);
  const family = requireKnownVersion(cluster.engine, version);
  const fallback = defaultGroupName(family);
  return {
    engineVersion,
    clusterParameterGroup: usableGroup(
      scene.region,
      'cluster',
      input.TargetDBClusterParameterGroupName ?? fallback,
      family,
    ).name,
    parameterGroup: usableGroup(scene.region, 'instance', input.TargetDBParameterGroupName ?? fallback, family).name,
  };
}
