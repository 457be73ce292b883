import { listClusters, type Synthesis } from '../synthesized-clusters';
import { differences } from './difference';
import { intendedChange } from './intended-change';
import type { Judge, Reading } from './judge';

/** Runs the app in that folder. Throws when the app fails; has its own time limit. */
type Synthesize = (projectDir: string) => Promise<Synthesis>;

interface SynthesisReading extends Reading {
  synthesis: Synthesis;
}

/** The app is run, and every leaf of its synthesized output is compared. */
export const synthesisJudge = (synthesize: Synthesize): Judge => ({
  async read(folder): Promise<SynthesisReading> {
    const synthesis = await synthesize(folder);
    return { clusters: listClusters(synthesis), stacks: Object.keys(synthesis).sort(), synthesis };
  },
  compare(before: SynthesisReading, after: SynthesisReading, clusters, change) {
    return intendedChange(before.synthesis, after.synthesis, clusters, change);
  },
  instability(first: SynthesisReading, again: SynthesisReading) {
    return differences(first.synthesis, again.synthesis)[0];
  },
});
