import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterVersions } from '../cluster-versions';
import { type EngineVersion, familyShort } from '../engine-version';
import { type AuroraEngine, engines } from '../engines';
import type { ReplicationParameter } from '../engines/engine';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { type DeclaredParameterGroup, isExisting, type ParameterSetting } from '../props/parameter-group-props';
import { derivedNames, explicitNames, type GroupNames } from './group-name';

/** One group in use: declared by this construct, or only named. */
export interface UsedParameterGroup<Declared> {
  /** Name of the group. A literal: `upgrade` assigns it to green. */
  name: string;
  /** `aurora-postgresql15` */
  family: string;
  /** The resource; undefined for a group that something else declares. */
  declared?: Declared;
}

/** The groups of one family. */
export interface FamilyGroups {
  /** Of the cluster. */
  cluster: UsedParameterGroup<RdsClusterParameterGroup>;
  /** Of the instances; undefined with `'engine-default'`. */
  instance?: UsedParameterGroup<DbParameterGroup>;
}

/**
 * The cluster's and the instances' parameter groups, for the family of each version that the code says. The construct ids carry
 * the family, so that groups have addresses of their own, stand side by side, and stay the same when an upgrade makes the next
 * version the current one.
 */
export class ParameterGroups {
  private readonly byFamily: ReadonlyMap<string, FamilyGroups>;

  constructor(
    scope: Construct,
    private readonly versions: ClusterVersions,
    props: AuroraClusterProps,
  ) {
    this.byFamily = new Map(versions.families.map((family) => [family, declareGroups(scope, family, props)]));
  }

  /** The groups of one of the cluster's versions. */
  of({ family }: EngineVersion): FamilyGroups {
    return this.byFamily.get(family)!;
  }

  /** The groups of every family, each once. */
  get all(): FamilyGroups[] {
    return [...this.byFamily.values()];
  }

  /** The cluster's group of `engineVersion`. */
  get cluster(): FamilyGroups['cluster'] {
    return this.of(this.versions.current).cluster;
  }

  /** The instances' group of `engineVersion`; undefined with `'engine-default'`. */
  get instance(): FamilyGroups['instance'] {
    return this.of(this.versions.current).instance;
  }
}

function declareGroups(scope: Construct, family: string, props: AuroraClusterProps): FamilyGroups {
  const { clusterParameterGroup = {}, instanceParameterGroup = {} } = props;
  const short = familyShort(family);
  const shared = { family, tags: props.tags, provider: props.provider, lifecycle };

  const cluster: FamilyGroups['cluster'] = { name: clusterGroupNames(props).in(family)!, family };
  if (!isExisting(clusterParameterGroup)) {
    const parameter = settings(clusterParameterGroup, family, replication(props.engine));
    const config = { ...shared, ...describe(clusterParameterGroup), name: cluster.name, parameter };
    cluster.declared = new RdsClusterParameterGroup(scope, `cluster-params-${short}`, config);
  }

  if (instanceParameterGroup === 'engine-default') return { cluster };
  const instance: FamilyGroups['instance'] = { name: instanceGroupNames(props).in(family)!, family };
  if (!isExisting(instanceParameterGroup)) {
    const parameter = settings(instanceParameterGroup, family);
    const config = { ...shared, ...describe(instanceParameterGroup), name: instance.name, parameter };
    instance.declared = new DbParameterGroup(scope, `params-${short}`, config);
  }
  return { cluster, instance };
}

type NamingProps = Pick<
  AuroraClusterProps,
  'clusterIdentifier' | 'engine' | 'clusterParameterGroup' | 'instanceParameterGroup'
>;

/** What the cluster's group is called in each family. */
export const clusterGroupNames = ({ engine, clusterIdentifier, clusterParameterGroup }: NamingProps): GroupNames =>
  names(engine, clusterParameterGroup) ?? derivedNames(engine, clusterIdentifier, 'cluster-params');

/** What the instances' group is called in each family. */
export const instanceGroupNames = ({ engine, clusterIdentifier, instanceParameterGroup }: NamingProps): GroupNames =>
  names(engine, instanceParameterGroup) ?? derivedNames(engine, clusterIdentifier, 'params');

function names(engine: AuroraEngine, group: NamingProps['instanceParameterGroup']): GroupNames | undefined {
  if (group === undefined || group === 'engine-default') return undefined;
  // A group that something else declares is called what the code says, whatever that sounds like.
  if (!isExisting(group)) return group.name === undefined ? undefined : explicitNames(engine, group.name);
  const { existing } = group;
  return { in: (family) => (typeof existing === 'string' ? existing : existing[family]) };
}

/**
 * A group in use cannot be deleted, so a renamed one has to be created first. No `prevent_destroy`: a group holds no data, RDS
 * itself refuses to delete one in use, and a new name must be possible.
 */
const lifecycle: TerraformMetaArguments['lifecycle'] = { createBeforeDestroy: true };

/** What a blue/green deployment needs. */
function replication(engine: AuroraEngine): Record<string, ParameterSetting> {
  const needed: [string, ReplicationParameter][] = Object.entries(engines[engine].replication);
  return Object.fromEntries(
    needed.flatMap(([name, { set }]) =>
      set === undefined ? [] : [[name, { value: set, applyMethod: 'pending-reboot' }]],
    ),
  );
}

/** The provider's own default, written down because a change of it replaces the group. */
const describe = (group: DeclaredParameterGroup) => ({ description: group.description ?? 'Managed by Terraform' });

function settings(group: DeclaredParameterGroup, family: string, needed: DeclaredParameterGroup['parameters'] = {}) {
  const all = { ...needed, ...group.parameters, ...group.parametersByFamily?.[family] };
  return Object.entries(all).flatMap(([name, setting]) => {
    if (setting === null) return [];
    const { value, applyMethod } = typeof setting === 'object' ? setting : { value: setting, applyMethod: 'immediate' };
    return [{ name, value: String(value), applyMethod }];
  });
}
