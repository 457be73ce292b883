import type { PrecheckedUpgrade } from '../../world/prechecks/prechecked';
import type { Scene } from '../../world/scene';
import type { ClusterRecord, DeploymentRecord, InstanceRecord } from '../../world/world';

/** What an upgrade of an engine tells, as events of the cluster. */
interface UpgradeWords {
  /** As it starts. */
  started(isMajor: boolean): readonly string[];
  /** Once the volume is cloned: the work itself. */
  working(isMajor: boolean): readonly string[];
  upgraded(isMajor: boolean): string;
  /** The cluster stays as it was. */
  refused: string;
}

/** What is particular to an engine in how things go. Another engine is another row of `courses`. */
export interface EngineCourse {
  upgrade: UpgradeWords;
  /** An instance that replicates starts: green's writer, and each of green's later on. */
  started?(scene: Scene, instance: InstanceRecord): void;
  /** Green's writer is there. */
  writerCreated?(scene: Scene, writer: InstanceRecord): void;
  /** It begins to replicate from blue. */
  replicates?(scene: Scene, writer: InstanceRecord): void;
  /** Why the upgrade of green cannot be. */
  cannotUpgrade?(scene: Scene, deployment: DeploymentRecord, blue: ClusterRecord): boolean;
  /** Of a major upgrade, as the work begins: what stands in its way in the data, which may end it. */
  prechecked?(scene: Scene, cluster: ClusterRecord, upgrade: PrecheckedUpgrade): 'errors' | 'none';
  /** `invalidates`: a green that could not be upgraded ends the creation of its deployment; `stays`: it is AVAILABLE, at the old version. */
  failedUpgrade: 'invalidates' | 'stays';
  /** At a switchover, while writes are blocked; `outcome` follows the names of both. */
  sequencesSynced?: true;
  /** Names change hands next: green has still its own. */
  switchesOver?(scene: Scene, green: ClusterRecord): void;
}
