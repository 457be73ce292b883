import type { ModifyGlobalClusterMessage, ModifyGlobalClusterResult } from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { requireGlobalCluster } from '../world/clusters/global-clusters';
import { newIdentifier } from '../world/names/identifiers';
import { globalClusterView } from '../world/views/global-cluster';
import type { Action } from './action';

/** Name and deletion protection. An upgrade of all members at once is not played. */
export const modifyGlobalCluster: Action<ModifyGlobalClusterMessage, ModifyGlobalClusterResult> = (context, input) => {
  const { globalClusters } = context.region;
  const global = requireGlobalCluster(context, input.GlobalClusterIdentifier ?? '');
  if (input.EngineVersion !== undefined && input.EngineVersion !== global.engineVersion) {
    throw invalidParameterCombination(
      'This server does not emulate upgrades of global clusters: upgrade its member instead.',
    );
  }
  const name = input.NewGlobalClusterIdentifier
    ? newIdentifier('NewGlobalClusterIdentifier', input.NewGlobalClusterIdentifier)
    : global.identifier;
  if (name !== global.identifier && globalClusters[name] !== undefined) {
    throw fault('GlobalClusterAlreadyExistsFault', `Global cluster ${name} already exists`);
  }
  delete globalClusters[global.identifier];
  global.identifier = name;
  globalClusters[name] = global;
  if (input.DeletionProtection !== undefined) global.settings.DeletionProtection = input.DeletionProtection;
  return { GlobalCluster: globalClusterView(context, global) };
};
