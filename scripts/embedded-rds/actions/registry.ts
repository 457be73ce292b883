import type { Action } from './action';
import { addTagsToResource } from './add-tags-to-resource';
import { clusterActions } from './clusters-registry';
import { createDBSubnetGroup } from './create-db-subnet-group';
import { describeDBLogFiles, downloadDBLogFilePortion } from './db-log-files';
import * as proxies from './db-proxies';
import * as targets from './db-proxy-targets';
import { deleteDBSubnetGroup } from './delete-db-subnet-group';
import { describeAccountAttributes } from './describe-account-attributes';
import { describeCertificates } from './describe-certificates';
import { describeDBEngineVersions } from './describe-db-engine-versions';
import { describeDBSubnetGroups } from './describe-db-subnet-groups';
import { describeEvents } from './describe-events';
import { describeOrderableDBInstanceOptions } from './describe-orderable-db-instance-options';
import { describePendingMaintenanceActions } from './describe-pending-maintenance-actions';
import * as subscriptions from './event-subscriptions';
import * as integrations from './integrations';
import { listTagsForResource } from './list-tags-for-resource';
import { modifyDBSubnetGroup } from './modify-db-subnet-group';
import { parameterGroupActions } from './parameter-groups';
import { removeTagsFromResource } from './remove-tags-from-resource';

/** Every operation of the RDS API that the embedded RDS plays, by its name on the wire. All others answer InvalidAction. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const actions: Record<string, Action<any, any>> = {
  ...clusterActions,
  ...parameterGroupActions,
  AddSourceIdentifierToSubscription: subscriptions.addSourceIdentifierToSubscription,
  AddTagsToResource: addTagsToResource,
  CreateDBProxy: proxies.createDBProxy,
  CreateDBSubnetGroup: createDBSubnetGroup,
  CreateEventSubscription: subscriptions.createEventSubscription,
  CreateIntegration: integrations.createIntegration,
  DeleteDBProxy: proxies.deleteDBProxy,
  DeleteEventSubscription: subscriptions.deleteEventSubscription,
  DeleteIntegration: integrations.deleteIntegration,
  DeregisterDBProxyTargets: targets.deregisterDBProxyTargets,
  DeleteDBSubnetGroup: deleteDBSubnetGroup,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeCertificates: describeCertificates,
  DescribeDBEngineVersions: describeDBEngineVersions,
  DescribeDBLogFiles: describeDBLogFiles,
  DescribeDBProxies: proxies.describeDBProxies,
  DescribeDBProxyTargetGroups: targets.describeDBProxyTargetGroups,
  DescribeDBProxyTargets: targets.describeDBProxyTargets,
  DescribeEventSubscriptions: subscriptions.describeEventSubscriptions,
  DescribeDBSubnetGroups: describeDBSubnetGroups,
  DescribeEvents: describeEvents,
  DescribeIntegrations: integrations.describeIntegrations,
  DescribeOrderableDBInstanceOptions: describeOrderableDBInstanceOptions,
  DescribePendingMaintenanceActions: describePendingMaintenanceActions,
  DownloadDBLogFilePortion: downloadDBLogFilePortion,
  ListTagsForResource: listTagsForResource,
  ModifyDBProxyTargetGroup: targets.modifyDBProxyTargetGroup,
  ModifyEventSubscription: subscriptions.modifyEventSubscription,
  RegisterDBProxyTargets: targets.registerDBProxyTargets,
  RemoveSourceIdentifierFromSubscription: subscriptions.removeSourceIdentifierFromSubscription,
  ModifyDBSubnetGroup: modifyDBSubnetGroup,
  RemoveTagsFromResource: removeTagsFromResource,
};
