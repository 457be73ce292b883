import type { DescribeIntegrationsMessage, DescribeIntegrationsResponse } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import type { Action } from './action';

/** There are no zero-ETL integrations here. */
export const describeIntegrations: Action<DescribeIntegrationsMessage, DescribeIntegrationsResponse> = (
  _context,
  input,
) => {
  if (input.IntegrationIdentifier !== undefined) {
    throw fault('IntegrationNotFoundFault', `Integration ${input.IntegrationIdentifier} not found.`);
  }
  return { Integrations: [] };
};
