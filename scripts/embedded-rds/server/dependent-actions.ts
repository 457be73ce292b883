type Input = Record<string, unknown>;

/**
 * What a caller must be allowed beside the operation itself, as far as AWS documents it.
 * - deployments: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-authorizing-access.html
 * - tags of what is created, roles that are handed on, final snapshots:
 *   https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export function dependentActions(service: string, operation: string, input: Input): string[] {
  if (service === 'application-autoscaling') {
    return operation === 'RegisterScalableTarget' && isGiven(input.Tags) ? ['application-autoscaling:TagResource'] : [];
  }
  if (service !== 'rds') return [];
  const tagged = /^(Create|Copy|Restore)/.test(operation) && isGiven(input.Tags);
  const passed = isGiven(input.MonitoringRoleArn) || (operation === 'AddRoleToDBCluster' && isGiven(input.RoleArn));
  return [
    ...(ofDeployments[operation] ?? []),
    ...(tagged ? ['rds:AddTagsToResource'] : []),
    ...(passed ? ['iam:PassRole'] : []),
    ...(operation === 'DeleteDBCluster' && isGiven(input.FinalDBSnapshotIdentifier)
      ? ['rds:CreateDBClusterSnapshot']
      : []),
  ];
}

const ofDeployments: Record<string, string[] | undefined> = {
  CreateBlueGreenDeployment: [
    'rds:AddTagsToResource',
    'rds:CreateDBCluster',
    'rds:CreateDBInstance',
    'rds:CreateDBClusterEndpoint',
  ],
  SwitchoverBlueGreenDeployment: ['rds:ModifyDBCluster', 'rds:PromoteReadReplicaDBCluster'],
  DeleteBlueGreenDeployment: ['rds:DeleteDBCluster', 'rds:DeleteDBInstance', 'rds:DeleteDBClusterEndpoint'],
};

/**
 * What Application Auto Scaling tries with the caller's own rights before it takes a call: for a target all of these, for a
 * policy those of the alarms that it makes. What is missing it lists in a ValidationException.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
 */
export function validatedActions(service: string, operation: string): string[] {
  if (service !== 'application-autoscaling') return [];
  if (operation === 'RegisterScalableTarget') return [...ofReaders, ...ofAlarms];
  return operation === 'PutScalingPolicy' ? ofAlarms : [];
}

const ofReaders = [
  'rds:CreateDBInstance',
  'rds:DeleteDBInstance',
  'rds:AddTagsToResource',
  'rds:DescribeDBClusters',
  'rds:DescribeDBInstances',
];

const ofAlarms = ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'];

const isGiven = (value: unknown): boolean =>
  value !== undefined &&
  value !== '' &&
  !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
