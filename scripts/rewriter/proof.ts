import type { AppFile } from './app-files';
import { type Candidate, candidatePlace } from './candidate';
import { editableCandidates, otherCandidates } from './candidates';
import { differences } from './difference';
import type { EditOutcome, ProvenEdit, Synthesis } from './edit';
import { findDriver, narrow } from './find-driver';
import { isIntended, judge, type Verdict } from './intended-change';
import { findHandEdits } from './own-place';
import type { EditRequest } from './prove-edit';
import { type Proposal, Refusals } from './refusals';
import { splice } from './source-text';
import { findStageDependence } from './stage-dependence';
import { findCluster } from './synthesized-clusters';
import type { Trials } from './trials';
import { unifiedDiff } from './unified-diff';

/** One search for an edit, in a working copy. */
export class Proof {
  constructor(
    private readonly request: EditRequest,
    private readonly trials: Trials,
    private readonly files: AppFile[],
    private readonly notes: string[],
  ) {}

  async run(): Promise<EditOutcome> {
    const { cluster, from, to } = this.request;
    const unedited = await this.trials.run([]);
    if (!unedited.ok) return this.refuse.doesNotSynthesize(unedited.message);
    const baseline = unedited.synthesis;
    const found = findCluster(baseline, cluster);
    if (!found?.annotation) return this.refuse.clusterNotFound(baseline);
    const { engineVersion } = found.annotation;
    if (engineVersion === to) return { kind: 'already', version: to, syntheses: this.trials.count };
    if (engineVersion !== from) return this.refuse.otherVersion(engineVersion);

    const own = editableCandidates(this.files, from);
    return (
      (await this.tryCandidates(baseline, own)) ??
      (await this.tryCandidates(baseline, otherCandidates(this.files, from, own))) ??
      (await this.refuseUnknown(baseline, own))
    );
  }

  /** Undefined when the version comes from none of them. */
  private async tryCandidates(baseline: Synthesis, all: Candidate[]): Promise<EditOutcome | undefined> {
    const { cluster, from, to } = this.request;
    const driver = await findDriver(this.trials, all, cluster, { from, to });
    if (driver.kind === 'too-many-syntheses') return this.refuse.tooManyCandidates(all);
    if (driver.kind === 'none') return undefined;
    const { candidate } = driver;
    const proposal = { ...candidate, text: to };

    const edited = await this.trials.run([proposal]);
    if (!edited.ok) return this.refuse.editDoesNotSynthesize(proposal, edited.message);
    const verdict = judge(baseline, edited.synthesis, cluster, from, to);
    // Unmoved by its only candidate; or a text that becomes something else on its way, such as the YAML number 15.10.
    if (!verdict.moved && verdict.unintended.length === 0) return undefined;
    if (!isIntended(verdict)) return this.refuseSideEffects(baseline, proposal, verdict);

    if (candidate.obstacle) return this.refuse.notEditable({ ...proposal, proven: true }, candidate.obstacle);
    const stage = findStageDependence(this.files, candidate);
    if (stage) return this.refuse.stageDependent({ ...proposal, proven: true }, stage);
    const rival = await this.findRival(all, candidate);
    if (rival) return this.refuse.ambiguous(candidate, rival);
    return this.proven(candidate, edited.synthesis, verdict);
  }

  /** The app may take its version from either of two literals, the higher one for instance: then both must be named. */
  private async findRival(all: Candidate[], driver: Candidate): Promise<Candidate | undefined> {
    const { cluster, to } = this.request;
    const others = all.filter((candidate) => candidate !== driver);
    if (others.length === 0) return undefined;
    const result = await this.trials.run(others.map((candidate) => ({ ...candidate, text: to })));
    if (!result.ok || findCluster(result.synthesis, cluster)?.engineVersion !== to) return undefined;
    const rival = await narrow(this.trials, others, cluster, to);
    return rival.kind === 'found' ? rival.candidate : others[0];
  }

  private async refuseSideEffects(baseline: Synthesis, proposal: Proposal, verdict: Verdict): Promise<EditOutcome> {
    const unstable = await this.findInstability(baseline);
    if (unstable) return unstable;
    const byHand = await this.proveByHand(baseline);
    if (proposal.obstacle && verdict.otherClusters.length === 0) {
      return this.refuse.notEditable(byHand ?? proposal, proposal.obstacle, [candidatePlace(proposal)]);
    }
    return verdict.otherClusters.length > 0
      ? this.refuse.shared(proposal, verdict.otherClusters, byHand)
      : this.refuse.otherEffects(proposal, verdict.unintended);
  }

  private async refuseUnknown(baseline: Synthesis, own: Candidate[]): Promise<EditOutcome> {
    const unstable = await this.findInstability(baseline);
    if (unstable) return unstable;
    const byHand = await this.proveByHand(baseline);
    const edits = findHandEdits(this.files, this.request.cluster, this.request.to);
    if (byHand || edits.length > 0) return this.refuse.computed(byHand, edits);
    return this.refuse.notFound([...own, ...otherCandidates(this.files, this.request.from, own)]);
  }

  /** An app whose output differs by itself proves nothing. Asked only where a difference has to be explained. */
  private async findInstability(baseline: Synthesis): Promise<EditOutcome | undefined> {
    const again = await this.trials.run([]);
    if (!again.ok) return this.refuse.doesNotSynthesize(again.message);
    const [first] = differences(baseline, again.synthesis);
    return first && this.refuse.notDeterministic(first);
  }

  /** A change where the cluster is created that a person may make instead, if a synthesis proves it. */
  private async proveByHand(baseline: Synthesis): Promise<Proposal | undefined> {
    const { cluster, from, to } = this.request;
    for (const edit of findHandEdits(this.files, cluster, to)) {
      const result = await this.trials.run([edit]);
      if (result.ok && isIntended(judge(baseline, result.synthesis, cluster, from, to)))
        return { ...edit, proven: true };
    }
    return undefined;
  }

  private proven(candidate: Candidate, synthesis: Synthesis, { derived }: Verdict): ProvenEdit {
    const { file, start, end } = candidate;
    const { projectDir, to } = this.request;
    const replacement = { start, end, text: to };
    return {
      kind: 'edit',
      projectDir,
      file: file.path,
      place: candidatePlace(candidate),
      oldText: file.text.slice(start, end),
      newText: to,
      content: { before: file.bytes, after: Buffer.from(splice(file.text, [replacement]), 'utf8') },
      patch: unifiedDiff(file.path, file.text, replacement),
      stacks: Object.keys(synthesis).sort(),
      derived,
      syntheses: this.trials.count,
      notes: this.notes,
    };
  }

  private get refuse(): Refusals {
    return new Refusals(this.request, this.trials.count, this.notes);
  }
}
