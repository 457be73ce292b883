import type { RdsFault } from '../aws/faults';
import { awsCommand, continueCommand } from '../report/commands';
import type { View } from '../view/view';

interface Row {
  fault: RegExp;
  /** Of RDS's own words, where one fault has several causes. */
  says?: RegExp;
  /** What to look at and what to change, a sentence or two; the command that continues follows. */
  remedy(view: View): string;
}

const clusterOf = (view: View) => view.desired.annotation.clusterIdentifier;

const upgradeTargets = (view: View) => {
  const running = view.facts.production?.cluster.engineVersion ?? view.desired.annotation.engineVersion;
  return awsCommand(
    view,
    `rds describe-db-engine-versions --engine ${view.target.engine} --engine-version ${running} --query 'DBEngineVersions[].ValidUpgradeTarget[].EngineVersion'`,
  );
};

const statusOf = (view: View) =>
  awsCommand(view, `rds describe-db-clusters --db-cluster-identifier ${clusterOf(view)} --query 'DBClusters[].Status'`);

const maintenance = (view: View) => awsCommand(view, 'rds describe-pending-maintenance-actions');

/**
 * What to do if RDS refuses a call; the first matching row counts. The faults are those that the API reference lists for the calls
 * that runs make (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateBlueGreenDeployment.html and its neighbours).
 */
const rows: readonly Row[] = [
  {
    fault: /^InvalidParameter|LimitExceeded|QuotaExceeded/,
    says: /\btags?\b/i,
    remedy: () =>
      'A resource can have 50 tags: remove some that nobody needs from the one that RDS means (aws rds list-tags-for-resource, aws rds remove-tags-from-resource).',
  },
  {
    fault: /^InvalidParameter(Combination|Value)/,
    says: /logical.replication|binlog/i,
    remedy: () =>
      "Turn on replication in production's cluster parameter group, reboot its writer, and check that every member is in sync.",
  },
  {
    fault: /^InvalidParameter(Combination|Value)|ParameterGroupNotFound/,
    says: /parameter.?group/i,
    remedy: (view) =>
      `Check that the target's parameter groups exist and belong to the family ${view.target.family}: ${awsCommand(view, "rds describe-db-cluster-parameter-groups --query 'DBClusterParameterGroups[].[DBClusterParameterGroupName,DBParameterGroupFamily]'")}`,
  },
  {
    fault: /^InvalidParameter(Combination|Value)/,
    says: /version|upgrade/i,
    remedy: (view) =>
      `Choose a version that RDS offers as an upgrade target of the running one: ${upgradeTargets(view)}`,
  },
  {
    fault: /^InvalidParameter/,
    remedy: (view) =>
      `Check that ${clusterOf(view)} is available and not under maintenance (${statusOf(view)}; ${maintenance(view)}), and that the version and the parameter groups in the code suit it.`,
  },
  {
    fault:
      /^Invalid(DBCluster|DBInstance|BlueGreenDeployment|DBClusterSnapshot|DBSnapshot|GlobalCluster)State|^ResourceBusy/,
    remedy: (view) =>
      `Something else is in progress: a maintenance action, a backup, a restore or a modification. Wait until it has finished, or apply what is pending: ${statusOf(view)}; ${maintenance(view)}`,
  },
  {
    fault: /^InvalidDB(Cluster)?ParameterGroupState/,
    remedy: () =>
      'A parameter group is in use or being changed: wait until it is applied, or find out what else uses it.',
  },
  {
    fault: /QuotaExceeded|LimitExceeded/,
    remedy: (view) =>
      `An upgrade needs room for a second cluster. Check the quotas (${awsCommand(view, 'rds describe-account-attributes')}), and request an increase in Service Quotas or remove what nobody uses.`,
  },
  {
    fault: /^Insufficient(DBInstance|DBCluster|StorageCluster)Capacity/,
    remedy: () =>
      'AWS has no capacity for this instance class there at the moment: try again later, or choose another class.',
  },
  {
    fault: /^InsufficientAvailableIPs|^(InvalidSubnet|InvalidVPCNetworkState|DBSubnetGroup)/,
    remedy: () =>
      'Green needs IP addresses of its own: check that the subnets of the cluster exist and have free ones.',
  },
  {
    fault: /^KMSKeyNotAccessible/,
    remedy: () => "Check that the cluster's KMS key is enabled and that this role may use it.",
  },
  {
    fault: /^Source(Cluster|Database)NotSupported/,
    remedy: () =>
      'Blue/green deployments do not support this cluster as it is. Change what the AWS guide excludes: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html',
  },
  {
    fault: /AlreadyExists/,
    remedy: (view) =>
      `Somebody has already created it. Check what exists: ${awsCommand(view, 'rds describe-blue-green-deployments')}`,
  },
  {
    fault: /NotFound/,
    remedy: (view) => `Somebody has removed or renamed it in the meantime. Check its state: ${statusOf(view)}`,
  },
];

/** What to do about a fault of RDS, and how to continue afterwards. */
export function remedyOf(view: View, { fault, message }: Pick<RdsFault, 'fault' | 'message'>): string {
  const row = rows.find((each) => each.fault.test(fault) && (each.says?.test(message) ?? true));
  const remedy = row?.remedy(view) ?? 'Fix what it reports.';
  // A full stop right after a command or an address would be pasted with it: a line of its own ends it.
  return `${remedy}${remedy.endsWith('.') ? ' ' : '\n'}Then continue: ${continueCommand(view)}`;
}
