import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';
import { refuse } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { portOf } from './network';

/** Who may connect: exactly one of security group, IPv4 range, IPv6 range and prefix list. */
export interface Peer {
  /**
   * Id of a security group: allows everything that is in it.
   *
   * @default none
   */
  readonly securityGroupId?: string;
  /**
   * IPv4 range, such as `10.0.0.0/16`.
   *
   * @default none
   */
  readonly cidrIpv4?: string;
  /**
   * IPv6 range, such as `2001:db8::/32`.
   *
   * @default none
   */
  readonly cidrIpv6?: string;
  /**
   * Id of a managed prefix list.
   *
   * @default none
   */
  readonly prefixListId?: string;
  /**
   * Description of the rule.
   *
   * @default none
   */
  readonly description?: string;
}

/** Opens the declared security group on the cluster's port. */
export class Connections {
  constructor(
    private readonly aurora: Construct,
    private readonly group: SecurityGroup | undefined,
    private readonly props: AuroraClusterProps,
  ) {}

  /**
   * Adds one ingress rule for the cluster's port.
   *
   * Groups given by `vpcSecurityGroupIds` are left alone: whoever declares one may have its rules inline, and Terraform would then
   * remove this rule with every apply.
   *
   * @param id  of the construct, and so part of the Terraform address: `app`
   * @throws AuroraClusterError for a peer that is not exactly one, or if no security group is declared
   */
  allowFrom(id: string, peer: Peer): VpcSecurityGroupIngressRule {
    const { aurora, group, props } = this;
    const given = [peer.securityGroupId, peer.cidrIpv4, peer.cidrIpv6, peer.prefixListId].filter(Boolean);
    if (given.length !== 1) {
      refuse(aurora, [
        {
          prop: `connections.allowFrom("${id}")`,
          message: `A rule allows exactly one peer, but ${given.length} are given.`,
          remedy:
            'Write one of securityGroupId, cidrIpv4, cidrIpv6 and prefixListId; call this method again for each further peer.',
        },
      ]);
    }
    if (!group) {
      refuse(aurora, [
        {
          prop: `connections.allowFrom("${id}")`,
          message: 'The cluster has no security group of its own to add a rule to.',
          remedy: "Write securityGroup: { vpcId: '...' }, or add the rule to the group where it is declared.",
        },
      ]);
    }
    const port = portOf(props);
    return new VpcSecurityGroupIngressRule(aurora, `From-${id}`, {
      securityGroupId: group!.id,
      referencedSecurityGroupId: peer.securityGroupId,
      cidrIpv4: peer.cidrIpv4,
      cidrIpv6: peer.cidrIpv6,
      prefixListId: peer.prefixListId,
      description: peer.description,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      tags: props.tags && { ...props.tags },
      provider: props.provider,
    });
  }
}
