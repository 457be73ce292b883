import { playedEngine } from '../embedded-rds/data/engines';
import { addressOf, clusterEndpoint } from '../embedded-rds/world/clusters/endpoints';
import type { World } from '../embedded-rds/world/world';

/** Where the databases of the clusters are, as lines; nothing where there are none. Only the password that is no secret is told. */
export function databases(world: World): string {
  if (world.addresses === undefined) return '';
  const lines = Object.values(world.regions).flatMap((region) =>
    Object.values(region.clusters).flatMap(({ identifier, engine, settings }) => {
      const host = clusterEndpoint({ world, region }, identifier);
      const { address, port } = addressOf({ world, region }, host);
      if (address === host) return [];
      const { MasterUsername: user, DatabaseName: database } = settings;
      return `  ${identifier}: ${playedEngine(engine).shell({ host: address, port, user, database })}\n`;
    }),
  );
  return `Behind it are real databases (the password is embedded-rds, or the one that the cluster was created with):\n${lines.join('')}`;
}
