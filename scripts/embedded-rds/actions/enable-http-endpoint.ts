import type { EnableHttpEndpointRequest, EnableHttpEndpointResponse } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { findCluster } from '../world/lookup';
import type { Action, ActionContext } from './action';

export const enableHttpEndpoint: Action<EnableHttpEndpointRequest, EnableHttpEndpointResponse> = (context, input) =>
  setHttpEndpoint(context, input.ResourceArn ?? '', true);

/** The Data API of the cluster with that ARN. Throws ResourceNotFoundFault. */
export function setHttpEndpoint(
  context: ActionContext,
  resourceArn: string,
  isEnabled: boolean,
): EnableHttpEndpointResponse {
  const cluster = findCluster(context, resourceArn);
  if (cluster === undefined) throw fault('ResourceNotFoundFault', `No DB cluster has the ARN ${resourceArn}.`);
  cluster.settings.HttpEndpointEnabled = isEnabled;
  return { ResourceArn: resourceArn, HttpEndpointEnabled: isEnabled };
}
