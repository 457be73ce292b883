import type { ClusterRef } from './edit';
import type { Judge } from './judge/judge';
import type { VersionChange } from './versions';

/** What the code says now, and what it is to say: exact versions of one cluster. */
export interface EditRequest extends VersionChange {
  projectDir: string;
  /** The project's place in its repository, `infra/app/`; empty at the top and outside git, where patches begin. */
  place?: string;
  cluster: ClusterRef;
  /** Whose word counts as proof. */
  judge: Judge;
}
