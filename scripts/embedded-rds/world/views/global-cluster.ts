import type { GlobalCluster } from '@aws-sdk/client-rds';
import { arnOf } from '../names/arn';
import { letters } from '../names/ids';
import type { Scene } from '../scene';
import type { GlobalClusterRecord } from '../world';

export function globalClusterView(scene: Scene, global: GlobalClusterRecord): GlobalCluster {
  const { clusters } = scene.region;
  return {
    ...global.settings,
    GlobalClusterIdentifier: global.identifier,
    GlobalClusterResourceId: global.resourceId,
    GlobalClusterArn: arnOf(scene, 'global-cluster', global.identifier),
    Status: global.status,
    Engine: global.engine,
    EngineVersion: global.engineVersion,
    GlobalClusterMembers: global.members.flatMap(({ cluster, isWriter }) => {
      const member = clusters[cluster];
      return member === undefined
        ? []
        : [{ DBClusterArn: arnOf(scene, 'cluster', member.identifier), Readers: [], IsWriter: isWriter }];
    }),
    Endpoint: `${global.identifier}.global-${letters(`global ${scene.world.account}`, 12)}.global.rds.amazonaws.com`,
    TagList: global.tags,
  };
}
