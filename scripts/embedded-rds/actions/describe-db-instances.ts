import type { DBInstanceMessage, DescribeDBInstancesMessage } from '@aws-sdk/client-rds';
import { applyFilters } from '../world/filters';
import { instanceNamed } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { dbInstanceView } from '../world/views/db-instance';
import type { Action } from './action';

export const describeDBInstances: Action<DescribeDBInstancesMessage, DBInstanceMessage> = (context, input) => {
  const { region } = context;
  const named = input.DBInstanceIdentifier
    ? [instanceNamed(context, input.DBInstanceIdentifier)]
    : Object.values(region.instances);
  const instances = applyFilters(named, input.Filters, {
    'db-cluster-id': ({ cluster }) => {
      const identifier = region.clusters[cluster]?.identifier;
      return identifier === undefined ? undefined : [identifier, arnOf(context, 'cluster', identifier)];
    },
    'db-instance-id': ({ identifier }) => [identifier, arnOf(context, 'db', identifier)],
    'dbi-resource-id': ({ resourceId }) => resourceId,
    engine: ({ cluster }) => region.clusters[cluster]?.engine,
    domain: () => undefined,
  });
  const { page, Marker } = paginate(instances, input, ({ identifier }) => identifier);
  return { DBInstances: page.map((instance) => dbInstanceView(context, instance)), Marker };
};
