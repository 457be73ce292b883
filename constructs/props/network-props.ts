export interface NetworkProps {
  /** Default: the engine's, 5432 or 3306. */
  readonly port?: number;
  /** `DUAL` for IPv4 and IPv6; the subnets must have both. Default: the provider's, `IPV4`. */
  readonly networkType?: 'IPV4' | 'DUAL';
  /** A subnet group to declare. A change of its name replaces the cluster, and is therefore refused at plan. */
  readonly subnetGroup?: DeclaredSubnetGroup;
  /** One that exists. Green is created in the same subnet group. Default: the account's default group. */
  readonly dbSubnetGroupName?: string;
  /** A security group to declare, which `connections` then opens. Green gets the same security groups. */
  readonly securityGroup?: DeclaredSecurityGroup;
  /** Those that exist, beside the declared one. Default: the VPC's default group. */
  readonly vpcSecurityGroupIds?: string[];
  /**
   * Custom endpoints by identifier. A deployment builds them for green, under names of its own, and the switchover swaps
   * the names as it does those of instances.
   */
  readonly customEndpoints?: Readonly<Record<string, CustomEndpoint>>;
}

export interface DeclaredSubnetGroup {
  /** Of two availability zones at least. */
  readonly subnetIds: string[];
  /** Default `<clusterIdentifier>-subnets`. */
  readonly name?: string;
  /** Default `Managed by Terraform`. */
  readonly description?: string;
}

export interface DeclaredSecurityGroup {
  readonly vpcId: string;
  /** A change replaces the group. Default `<clusterIdentifier>-db`. */
  readonly name?: string;
  /** A change replaces the group. Default `Managed by Terraform`. */
  readonly description?: string;
  /**
   * Default true, as for groups made in the console: Aurora opens connections itself for Lambda, S3, foreign data and
   * logical replication. Terraform alone would leave the group without any egress.
   */
  readonly allowAllOutbound?: boolean;
}

export interface CustomEndpoint {
  /** `READER` leads to readers only, `ANY` to the writer as well. */
  readonly type: 'READER' | 'ANY';
  /**
   * Identifiers of instances: these and no others. Instances keep their identifiers through a switchover. What a switchover makes
   * of such lists AWS does not document: the run compares them afterwards.
   */
  readonly staticMembers?: string[];
  /** Identifiers of instances: all but these, new ones included. The same holds for these. */
  readonly excludedMembers?: string[];
}
