import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { Construct } from 'constructs';
import { type AuroraEngine, engines } from '../engines';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';

/** Where the cluster stands: names and ids as the cluster's arguments take them, whether declared here or given. */
export interface Network {
  /** Undefined for the account's default group. */
  dbSubnetGroupName?: string;
  /** The declared one first; undefined for the VPC's default group. */
  vpcSecurityGroupIds?: string[];
  /** The declared one. */
  securityGroup?: SecurityGroup;
}

/** Declares subnet group and security group, where the props ask for them. */
export function declareNetwork(scope: Construct, props: AuroraClusterProps): Network {
  const { vpcSecurityGroupIds, dbSubnetGroupName } = props;
  const securityGroup = declareSecurityGroup(scope, props);
  return {
    dbSubnetGroupName: declareSubnetGroup(scope, props)?.name ?? dbSubnetGroupName,
    vpcSecurityGroupIds: securityGroup ? [securityGroup.id, ...(vpcSecurityGroupIds ?? [])] : vpcSecurityGroupIds,
    securityGroup,
  };
}

/** The name of the declared subnet group; undefined where none is declared. */
export const subnetGroupName = ({ subnetGroup, clusterIdentifier }: AuroraClusterProps) =>
  subnetGroup && (subnetGroup.name ?? `${clusterIdentifier}-subnets`);

function declareSubnetGroup(scope: Construct, props: AuroraClusterProps): DbSubnetGroup | undefined {
  const { subnetGroup, tags, provider } = props;
  if (!subnetGroup) return undefined;
  return new DbSubnetGroup(scope, 'SubnetGroup', {
    name: subnetGroupName(props),
    // The provider's own default, written down as for the parameter groups.
    description: subnetGroup.description ?? 'Managed by Terraform',
    subnetIds: subnetGroup.subnetIds,
    tags: tags && { ...tags },
    provider,
  });
}

function declareSecurityGroup(scope: Construct, props: AuroraClusterProps): SecurityGroup | undefined {
  const { securityGroup, clusterIdentifier, tags: given, provider } = props;
  if (!securityGroup) return undefined;
  const tags = given && { ...given };
  const group = new SecurityGroup(scope, 'SecurityGroup', {
    name: securityGroup.name ?? `${clusterIdentifier}-db`,
    description: securityGroup.description ?? 'Managed by Terraform',
    vpcId: securityGroup.vpcId,
    tags,
    provider,
  });
  if (securityGroup.allowAllOutbound === false) return group;
  const everywhere = { securityGroupId: group.id, ipProtocol: '-1', tags, provider };
  new VpcSecurityGroupEgressRule(scope, 'Outbound', { ...everywhere, cidrIpv4: '0.0.0.0/0' });
  if (props.networkType === 'DUAL') {
    new VpcSecurityGroupEgressRule(scope, 'Outbound-ipv6', { ...everywhere, cidrIpv6: '::/0' });
  }
  return group;
}

/** A number, where the cluster's own attribute is only known after the create. */
export const portOf = ({ port, engine }: { port?: number; engine: AuroraEngine }) => port ?? engines[engine].port;
