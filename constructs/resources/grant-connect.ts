import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Aurora } from '../aurora';
import { type Problem, refuse } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from '../validation/validate-identifiers';
import { arnPart } from './arn';

/** An `IamRole`, or the name of a role that something else declares. */
export type Grantee = { readonly name: string } | string;

/** How a grant is narrowed and named. */
export interface GrantOptions {
  /**
   * Narrows the grant to these resource ids, `cluster-ABC…`. Add green's before each switchover.
   *
   * A switchover changes the cluster's resource id (`DbClusterResourceId`): without green's in the list, nobody can log in by this grant
   * afterwards.
   *
   * @default any cluster of the account and region
   */
  readonly resourceIds?: readonly string[];
  /**
   * Id of the construct, and so part of the Terraform address.
   *
   * @default `<role>-<dbUser>`
   */
  readonly id?: string;
}

/** The resource of `rds-db:connect`, of the cluster's own partition, region and account. */
export function connectArns(aurora: Aurora, dbUser: string, resourceIds: readonly string[] = ['*']): string[] {
  const part = (name: Parameters<typeof arnPart>[1]) => arnPart(aurora.cluster.arn, name);
  const prefix = `arn:${part('partition')}:rds-db:${part('region')}:${part('account')}:dbuser:`;
  return resourceIds.map((id) => `${prefix}${id}/${dbUser}`);
}

/** Declares the policy. @throws AuroraClusterError, see `AuroraCluster.grantConnect` */
export function grantConnect(
  aurora: Aurora,
  { clusterIdentifier, iamDatabaseAuthenticationEnabled, provider }: AuroraClusterProps,
  grantee: Grantee,
  dbUser: string,
  options: GrantOptions,
): IamRolePolicy {
  const name = typeof grantee === 'string' ? grantee : grantee.name;
  const label = options.id ?? (grantee instanceof Construct ? `${grantee.node.id}-${dbUser}` : `${name}-${dbUser}`);
  refuse(aurora, problems(dbUser, label, iamDatabaseAuthenticationEnabled));
  aurora.cluster.iamDatabaseAuthenticationEnabled = true;
  return new IamRolePolicy(aurora, `Connect-${label}`, {
    role: name,
    name: `${clusterIdentifier}-connect-${dbUser}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 128),
    policy: Fn.jsonencode({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'rds-db:connect', Resource: connectArns(aurora, dbUser, options.resourceIds) },
      ],
    }),
    provider,
  });
}

function problems(dbUser: string, label: string, enabled: boolean | undefined): Problem[] {
  const found: Problem[] = [];
  if (enabled === false) {
    found.push({
      prop: 'iamDatabaseAuthenticationEnabled',
      message: 'grantConnect needs IAM database authentication, which the code turns off.',
      remedy: 'Remove it (the grant turns it on), or write true.',
    });
  }
  if (typeof dbUser !== 'string' || dbUser === '' || isUnresolved(dbUser) || /[*?/]/.test(dbUser)) {
    found.push({
      prop: 'grantConnect',
      message: `"${dbUser}" is not the name of one database user: a grant to all of them would include the master user.`,
      remedy: 'Write its name, and call grantConnect again for each further user.',
    });
  }
  if (isUnresolved(label)) {
    found.push({
      prop: 'grantConnect',
      message: 'Only Terraform knows the name of the role, so the construct cannot derive an id from it.',
      remedy: "Pass the IamRole itself, or write { id: '...' }.",
    });
  }
  return found;
}
