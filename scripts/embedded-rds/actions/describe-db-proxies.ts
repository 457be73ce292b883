import type { DescribeDBProxiesRequest, DescribeDBProxiesResponse } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { refuseFilters } from '../world/filters';
import type { Action } from './action';

/** There are no proxies here. */
export const describeDBProxies: Action<DescribeDBProxiesRequest, DescribeDBProxiesResponse> = (_context, input) => {
  refuseFilters(input.Filters);
  if (input.DBProxyName !== undefined) throw fault('DBProxyNotFoundFault', `DBProxy ${input.DBProxyName} not found.`);
  return { DBProxies: [] };
};
