import { DataAwsRdsCluster } from '@cdktf/provider-aws/lib/data-aws-rds-cluster';
import { DataAwsRdsClusters } from '@cdktf/provider-aws/lib/data-aws-rds-clusters';
import { TerraformIterator } from 'cdktf';
import type { Aurora } from '../aurora';
import { commandLine } from '../command-line';
import { engines } from '../engines';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { clusterGroupNames } from '../resources/parameter-groups';
import { longestName } from '../validation/validate-identifiers';
import { guardIsOff, oldClusterId } from './upgrade-guard';

/**
 * Makes `terraform plan` fail while an old cluster, `<clusterIdentifier>-old1` and so on, uses parameter groups of a family that
 * the code does not declare any more: `previousEngineVersion` was removed too early. RDS refuses to delete a group in use, and the
 * provider would only give up after three minutes (it retries InvalidDBParameterGroupState).
 *
 * Costs one DescribeDBClusters for each plan, and one more for each old cluster. The filter, unlike the identifier, may match
 * nothing. Nothing depends on these reads, so that an apply with `-target` goes without them.
 */
export function checkOldClusters(aurora: Aurora, props: AuroraClusterProps): void {
  const { clusterIdentifier, provider, upgradePolicy, checkOldClusters: wanted = true } = props;
  if (!wanted || upgradePolicy === 'in-place' || guardIsOff(aurora)) return;
  const declares = aurora.parameterGroups.all.some(({ cluster, instance }) => cluster.declared ?? instance?.declared);
  if (!declares) return;
  const names = Array.from({ length: 9 }, (_, i) => `${clusterIdentifier}-old${i + 1}`);
  // How RDS names the old cluster where there is no room is not documented; a filter with what cannot be a name may be refused.
  const values = names.filter(({ length }) => length <= longestName);
  if (values.length === 0) return;
  const found = new DataAwsRdsClusters(aurora, 'OldClusters', {
    filter: [{ name: 'db-cluster-id', values }],
    provider,
  });
  const each = TerraformIterator.fromList(found.clusterIdentifiers);
  new DataAwsRdsCluster(aurora, oldClusterId, {
    forEach: each,
    clusterIdentifier: each.value,
    provider,
    lifecycle: { postcondition: [{ condition: condition(aurora, props), errorMessage: message(clusterIdentifier) }] },
  });
}

/** The group's name tells an old cluster from a stranger of that name, where names of one form are given to all families. */
function condition(aurora: Aurora, props: AuroraClusterProps): string {
  const declared = `contains(${JSON.stringify(aurora.versions.families)}, ${engines[props.engine].family.ofSelf})`;
  const { pattern } = clusterGroupNames(props);
  if (pattern === undefined) return '${' + declared + '}';
  return '${' + declared + ` || !can(regex("${pattern}", self.db_cluster_parameter_group_name))}`;
}

/** Terraform fills in the old cluster, and wraps lines, but not those that begin with a space. */
const message = (clusterIdentifier: string) =>
  [
    'Cluster ${self.cluster_identifier} still exists: it runs ${self.engine_version} with the parameter group ${self.db_cluster_parameter_group_name}.',
    `The code of ${clusterIdentifier} no longer declares groups of that family. Terraform would try to delete them for three minutes and fail.`,
    '',
    'Remove the old cluster, and previousEngineVersion with it:',
    `    ${commandLine('cleanup', [clusterIdentifier])}`,
    'Or keep its groups for as long as it exists, by writing:',
    "    previousEngineVersion: '${self.engine_version}',",
  ].join('\n');
