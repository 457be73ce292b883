import type { CreateGlobalClusterMessage, CreateGlobalClusterResult } from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { resolveVersion } from '../world/clusters/engine-upgrade-rules';
import { globalClusterOf } from '../world/clusters/global-clusters';
import { dropUndefined } from '../world/clusters/new-cluster';
import { requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import { newIdentifier } from '../world/names/identifiers';
import { draw } from '../world/names/ids';
import { tagsOf } from '../world/tags';
import { globalClusterView } from '../world/views/global-cluster';
import type { GlobalClusterRecord } from '../world/world';
import type { Action } from './action';

/** A global cluster of this region alone, empty or around an existing cluster: secondaries elsewhere are not played. */
export const createGlobalCluster: Action<CreateGlobalClusterMessage, CreateGlobalClusterResult> = (context, input) => {
  const { region, world } = context;
  const identifier = newIdentifier('GlobalClusterIdentifier', input.GlobalClusterIdentifier ?? '');
  if (region.globalClusters[identifier] !== undefined) {
    throw fault('GlobalClusterAlreadyExistsFault', `Global cluster ${identifier} already exists`);
  }
  const source = input.SourceDBClusterIdentifier ? clusterNamed(context, input.SourceDBClusterIdentifier) : undefined;
  if (source !== undefined) {
    const inherited = (['Engine', 'EngineVersion', 'StorageEncrypted', 'DatabaseName'] as const).find(
      (name) => input[name] !== undefined,
    );
    if (inherited !== undefined) {
      // Wording: seen of Engine by users of Terraform and of CloudFormation; the API reference says the same of the others.
      const name = inherited === 'Engine' ? 'engineName' : inherited.charAt(0).toLowerCase() + inherited.slice(1);
      throw invalidParameterCombination(
        `When creating global cluster from existing db cluster, value for ${name} should not be specified since it will be ` +
          'inherited from source cluster',
      );
    }
    requireAvailableCluster(source);
    if (globalClusterOf(context, source.resourceId) !== undefined) {
      throw fault('InvalidDBClusterStateFault', `DB cluster ${source.identifier} is already in a global cluster.`);
    }
  }
  const engine = source?.engine ?? input.Engine;
  if (engine === undefined)
    throw invalidParameterCombination('Either Engine or SourceDBClusterIdentifier is required.');

  const global: GlobalClusterRecord = {
    identifier,
    resourceId: draw(world, 'global-cluster'),
    engine,
    engineVersion: source?.engineVersion ?? resolveVersion(engine, input.EngineVersion),
    status: 'available',
    members: source === undefined ? [] : [{ cluster: source.resourceId, isWriter: true }],
    settings: dropUndefined({
      DatabaseName: source?.settings.DatabaseName ?? input.DatabaseName,
      StorageEncrypted: source?.settings.StorageEncrypted ?? input.StorageEncrypted ?? false,
      DeletionProtection: input.DeletionProtection ?? false,
      EngineLifecycleSupport: input.EngineLifecycleSupport ?? 'open-source-rds-extended-support',
    }),
    tags: tagsOf(input.Tags),
  };
  region.globalClusters[identifier] = global;
  return { GlobalCluster: globalClusterView(context, global) };
};
