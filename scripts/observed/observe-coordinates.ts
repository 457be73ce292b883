import type { RdsEvent } from '../aws/rds/types';
import { engines } from '../engines';
import { type Coordinates, coordinatesText, keptCoordinates } from '../view/coordinates';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/**
 * The event comes from the instance that was green's writer, under the name that it had
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html), and others have found it with the
 * cluster: so the whole region is asked once, and what is of this cluster is kept, by either name and of either type. Events are
 * delivered as well as RDS can: there may be none.
 */
export async function coordinates(view: View, { rds }: Sources): Promise<Facts['coordinates']> {
  const { coordinates: words } = engines[view.desired.annotation.engine];
  const { finished } = fact(view, 'deployments');
  const old = fact(view, 'old');
  if (words === undefined || finished === undefined || old === null) return { kind: 'seen', value: null };
  const kept = keptCoordinates(old.cluster.tags);
  if (kept !== undefined) return { kind: 'seen', value: kept };
  return looked(async () => {
    const isOurs = ofThisCluster(view);
    const told = (await rds.recentEvents(finished.createdAt)).filter((event) => isOurs(event));
    const found = told.flatMap(({ message }): Coordinates[] => {
      const [, file, position] = words.event.exec(message) ?? [];
      return file === undefined || position === undefined ? [] : [{ file, position }];
    });
    // Two that differ are of two switchovers, or of somebody else's: which one counts nobody knows.
    const distinct = new Map(found.map((each) => [coordinatesText(each), each]));
    return distinct.size === 1 ? [...distinct.values()][0]! : null;
  });
}

/** Production's names, and those that green had before it took them. */
function ofThisCluster(view: View): (event: RdsEvent) => boolean {
  const { cluster, instances } = fact(view, 'production');
  const ours = new Set([cluster.identifier, ...instances.map(({ identifier }) => identifier)]);
  return ({ source, sourceType }) =>
    ['db-cluster', 'db-instance'].includes(sourceType) && ours.has(source.replace(/-green-[a-z0-9]{6}$/, ''));
}
