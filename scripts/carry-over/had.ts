import type { NewEndpoint } from '../aws/rds/rds-port';
import type { Settings } from '../aws/rds/settings';
import type { AssociatedRole, ClusterEndpoint, Tags } from '../aws/rds/types';
import { given } from '../runtime/given';
import type { Environment } from '../view/view';
import { type Carried, carriedOfCluster, carriedOfInstance } from './carried-settings';

export type Role = Omit<AssociatedRole, 'status'>;

/** Everything of a cluster that green may lack or a switchover may drop, by the names that it has there. */
export interface Had {
  /** Those of `carried-settings.ts` only, as everywhere here. */
  settings: Settings;
  /** That RDS can use. */
  roles: Role[];
  /** Absent where there was no room to write them down. So with instances and endpoints. */
  tags?: Tags;
  instances: HadInstance[];
  endpoints: HadEndpoint[];
}

interface HadInstance {
  identifier: string;
  settings: Settings;
  tags?: Tags;
}

export type HadEndpoint = Omit<NewEndpoint, 'tags'> & { tags?: Tags };

export function hadBy({ cluster, instances }: Environment, endpoints: readonly ClusterEndpoint[]): Had {
  return {
    settings: only(cluster.settings, carriedOfCluster),
    roles: cluster.roles
      .filter(({ status }) => status !== 'INVALID')
      .map(({ arn, feature }) => ({ arn, ...given({ feature }) })),
    tags: ownTags(cluster.tags),
    instances: instances.map(({ identifier, settings, tags }) => ({
      identifier,
      settings: only(settings, carriedOfInstance),
      tags: ownTags(tags),
    })),
    endpoints: endpoints.map(({ identifier, type, staticMembers, excludedMembers, tags }) => ({
      identifier,
      type,
      staticMembers,
      excludedMembers,
      tags: ownTags(tags),
    })),
  };
}

/** AWS's tags cannot be set, and ours describe only the resource that carries them. */
export const ownTags = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !/^(aws|aurora-upgrade):/i.test(key)));

const only = (settings: Settings, carried: Readonly<Record<string, Carried>>): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(carried, name)));
