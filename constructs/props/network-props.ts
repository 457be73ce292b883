/** Where the cluster is reached, and by whom. */
export interface NetworkProps {
  /**
   * TCP port of all endpoints.
   *
   * @default the engine's: 5432 or 3306
   */
  readonly port?: number;
  /**
   * `DUAL` for IPv4 and IPv6; the subnets must support both.
   *
   * @default `IPV4` (the provider's default)
   */
  readonly networkType?: 'IPV4' | 'DUAL';
  /**
   * Declares a subnet group.
   *
   * A change of its name would replace the cluster, so the plan refuses it.
   *
   * @default none
   */
  readonly subnetGroup?: DeclaredSubnetGroup;
  /**
   * Name of an existing subnet group. Green is created in the same one.
   *
   * @default the account's default group
   */
  readonly dbSubnetGroupName?: string;
  /**
   * Declares a security group, which `connections` opens. Green gets the same security groups.
   *
   * @default none
   */
  readonly securityGroup?: DeclaredSecurityGroup;
  /**
   * Ids of existing security groups, beside the declared one.
   *
   * @default the VPC's default group, if none is declared
   */
  readonly vpcSecurityGroupIds?: string[];
  /**
   * Custom endpoints, by identifier.
   *
   * A deployment creates them for green under other names, and the switchover swaps the names as it does those of instances.
   *
   * @default none
   */
  readonly customEndpoints?: Readonly<Record<string, CustomEndpoint>>;
}

/** A subnet group that the construct declares. */
export interface DeclaredSubnetGroup {
  /** Ids of subnets, in at least two availability zones. */
  readonly subnetIds: string[];
  /**
   * Name of the group.
   *
   * @default `<clusterIdentifier>-subnets`
   */
  readonly name?: string;
  /**
   * Description of the group.
   *
   * @default `Managed by Terraform`
   */
  readonly description?: string;
}

/** A security group that the construct declares, without ingress until `connections.allowFrom` adds some. */
export interface DeclaredSecurityGroup {
  /** Id of the VPC. */
  readonly vpcId: string;
  /**
   * Name of the group. A change replaces the group.
   *
   * @default `<clusterIdentifier>-db`
   */
  readonly name?: string;
  /**
   * Description of the group. A change replaces the group.
   *
   * @default `Managed by Terraform`
   */
  readonly description?: string;
  /**
   * Whether the cluster may open connections to anywhere, as with groups created in the console.
   *
   * Aurora itself connects for Lambda, S3, foreign data and logical replication. Terraform alone would leave the group without egress.
   *
   * @default true
   */
  readonly allowAllOutbound?: boolean;
}

/** A custom endpoint. What a switchover makes of member lists AWS does not document: `upgrade` compares them afterwards. */
export interface CustomEndpoint {
  /** `READER` leads to readers only, `ANY` to the writer as well. */
  readonly type: 'READER' | 'ANY';
  /**
   * Identifiers of instances: only these. Instances keep their identifiers through a switchover.
   *
   * @default none
   */
  readonly staticMembers?: string[];
  /**
   * Identifiers of instances: all but these, new ones included.
   *
   * @default none: all instances
   */
  readonly excludedMembers?: string[];
}
