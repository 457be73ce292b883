import type { UpgradeAnnotation, VersionAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import type { CodeVersions } from '../desired/code-versions';
import { declarationsOf } from '../desired/declarations';
import { declaredIdentifiers } from '../desired/declared-identifiers';
import { deliveryBy } from '../desired/delivery';
import type { DesiredCluster } from '../desired/desired-cluster';
import { blocksOf, referencesOf } from '../desired/references';
import type { StackJson } from '../desired/stack-json';
import { engineOf, groupNames, parsed } from './engine-parts';
import { clusterName, instanceNames, region } from './names';

const stack = 'orders';

/** The code as a run sees it: versions that can be written, and a stack that says nothing of settings: production is the measure. */
export class CodeInMemory {
  private readonly json: StackJson = declaring();

  constructor(public versions: CodeVersions) {}

  cluster(): DesiredCluster {
    const named = { stack, annotation: this.annotation() };
    return {
      ...named,
      path: `${stack}/aurora`,
      delivery: deliveryBy('cdktf', stack, `cdktf.out/stacks/${stack}`),
      provider: { region },
      groupParameters: {},
      applyMethods: {},
      declaredIdentifiers: declaredIdentifiers([{ name: stack, json: this.json }]),
      declared: declarationsOf(named, this.json),
      references: referencesOf(named, blocksOf([{ name: stack, json: this.json }])),
    };
  }

  private annotation(): UpgradeAnnotation {
    const { engineVersion, upgradeTo, previousEngineVersion } = this.versions;
    return {
      formatVersion: 1,
      path: `${stack}/aurora`,
      clusterIdentifier: clusterName,
      engine: engineOf(engineVersion),
      upgradePolicy: 'blue-green',
      address: 'aws_rds_cluster.aurora',
      instances: instanceNames.map((identifier, i) => ({
        identifier,
        address: `aws_rds_cluster_instance.i${i + 1}`,
      })),
      ...withGroups(engineVersion),
      ...(upgradeTo === undefined ? {} : { upgradeTo: withGroups(upgradeTo) }),
      ...(previousEngineVersion === undefined ? {} : { previous: withGroups(previousEngineVersion) }),
    };
  }
}

function withGroups(engineVersion: string): VersionAnnotation {
  const { family, familyShort } = parsed(engineVersion);
  const names = groupNames(engineVersion);
  const group = (type: string, id: string, name: string) => ({ name, family, address: `${type}.${id}-${familyShort}` });
  return {
    engineVersion,
    clusterParameterGroup: group('aws_rds_cluster_parameter_group', 'cluster-params', names.cluster),
    instanceParameterGroup: group('aws_db_parameter_group', 'params', names.instance),
  };
}

/** The names alone. */
function declaring(): StackJson {
  const instance = (identifier: string) => ({ identifier, cluster_identifier: clusterName });
  return {
    resource: {
      aws_rds_cluster: { aurora: { cluster_identifier: clusterName } },
      aws_rds_cluster_instance: Object.fromEntries(instanceNames.map((name, i) => [`i${i + 1}`, instance(name)])),
    },
  };
}
