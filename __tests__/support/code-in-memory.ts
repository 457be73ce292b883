import type { AuroraEngine } from '../../constructs/engines';
import type { UpgradeAnnotation, VersionAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { declarationsOf } from '../../scripts/desired/declarations';
import { declaredIdentifiers } from '../../scripts/desired/declared-identifiers';
import { deliveryBy } from '../../scripts/desired/delivery';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { blocksOf, referencesOf } from '../../scripts/desired/references';
import type { StackJson } from '../../scripts/desired/stack-json';
import { clusterName, engineOfVersion, familyParts, groupNames, instanceNames, region } from './created-cluster';

/** The code as a run sees it: versions that can be written. What the rewriter does to files has its own tests. */
export class CodeInMemory {
  /** Of engineVersion. */
  writes: string[] = [];
  clusterIdentifier = clusterName;
  /** In place of the names that AuroraCluster derives from the family. */
  groups: { cluster?: string; instance?: string } = {};
  /** Addresses of groups that the stack declares, with the parameters that they set. */
  groupParameters: Record<string, Record<string, string>> = {};
  applyMethods: Record<string, Record<string, string>> = {};
  switchWindow?: string[];
  /** The stack as Terraform would read it. */
  json: StackJson;
  /** Further stacks of the app. */
  otherStacks: { name: string; json: StackJson }[] = [];

  constructor(public versions: CodeVersions) {
    this.json = asCreated(engineOfVersion(versions.engineVersion));
  }

  get version(): string {
    return this.versions.engineVersion;
  }

  set version(engineVersion: string) {
    this.versions = { ...this.versions, engineVersion };
  }

  cluster(): DesiredCluster {
    const named = { stack: 'aurora-bg', annotation: this.annotation() };
    return {
      ...named,
      path: 'aurora-bg/aurora',
      delivery: deliveryBy('cdktf', 'aurora-bg', 'cdktf.out/stacks/aurora-bg'),
      provider: { region },
      groupParameters: this.groupParameters,
      applyMethods: this.applyMethods,
      declared: declarationsOf(named, this.json),
      references: referencesOf(named, blocksOf([{ name: named.stack, json: this.json }])),
      declaredIdentifiers: declaredIdentifiers([{ name: named.stack, json: this.json }, ...this.otherStacks]),
    };
  }

  private annotation(): UpgradeAnnotation {
    const { engineVersion, upgradeTo, previousEngineVersion } = this.versions;
    return {
      formatVersion: 1,
      path: 'aurora-bg/aurora',
      clusterIdentifier: this.clusterIdentifier,
      engine: engineOfVersion(engineVersion),
      upgradePolicy: 'blue-green',
      address: 'aws_rds_cluster.aurora',
      instances: instanceNames.map((identifier, i) => ({
        identifier,
        address: `aws_rds_cluster_instance.i${i + 1}`,
      })),
      ...this.withGroups(engineVersion),
      ...(upgradeTo === undefined ? {} : { upgradeTo: this.withGroups(upgradeTo) }),
      ...(previousEngineVersion === undefined ? {} : { previous: this.withGroups(previousEngineVersion) }),
      ...(this.switchWindow === undefined ? {} : { switchWindow: this.switchWindow }),
    };
  }

  private withGroups(engineVersion: string): VersionAnnotation {
    const { family, short } = familyParts(engineVersion);
    const group = (type: string, id: string, name: string) => ({ name, family, address: `${type}.${id}-${short}` });
    return {
      engineVersion,
      clusterParameterGroup: group(
        'aws_rds_cluster_parameter_group',
        'cluster-params',
        this.groups.cluster ?? groupNames(engineVersion).cluster,
      ),
      instanceParameterGroup: group(
        'aws_db_parameter_group',
        'params',
        this.groups.instance ?? groupNames(engineVersion).instance,
      ),
    };
  }
}

/** The cluster that `createCluster` makes, as Terraform would declare it. */
export function asCreated(engine: AuroraEngine = 'aurora-postgresql'): StackJson {
  const tags = { team: 'payments' };
  const instance = (identifier: string) => ({
    identifier,
    cluster_identifier: clusterName,
    engine,
    instance_class: 'db.r6g.large',
    // Tests give instances other tiers: what the code does not say is none of its differences.
    lifecycle: { ignore_changes: ['promotion_tier'] },
    tags,
  });
  return {
    resource: {
      aws_rds_cluster: {
        aurora: {
          cluster_identifier: clusterName,
          engine,
          master_username: 'postgres',
          deletion_protection: true,
          storage_encrypted: true,
          copy_tags_to_snapshot: true,
          tags,
        },
      },
      aws_rds_cluster_instance: {
        i1: instance(instanceNames[0]!),
        i2: instance(instanceNames[1]!),
      },
    },
  };
}
