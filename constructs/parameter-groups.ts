import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import type { AuroraClusterProps, DeclaredParameterGroup, ParameterSetting } from './aurora-cluster-props';
import type { EngineVersion } from './engine-version';
import { isExisting } from './validate-parameter-groups';

/** One group in use: declared by this construct, or only named. */
export interface UsedParameterGroup<Declared> {
  /** As a literal: the controller gives it to the target of a deployment. */
  name: string;
  family: string;
  declared?: Declared;
}

/**
 * The cluster's and the instances' parameter groups in the family of one engine version. The construct ids carry the family,
 * so that the groups of two families have addresses of their own and can stand side by side.
 */
export class ParameterGroups {
  readonly cluster: UsedParameterGroup<RdsClusterParameterGroup>;
  /** Undefined when the engine's default group is meant. */
  readonly instance?: UsedParameterGroup<DbParameterGroup>;

  constructor(scope: Construct, version: EngineVersion, props: AuroraClusterProps) {
    const { family, familyShort } = version;
    const shared = { family, tags: props.tags, provider: props.provider, lifecycle };

    const cluster = props.clusterParameterGroup ?? {};
    const clusterName = groupName(cluster, `${props.clusterIdentifier}-${familyShort}-cluster-params`);
    this.cluster = { name: clusterName, family };
    if (!isExisting(cluster)) {
      const parameters = { ...replication[version.engine], ...cluster.parameters };
      const config = { ...shared, ...describe(cluster), name: clusterName, parameter: settings(parameters) };
      this.cluster.declared = new RdsClusterParameterGroup(scope, `cluster-params-${familyShort}`, config);
    }

    const instance = props.instanceParameterGroup ?? {};
    if (instance === 'engine-default') return;
    const instanceName = groupName(instance, `${props.clusterIdentifier}-${familyShort}-params`);
    this.instance = { name: instanceName, family };
    if (!isExisting(instance)) {
      const config = { ...shared, ...describe(instance), name: instanceName, parameter: settings(instance.parameters) };
      this.instance.declared = new DbParameterGroup(scope, `params-${familyShort}`, config);
    }
  }
}

/**
 * A group in use cannot be deleted, so a renamed one has to be created first. No `prevent_destroy`: a group holds no data, RDS
 * itself refuses to delete one in use, and a new name must be possible.
 */
const lifecycle: TerraformMetaArguments['lifecycle'] = { createBeforeDestroy: true };

/** Static parameters without which CreateBlueGreenDeployment refuses (AuroraUserGuide, blue-green-deployments-creating). */
const replication: Record<string, Record<string, ParameterSetting>> = {
  'aurora-postgresql': { 'rds.logical_replication': { value: 1, applyMethod: 'pending-reboot' } },
  'aurora-mysql': { binlog_format: { value: 'ROW', applyMethod: 'pending-reboot' } },
};

function groupName(group: DeclaredParameterGroup | { existing: string }, derived: string): string {
  if ('existing' in group) return group.existing;
  return group.name ?? derived;
}

/** The provider's own default, written down because a change of it replaces the group. */
const describe = (group: DeclaredParameterGroup) => ({ description: group.description ?? 'Managed by Terraform' });

function settings(parameters: DeclaredParameterGroup['parameters'] = {}) {
  return Object.entries(parameters).map(([name, setting]) => {
    const { value, applyMethod } = typeof setting === 'object' ? setting : { value: setting, applyMethod: 'immediate' };
    return { name, value: String(value), applyMethod };
  });
}
