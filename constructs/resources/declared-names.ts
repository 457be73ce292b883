import { type TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Aurora } from '../aurora';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { monitoringRoleName } from './monitoring-role';
import { subnetGroupName } from './network';

/** A name on AWS that a construct declares: two declarations of one name in one stack can never both be created. */
export interface DeclaredName {
  /** What bears it: names of one kind must differ. */
  kind:
    | 'cluster'
    | 'instance'
    | 'cluster parameter group'
    | 'instance parameter group'
    | 'subnet group'
    | 'custom endpoint'
    | 'monitoring role';
  /** As AWS gets it. */
  name: string;
  /** The prop that it comes from, for the message. */
  prop: string;
}

/** The names under which this construct declares what must be unique in the account and region. */
export function namesOf(aurora: Aurora, props: AuroraClusterProps): DeclaredName[] {
  const { clusterIdentifier, subnetGroup, monitoringRole, customEndpoints = {} } = props;
  const names: DeclaredName[] = [{ kind: 'cluster', name: clusterIdentifier, prop: 'clusterIdentifier' }];
  for (const identifier of aurora.instances.keys()) {
    names.push({ kind: 'instance', name: identifier, prop: `instances["${identifier}"]` });
  }
  for (const { cluster, instance } of aurora.parameterGroups.all) {
    if (cluster.declared) {
      names.push({ kind: 'cluster parameter group', name: cluster.name, prop: 'clusterParameterGroup.name' });
    }
    if (instance?.declared) {
      names.push({ kind: 'instance parameter group', name: instance.name, prop: 'instanceParameterGroup.name' });
    }
  }
  for (const identifier of Object.keys(customEndpoints)) {
    names.push({ kind: 'custom endpoint', name: identifier, prop: `customEndpoints["${identifier}"]` });
  }
  if (subnetGroup) names.push({ kind: 'subnet group', name: subnetGroupName(props)!, prop: 'subnetGroup.name' });
  if (monitoringRole) {
    const name = monitoringRole.name ?? monitoringRoleName(props);
    names.push({ kind: 'monitoring role', name, prop: 'monitoringRole.name' });
  }
  return names;
}

const declared = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * Notes the names and reports those that another construct of the stack has declared for the same provider. The same name
 * in another region or account needs another provider, and is fine.
 */
export function declareNames(
  construct: Construct,
  provider: TerraformProvider | undefined,
  names: readonly DeclaredName[],
): Problem[] {
  const stack = TerraformStack.of(construct);
  const known = declared.get(stack) ?? new Map<string, string>();
  declared.set(stack, known);
  return names.flatMap(({ kind, name, prop }) => {
    const key = [provider?.node.path ?? '', kind, name.toLowerCase()].join(' ');
    const owner = known.get(key);
    known.set(key, owner ?? construct.node.path);
    if (owner === undefined) return [];
    return [
      {
        prop,
        message: `AuroraCluster "${owner}" already declares the ${kind} "${name}".`,
        remedy: kind.endsWith('parameter group')
          ? `Choose another name, or use the group with { existing: '${name}', family: '...' }.`
          : 'Choose another name.',
      },
    ];
  });
}
