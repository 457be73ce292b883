import type {
  DBProxyTarget,
  DBProxyTargetGroup,
  DeregisterDBProxyTargetsRequest,
  DeregisterDBProxyTargetsResponse,
  DescribeDBProxyTargetGroupsRequest,
  DescribeDBProxyTargetGroupsResponse,
  DescribeDBProxyTargetsRequest,
  DescribeDBProxyTargetsResponse,
  ModifyDBProxyTargetGroupRequest,
  ModifyDBProxyTargetGroupResponse,
  RegisterDBProxyTargetsRequest,
  RegisterDBProxyTargetsResponse,
} from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination, invalidParameterValue } from '../wire/service-fault';
import { clusterEndpoint, instanceEndpoint } from '../world/clusters/endpoints';
import { refuseFilters } from '../world/filters';
import { clusterNamed, deploymentOf, findCluster, membersOf } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import type { Scene } from '../world/scene';
import type { ProxyRecord } from '../world/surroundings/records';
import type { Action } from './action';
import { proxyNamed } from './db-proxies';

/** Targets are Aurora clusters, in the one group that every proxy has. */
export const registerDBProxyTargets: Action<RegisterDBProxyTargetsRequest, RegisterDBProxyTargetsResponse> = (
  context,
  input,
) => {
  const proxy = inDefaultGroup(context, input);
  const names = input.DBClusterIdentifiers ?? [];
  if (names.length !== 1) throw invalidParameterCombination('One DB cluster must be named.');
  const cluster = clusterNamed(context, names[0]!);
  if (proxy.clusters.length > 0) {
    throw fault('DBProxyTargetAlreadyRegisteredFault', `The proxy ${proxy.name} already has a target.`);
  }
  if (deploymentOf(context.region, cluster.resourceId) !== undefined) {
    // In the words that users report.
    throw fault('InvalidDBClusterStateFault', 'blue-green deployment exists');
  }
  proxy.clusters.push(cluster.identifier);
  return { DBProxyTargets: targets(context, proxy) };
};

export const deregisterDBProxyTargets: Action<DeregisterDBProxyTargetsRequest, DeregisterDBProxyTargetsResponse> = (
  context,
  input,
) => {
  const proxy = inDefaultGroup(context, input);
  for (const name of input.DBClusterIdentifiers ?? []) {
    const index = proxy.clusters.indexOf(name.toLowerCase());
    if (index === -1) throw fault('DBProxyTargetNotFoundFault', `${name} is no target of ${proxy.name}.`);
    proxy.clusters.splice(index, 1);
  }
  return {};
};

export const describeDBProxyTargets: Action<DescribeDBProxyTargetsRequest, DescribeDBProxyTargetsResponse> = (
  context,
  input,
) => {
  refuseFilters(input.Filters);
  const all = targets(context, inDefaultGroup(context, input));
  const { page, Marker } = paginate(all, input, ({ Type, RdsResourceId }) => `${Type} ${RdsResourceId}`);
  return { Targets: page, Marker };
};

export const describeDBProxyTargetGroups: Action<
  DescribeDBProxyTargetGroupsRequest,
  DescribeDBProxyTargetGroupsResponse
> = (context, input) => {
  refuseFilters(input.Filters);
  return { TargetGroups: [group(context, inDefaultGroup(context, input))] };
};

export const modifyDBProxyTargetGroup: Action<ModifyDBProxyTargetGroupRequest, ModifyDBProxyTargetGroupResponse> = (
  context,
  input,
) => {
  const proxy = inDefaultGroup(context, input);
  if (input.NewName !== undefined) throw invalidParameterValue('The default target group cannot be renamed.');
  proxy.pool = { ...proxy.pool, ...input.ConnectionPoolConfig };
  return { DBProxyTargetGroup: group(context, proxy) };
};

function inDefaultGroup(scene: Scene, input: { DBProxyName?: string; TargetGroupName?: string }): ProxyRecord {
  const { TargetGroupName: name = 'default' } = input;
  const proxy = proxyNamed(scene, input.DBProxyName ?? '');
  if (name !== 'default') throw fault('DBProxyTargetGroupNotFoundFault', `DBProxyTargetGroup ${name} not found.`);
  return proxy;
}

/** The cluster, and each of its instances: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxyTarget.html */
function targets(scene: Scene, { clusters }: ProxyRecord): DBProxyTarget[] {
  return clusters.flatMap((name): DBProxyTarget[] => {
    const cluster = findCluster(scene, name);
    if (cluster === undefined) return [];
    const Port = cluster.settings.Port ?? 5432;
    const members = membersOf(scene.region, cluster).map(
      (member): DBProxyTarget => ({
        Type: 'RDS_INSTANCE',
        RdsResourceId: member.identifier,
        TrackedClusterId: cluster.identifier,
        Endpoint: instanceEndpoint(scene, member.identifier),
        Port,
        Role: cluster.writer === member.resourceId ? 'READ_WRITE' : 'READ_ONLY',
        TargetHealth: { State: 'AVAILABLE' },
      }),
    );
    const whole: DBProxyTarget = {
      Type: 'TRACKED_CLUSTER',
      RdsResourceId: cluster.identifier,
      Endpoint: clusterEndpoint(scene, cluster.identifier),
      Port,
    };
    return [whole, ...members];
  });
}

const group = (scene: Scene, { name, id, createdAt, pool }: ProxyRecord): DBProxyTargetGroup => ({
  DBProxyName: name,
  TargetGroupName: 'default',
  TargetGroupArn: arnOf(scene, 'target-group', id.replace(/^prx-/, 'prx-tg-')),
  IsDefault: true,
  Status: 'available',
  ConnectionPoolConfig: pool,
  CreatedDate: new Date(createdAt),
  UpdatedDate: new Date(createdAt),
});
