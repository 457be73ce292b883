import { ClusterVersions } from '../../constructs/cluster-versions';
import { EngineVersion } from '../../constructs/engine-version';
import { refusal } from '../runtime/errors';
import { codeVersions } from './code-versions';
import type { NamedCluster } from './named-cluster';

/** The versions in the code, parsed for comparison; as written there, they are `CodeVersions`. */
export const versionsInCode = ({ annotation }: Pick<NamedCluster, 'annotation'>): ClusterVersions =>
  ClusterVersions.parse({ engine: annotation.engine, ...codeVersions({ annotation }) });

/** A version that AWS reports for this cluster. One that cannot be parsed is refused: nothing is decided about it. */
export function readVersion({ annotation }: Pick<NamedCluster, 'annotation'>, text: string): EngineVersion {
  const read = EngineVersion.read(annotation.engine, text);
  if (read.ok) return read.version;
  throw refusal('VERSION_UNREADABLE', `${annotation.clusterIdentifier}: ${read.message}`, read.remedy);
}
