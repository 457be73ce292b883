import type { ClusterRefs } from './edit';
import type { Judge } from './judge/judge';
import type { VersionChange } from './version-change';

/** What the code says now, and what it should say: exact versions, the same for each cluster. */
export interface EditRequest extends VersionChange {
  projectDir: string;
  /** The project's place in its repository, `infra/app/`; empty at the top and outside git, where patches begin. */
  place?: string;
  /** One, or those that are to change by one edit. */
  clusters: ClusterRefs;
  /** Whose word counts as proof. */
  judge: Judge;
}
