import type { Action } from './action';
import { addTagsToResource } from './add-tags-to-resource';
import { clusterActions } from './clusters-registry';
import { createDBSubnetGroup } from './create-db-subnet-group';
import { deleteDBSubnetGroup } from './delete-db-subnet-group';
import { describeAccountAttributes } from './describe-account-attributes';
import { describeCertificates } from './describe-certificates';
import { describeDBEngineVersions } from './describe-db-engine-versions';
import { describeDBProxies } from './describe-db-proxies';
import { describeDBSubnetGroups } from './describe-db-subnet-groups';
import { describeEvents } from './describe-events';
import { describeIntegrations } from './describe-integrations';
import { describeOrderableDBInstanceOptions } from './describe-orderable-db-instance-options';
import { describePendingMaintenanceActions } from './describe-pending-maintenance-actions';
import { listTagsForResource } from './list-tags-for-resource';
import { modifyDBSubnetGroup } from './modify-db-subnet-group';
import { parameterGroupActions } from './parameter-groups';
import { removeTagsFromResource } from './remove-tags-from-resource';

/** Every operation of the RDS API that the embedded RDS plays, by its name on the wire. All others answer InvalidAction. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const actions: Record<string, Action<any, any>> = {
  ...clusterActions,
  ...parameterGroupActions,
  AddTagsToResource: addTagsToResource,
  CreateDBSubnetGroup: createDBSubnetGroup,
  DeleteDBSubnetGroup: deleteDBSubnetGroup,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeCertificates: describeCertificates,
  DescribeDBEngineVersions: describeDBEngineVersions,
  DescribeDBProxies: describeDBProxies,
  DescribeDBSubnetGroups: describeDBSubnetGroups,
  DescribeEvents: describeEvents,
  DescribeIntegrations: describeIntegrations,
  DescribeOrderableDBInstanceOptions: describeOrderableDBInstanceOptions,
  DescribePendingMaintenanceActions: describePendingMaintenanceActions,
  ListTagsForResource: listTagsForResource,
  ModifyDBSubnetGroup: modifyDBSubnetGroup,
  RemoveTagsFromResource: removeTagsFromResource,
};
