import type { Place } from '../checkout/source-text';

/** The cluster whose version should be written, as the synthesized stack names it. */
export interface ClusterRef {
  stack: string;
  /** Terraform address, `aws_rds_cluster.orders`. */
  address: string;
  clusterIdentifier: string;
  /** The construct's path, `stack/orders`. */
  path?: string;
}

/** At least one. */
export type ClusterRefs = readonly [ClusterRef, ...ClusterRef[]];

/** What an edit does at one place. */
interface MadeChange {
  place: Place;
  /** `15.6 → 15.10`, `upgradeTo → previousEngineVersion '15.6'`. */
  says: string;
}

/** A change to the code that a synthesis has proven. `applyEdit` writes it. */
export interface ProvenEdit {
  kind: 'edit';
  projectDir: string;
  /** Relative to the project's folder. */
  file: string;
  /** At least one, in the order of the code. */
  changes: MadeChange[];
  content: { before: Buffer; after: Buffer };
  /** The same change as a unified diff. */
  patch: string;
  /** The proof covers these stacks and no other: an app may make others out of another environment. */
  stacks: string[];
  /** Further attributes of the cluster's own resources that follow the version, such as a tag with it. */
  derived: string[];
  syntheses: number;
  notes: string[];
}

export type RefusalCode =
  | 'SHARED'
  | 'COMPUTED'
  | 'GENERATED'
  | 'STAGE_DEPENDENT'
  | 'AMBIGUOUS'
  | 'NOT_A_LITERAL'
  | 'OUTSIDE_PROJECT'
  | 'SEVERAL_FILES'
  | 'NOT_FOUND'
  | 'OTHER_EFFECTS'
  | 'NOT_DETERMINISTIC'
  | 'DOES_NOT_SYNTHESIZE'
  | 'CLUSTER_NOT_FOUND'
  | 'OTHER_VERSION'
  | 'PROJECT_TOO_LARGE'
  | 'INVALID_VERSION';

export interface RefusedEdit {
  kind: 'refused';
  code: RefusalCode;
  message: string;
  remedy: string;
  places: Place[];
  /** The change to make by hand, as a unified diff for `git apply`, or for `patch -p1` at the top of the repository. */
  patch?: string;
  /** Whether a synthesis has shown that the patch changes the versions as wanted, and nothing else. */
  patchProven?: boolean;
  /** Clusters that would change along, where that is why. */
  others?: readonly ClusterRef[];
  syntheses: number;
  notes: string[];
}

export type EditOutcome = { kind: 'already'; syntheses: number } | ProvenEdit | RefusedEdit;
