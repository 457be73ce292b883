import type { RebootDBClusterMessage, RebootDBClusterResult } from '@aws-sdk/client-rds';
import { invalidParameterCombination } from '../wire/service-fault';
import { clusterNamed } from '../world/lookup';
import type { Action } from './action';

/**
 * "Use this operation only for a non-Aurora Multi-AZ DB cluster"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RebootDBCluster.html): every cluster here is Aurora.
 */
export const rebootDBCluster: Action<RebootDBClusterMessage, RebootDBClusterResult> = (context, input) => {
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  throw invalidParameterCombination(
    `RebootDBCluster isn't supported for ${cluster.engine}: reboot the instances of ${cluster.identifier} one by one.`,
  );
};
