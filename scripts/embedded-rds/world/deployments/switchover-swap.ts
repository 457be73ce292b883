import { withSuffix } from '../names/identifiers';
import { plainCopy } from '../plain-copy';
import type { Scene } from '../scene';
import type { ClusterEndpointRecord, DeploymentMember, DeploymentRecord } from '../world';

/** Old and new name of both ends of a row, for the events. */
export interface Renaming {
  /** Blue's name, which green takes over. */
  name: string;
  green: string;
  old: string;
}

/**
 * The renaming of a switchover, all at once: green takes blue's name, blue becomes `<name>-old1`, or the next number that
 * is free for it. Whether RDS counts per resource or per deployment is not documented; here each resource counts for
 * itself. Blue's tags replace green's
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 * Returns what became of the cluster's name.
 */
export function swapNames(scene: Scene, deployment: DeploymentRecord): Renaming | undefined {
  let ofCluster: Renaming | undefined;
  for (const row of deployment.members.filter((each) => !isLeftOut(each))) {
    const renaming = row.kind === 'cluster-endpoint' ? swapEndpoints(scene, row) : swapRecords(scene, row);
    if (row.kind === 'cluster') ofCluster = renaming;
  }
  return ofCluster;
}

/** A row whose two ends keep their names: one of them is missing, or was not switched over. */
export function isLeftOut({ status }: DeploymentMember): boolean {
  return status === 'MISSING_SOURCE' || status === 'MISSING_TARGET' || status === 'SWITCHOVER_FAILED';
}

function swapRecords(scene: Scene, { kind, source, target = '' }: DeploymentMember): Renaming | undefined {
  const records: Record<string, Renamable> = kind === 'cluster' ? scene.region.clusters : scene.region.instances;
  const [blue, green] = [records[source], records[target]];
  if (blue === undefined || green === undefined) return undefined;
  const taken = new Set(Object.values(records).map(({ identifier }) => identifier));
  const renaming = { name: blue.identifier, green: green.identifier, old: oldName(blue.identifier, taken) };
  green.identifier = renaming.name;
  blue.identifier = renaming.old;
  green.tags = plainCopy(blue.tags);
  return renaming;
}

type Renamable = { identifier: string; tags: ClusterEndpointRecord['tags'] };

/** Endpoints are kept by name: both move to another key. */
function swapEndpoints(scene: Scene, { source, target }: DeploymentMember): Renaming | undefined {
  const { clusterEndpoints } = scene.region;
  const byId = (id: string | undefined): ClusterEndpointRecord | undefined =>
    Object.values(clusterEndpoints).find(({ resourceId }) => resourceId === id);
  const [blue, green] = [byId(source), byId(target)];
  if (blue === undefined || green === undefined) return undefined;
  const old = oldName(blue.identifier, new Set(Object.keys(clusterEndpoints)));
  const renaming = { name: blue.identifier, green: green.identifier, old };
  delete clusterEndpoints[renaming.green];
  clusterEndpoints[renaming.name] = { ...green, identifier: renaming.name, tags: plainCopy(blue.tags) };
  clusterEndpoints[renaming.old] = { ...blue, identifier: renaming.old };
  return renaming;
}

function oldName(identifier: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = withSuffix(identifier, `-old${n}`);
    if (!taken.has(name)) return name;
  }
}
