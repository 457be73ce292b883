import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { arnPart } from './arn';

/** What an instance needs for enhanced monitoring; empty where it is off. */
export interface MonitoringRole {
  /** Undefined without enhanced monitoring. */
  arn?: string;
  /** RDS tries the role when an instance is created: its permissions must be there before. */
  dependencies?: ITerraformDependable[];
}

/** The role that RDS writes enhanced monitoring's metrics with: given, declared, or none. */
export function monitoringRole(scope: Construct, props: AuroraClusterProps): MonitoringRole {
  const { monitoringRole: declared, monitoringRoleArn, clusterIdentifier, tags, provider } = props;
  if (!declared) return { arn: monitoringRoleArn };
  const role = new IamRole(scope, 'MonitoringRole', {
    name: declared.name ?? monitoringRoleName(props),
    path: declared.path,
    permissionsBoundary: declared.permissionsBoundary,
    description: `Enhanced monitoring of ${clusterIdentifier}`,
    assumeRolePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'monitoring.rds.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    }),
    tags: tags && { ...tags },
    provider,
  });
  const attachment = new IamRolePolicyAttachment(scope, 'MonitoringPolicy', {
    role: role.name,
    policyArn: `arn:${arnPart(role.arn, 'partition')}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    provider,
  });
  return { arn: role.arn, dependencies: [attachment] };
}

/** The default name. */
export const monitoringRoleName = ({ clusterIdentifier }: Pick<AuroraClusterProps, 'clusterIdentifier'>) =>
  `${clusterIdentifier}-monitoring`;
