import type {
  CreateDBProxyRequest,
  CreateDBProxyResponse,
  DBProxy,
  DeleteDBProxyRequest,
  DeleteDBProxyResponse,
  DescribeDBProxiesRequest,
  DescribeDBProxiesResponse,
} from '@aws-sdk/client-rds';
import { fault, invalidParameterValue } from '../wire/service-fault';
import { refuseFilters } from '../world/filters';
import { arnOf } from '../world/names/arn';
import { newIdentifier } from '../world/names/identifiers';
import { draw } from '../world/names/ids';
import { vpcIdOf } from '../world/new-world';
import { paginate } from '../world/paginate';
import type { Scene } from '../world/scene';
import type { ProxyRecord } from '../world/surroundings/records';
import { tagsOf } from '../world/tags';
import type { Action } from './action';

/** A proxy is there at once; nothing can connect to it. */
export const createDBProxy: Action<CreateDBProxyRequest, CreateDBProxyResponse> = (context, { Tags, ...settings }) => {
  const { region, world, now } = context;
  const name = newIdentifier('DBProxyName', settings.DBProxyName ?? '');
  if (region.proxies[name] !== undefined) {
    throw fault('DBProxyAlreadyExistsFault', `DBProxy ${name} already exists.`);
  }
  if ((settings.VpcSubnetIds ?? []).length < 2) throw invalidParameterValue('A proxy needs two subnets at least.');
  const proxy: ProxyRecord = {
    name,
    id: draw(world, 'db-proxy'),
    createdAt: now,
    settings,
    pool: { MaxConnectionsPercent: 100, MaxIdleConnectionsPercent: 50, ConnectionBorrowTimeout: 120 },
    clusters: [],
    tags: tagsOf(Tags),
  };
  region.proxies[name] = proxy;
  return { DBProxy: view(context, proxy) };
};

export const describeDBProxies: Action<DescribeDBProxiesRequest, DescribeDBProxiesResponse> = (context, input) => {
  refuseFilters(input.Filters);
  const { region } = context;
  const all = input.DBProxyName ? [proxyNamed(context, input.DBProxyName)] : Object.values(region.proxies);
  const { page, Marker } = paginate(all, input, ({ name }) => name);
  return { DBProxies: page.map((proxy) => view(context, proxy)), Marker };
};

export const deleteDBProxy: Action<DeleteDBProxyRequest, DeleteDBProxyResponse> = (context, input) => {
  const proxy = proxyNamed(context, input.DBProxyName ?? '');
  delete context.region.proxies[proxy.name];
  return { DBProxy: { ...view(context, proxy), Status: 'deleting' } };
};

export function proxyNamed({ region }: Scene, name: string): ProxyRecord {
  const proxy = region.proxies[name.toLowerCase()];
  if (proxy === undefined) throw fault('DBProxyNotFoundFault', `DBProxy ${name} not found.`);
  return proxy;
}

function view(scene: Scene, { name, id, createdAt, settings }: ProxyRecord): DBProxy {
  const { Auth, VpcSecurityGroupIds = [], VpcSubnetIds, IdleClientTimeout = 1800, ...given } = settings;
  const { RequireTLS = false, DebugLogging = false, EngineFamily, RoleArn } = given;
  return {
    DBProxyName: name,
    DBProxyArn: arnOf(scene, 'db-proxy', id),
    Status: 'available',
    EngineFamily,
    RoleArn,
    VpcId: vpcIdOf(scene.world, scene.region.name),
    VpcSecurityGroupIds,
    VpcSubnetIds,
    Auth: (Auth ?? []).map((each) => ({ ...each, ClientPasswordAuthType: each.ClientPasswordAuthType })),
    Endpoint: `${name}.${id.replace(/^prx-/, 'proxy-').slice(0, 18)}.${scene.region.name}.rds.amazonaws.com`,
    RequireTLS,
    IdleClientTimeout,
    DebugLogging,
    CreatedDate: new Date(createdAt),
    UpdatedDate: new Date(createdAt),
  };
}
