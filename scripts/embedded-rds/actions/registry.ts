import type { Action } from './action';
import { addTagsToResource } from './add-tags-to-resource';
import { clusterActions } from './clusters-registry';
import { copyDBClusterParameterGroup } from './copy-db-cluster-parameter-group';
import { copyDBParameterGroup } from './copy-db-parameter-group';
import { createDBClusterParameterGroup } from './create-db-cluster-parameter-group';
import { createDBParameterGroup } from './create-db-parameter-group';
import { createDBSubnetGroup } from './create-db-subnet-group';
import { deleteDBClusterParameterGroup } from './delete-db-cluster-parameter-group';
import { deleteDBParameterGroup } from './delete-db-parameter-group';
import { deleteDBSubnetGroup } from './delete-db-subnet-group';
import { describeAccountAttributes } from './describe-account-attributes';
import { describeCertificates } from './describe-certificates';
import { describeDBClusterParameterGroups } from './describe-db-cluster-parameter-groups';
import { describeDBClusterParameters } from './describe-db-cluster-parameters';
import { describeDBEngineVersions } from './describe-db-engine-versions';
import { describeDBParameterGroups } from './describe-db-parameter-groups';
import { describeDBParameters } from './describe-db-parameters';
import { describeDBProxies } from './describe-db-proxies';
import { describeDBSubnetGroups } from './describe-db-subnet-groups';
import { describeEngineDefaultClusterParameters } from './describe-engine-default-cluster-parameters';
import { describeEngineDefaultParameters } from './describe-engine-default-parameters';
import { describeEvents } from './describe-events';
import { describeIntegrations } from './describe-integrations';
import { describeOrderableDBInstanceOptions } from './describe-orderable-db-instance-options';
import { describePendingMaintenanceActions } from './describe-pending-maintenance-actions';
import { listTagsForResource } from './list-tags-for-resource';
import { modifyDBClusterParameterGroup } from './modify-db-cluster-parameter-group';
import { modifyDBParameterGroup } from './modify-db-parameter-group';
import { modifyDBSubnetGroup } from './modify-db-subnet-group';
import { removeTagsFromResource } from './remove-tags-from-resource';
import { resetDBClusterParameterGroup } from './reset-db-cluster-parameter-group';
import { resetDBParameterGroup } from './reset-db-parameter-group';

/** Every operation of the RDS API that the embedded RDS plays, by its name on the wire. All others answer InvalidAction. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const actions: Record<string, Action<any, any>> = {
  ...clusterActions,
  AddTagsToResource: addTagsToResource,
  CopyDBClusterParameterGroup: copyDBClusterParameterGroup,
  CopyDBParameterGroup: copyDBParameterGroup,
  CreateDBClusterParameterGroup: createDBClusterParameterGroup,
  CreateDBParameterGroup: createDBParameterGroup,
  CreateDBSubnetGroup: createDBSubnetGroup,
  DeleteDBClusterParameterGroup: deleteDBClusterParameterGroup,
  DeleteDBParameterGroup: deleteDBParameterGroup,
  DeleteDBSubnetGroup: deleteDBSubnetGroup,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeCertificates: describeCertificates,
  DescribeDBClusterParameterGroups: describeDBClusterParameterGroups,
  DescribeDBClusterParameters: describeDBClusterParameters,
  DescribeDBEngineVersions: describeDBEngineVersions,
  DescribeDBParameterGroups: describeDBParameterGroups,
  DescribeDBParameters: describeDBParameters,
  DescribeDBProxies: describeDBProxies,
  DescribeDBSubnetGroups: describeDBSubnetGroups,
  DescribeEngineDefaultClusterParameters: describeEngineDefaultClusterParameters,
  DescribeEngineDefaultParameters: describeEngineDefaultParameters,
  DescribeEvents: describeEvents,
  DescribeIntegrations: describeIntegrations,
  DescribeOrderableDBInstanceOptions: describeOrderableDBInstanceOptions,
  DescribePendingMaintenanceActions: describePendingMaintenanceActions,
  ListTagsForResource: listTagsForResource,
  ModifyDBClusterParameterGroup: modifyDBClusterParameterGroup,
  ModifyDBParameterGroup: modifyDBParameterGroup,
  ModifyDBSubnetGroup: modifyDBSubnetGroup,
  RemoveTagsFromResource: removeTagsFromResource,
  ResetDBClusterParameterGroup: resetDBClusterParameterGroup,
  ResetDBParameterGroup: resetDBParameterGroup,
};
