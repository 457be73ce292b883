import type { Engine } from '../../../engine-versions/catalogue';
import { isPlayed, playedEngine } from '../../data/engines';
import { clusterEndpoint, customEndpoint, instanceEndpoint, readerEndpoint } from '../../world/clusters/endpoints';
import { membersOf } from '../../world/lookup';
import type { Scene } from '../../world/scene';
import type { ClusterRecord } from '../../world/world';

export interface WantedEndpoint {
  /** As RDS names it: it stays while whoever is behind it changes. */
  host: string;
  /** The cluster's own. */
  port: number;
  cluster: string;
  engine: Engine;
  /** Of a reader: sessions begin read only. */
  isReader: boolean;
}

/** Every name that leads to the cluster's database. Without a reader the reader endpoint leads to the writer, as on Aurora. */
export function endpointsOf(scene: Scene, cluster: ClusterRecord): WantedEndpoint[] {
  const { region } = scene;
  const { engine } = cluster;
  if (!isPlayed(engine)) return [];
  const port = cluster.settings.Port ?? playedEngine(engine).port;
  const members = membersOf(region, cluster).filter(({ status }) => status !== 'creating');
  const hasReader = members.some(({ resourceId }) => resourceId !== cluster.writer);
  const endpoint = (host: string, isReader: boolean): WantedEndpoint => ({
    host,
    port,
    cluster: cluster.resourceId,
    engine,
    isReader,
  });
  return [
    endpoint(clusterEndpoint(scene, cluster.identifier), false),
    endpoint(readerEndpoint(scene, cluster.identifier), hasReader),
    ...members.map(({ identifier, resourceId }) =>
      endpoint(instanceEndpoint(scene, identifier), resourceId !== cluster.writer),
    ),
    ...Object.values(region.clusterEndpoints)
      .filter(({ cluster: id }) => id === cluster.resourceId)
      .map(({ identifier, type }) => endpoint(customEndpoint(scene, identifier), type === 'READER' && hasReader)),
  ];
}
