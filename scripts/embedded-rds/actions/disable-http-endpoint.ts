import type { DisableHttpEndpointRequest, DisableHttpEndpointResponse } from '@aws-sdk/client-rds';
import type { Action } from './action';
import { setHttpEndpoint } from './enable-http-endpoint';

export const disableHttpEndpoint: Action<DisableHttpEndpointRequest, DisableHttpEndpointResponse> = (context, input) =>
  setHttpEndpoint(context, input.ResourceArn ?? '', false);
