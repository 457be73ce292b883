import type { AppFile } from '../checkout/app-files';
import { sameVersions } from '../desired/code-versions';
import { constructFiles } from './data-flow/connected-files';
import { findStageDependence } from './data-flow/stage-dependence';
import type { EditOutcome } from './edit';
import type { EditRequest } from './edit-request';
import { type Candidate, trialsOf } from './find/candidate';
import { literalCandidates, obstacleOf, textCandidates } from './find/candidates';
import { inSource } from './find/compiled';
import { findDriver, narrow } from './find/find-driver';
import { type Arrivals, Locator } from './find/locator';
import type { ObjectLiteral } from './find/object-literals';
import { findHandEdits } from './find/own-place';
import { changeWithin, isLiteral, versionObjects } from './find/property-candidates';
import { holderOf, splitCandidates } from './find/split-candidates';
import { isIntended, type Reading, type Verdict, versionsIn } from './judge/judge';
import { passingOn } from './pass-on';
import { provenEdit } from './proven-edit';
import { type Proposal, Refusals } from './refusal-texts';
import type { Trials } from './trials';
import { onlyEngineVersion } from './version-change';

/** The outcome of trying one edit; undefined if the cluster's versions come from elsewhere. */
type Attempt = { kind: 'settled'; outcome: EditOutcome } | Failed | undefined;

/** Another edit may still be proven. `moved`: the place is right, and more than the cluster comes from it. */
interface Failed {
  kind: 'failed';
  moved: boolean;
  refuse: () => Promise<EditOutcome>;
}

/** Reads the current code, and searches for an edit if the code says what is expected. */
export async function prove(request: EditRequest, trials: Trials, files: AppFile[], notes: string[]) {
  const refuse = (): Refusals => new Refusals(request, trials.count, notes);
  const unedited = await trials.run([]);
  if (!unedited.ok) return refuse().doesNotSynthesize(unedited.message);
  const { reading } = unedited;
  const { clusters, from, to } = request;
  const said = clusters.map((cluster) => ({ cluster, versions: versionsIn(reading, cluster) }));
  if (said.every(({ versions }) => versions && sameVersions(versions, to))) {
    return { kind: 'already' as const, syntheses: trials.count };
  }
  for (const { cluster, versions } of said) {
    if (!versions) return refuse().clusterNotFound(cluster, reading);
    if (!sameVersions(versions, from)) return refuse().otherVersion(cluster, versions);
  }
  return new Search(request, trials, files, notes, reading).run();
}

/** One search for an edit, in a working copy. */
class Search {
  private readonly own: AppFile[];
  /** Without the construct's, in which properties of these names mean every cluster's. */
  private readonly apps: AppFile[];
  private readonly locator: Locator;
  private readonly objects: ObjectLiteral[];
  /** Edits of values that are the cluster's, but do not arrive there as other versions, or not as all that are needed. */
  private readonly withoutEffect: Candidate[] = [];

  constructor(
    private readonly request: EditRequest,
    private readonly trials: Trials,
    private readonly files: AppFile[],
    private readonly notes: string[],
    /** The app as it is. */
    private readonly baseline: Reading,
  ) {
    this.own = files.filter((file) => obstacleOf(file) === undefined);
    const construct = constructFiles(this.own);
    this.apps = this.own.filter((file) => !construct.has(file));
    this.objects = onlyEngineVersion(request) ? [] : versionObjects(this.apps, request);
    this.locator = new Locator(trials, request, this.own, this.objects, baseline);
  }

  run(): Promise<EditOutcome> {
    return onlyEngineVersion(this.request) ? this.replaceLiteral() : this.changeProperties();
  }

  private async replaceLiteral(): Promise<EditOutcome> {
    const own = literalCandidates(this.own, this.request);
    const texts = textCandidates(this.files, this.request, own);
    const attempt =
      (await this.tryGroup(own, () => this.locator.literals())) ??
      (await this.tryGroup(texts, () => this.locator.among(texts)));
    if (attempt) return attempt.kind === 'settled' ? attempt.outcome : attempt.refuse();
    return this.refuseUnknown([...own, ...texts]);
  }

  private async changeProperties(): Promise<EditOutcome> {
    const failed: Failed[] = [];
    for await (const attempt of this.propertyAttempts()) {
      if (attempt?.kind === 'settled') return attempt.outcome;
      if (attempt) failed.push(attempt);
    }
    const moved = failed.find((attempt) => attempt.moved);
    if (moved) return moved.refuse();
    return this.refuseUnknown(literalCandidates(this.own, this.request), failed[0]);
  }

  /** Where values are written rather than passed on, a change says the most: there it is tried first. */
  private async *propertyAttempts(): AsyncGenerator<Attempt> {
    const whole = this.objects.flatMap((object) => changeWithin(object, this.request) ?? []);
    const written = whole.filter(isLiteral);
    const passedOn = whole.filter((candidate) => !isLiteral(candidate));
    const first = await this.tryGroup(written, () => this.locator.literals());
    yield first;
    const second = await this.tryGroup(passedOn, () => this.locator.values());
    yield second;
    // The right place has been found, and more comes from it.
    if ([first, second].some((attempt) => attempt?.kind === 'failed' && attempt.moved)) return;

    const [literals, values] = [await this.locator.literals(), await this.locator.values()];
    for (const candidate of splitCandidates({ objects: this.objects, literals, values }, this.request)) {
      yield await this.tryOne(candidate, []);
    }
    const closed = this.files.filter((file) => !this.own.includes(file));
    const notOurs = versionObjects(closed, this.request).flatMap((object) => changeWithin(object, this.request) ?? []);
    yield await this.tryGroup(notOurs, () => this.locator.among(notOurs));
  }

  private async tryGroup(all: Candidate[], arrivals: () => Promise<Arrivals | undefined>): Promise<Attempt> {
    const driver = await findDriver(this.trials, all, arrivals, this.says);
    if (driver.kind === 'too-many-syntheses') return settled(this.refuse.tooManyCandidates(all));
    if (driver.kind === 'none') return undefined;
    const { candidate } = driver;
    return this.tryOne(
      candidate,
      all.filter((other) => other !== candidate),
    );
  }

  private async tryOne(candidate: Candidate, others: Candidate[]): Promise<Attempt> {
    const edited = await this.trials.run(trialsOf(candidate));
    if (!edited.ok) {
      this.withoutEffect.push(candidate);
      const refuse = async () => this.refuse.editDoesNotSynthesize(candidate, edited.message);
      return { kind: 'failed', moved: false, refuse };
    }
    const verdict = this.judge(edited.reading);
    // Unmoved by its only candidate; or a text that becomes something else on its way, such as the YAML number 15.10.
    // Or it is another cluster's alone.
    const elsewhere = verdict.unintended.length === 0 || verdict.otherClusters.length > 0;
    if (!verdict.moved && (elsewhere || !onlyEngineVersion(this.request))) {
      this.withoutEffect.push(candidate);
      return undefined;
    }
    if (!isIntended(verdict)) {
      const refuse = () => this.refuseSideEffects(candidate, verdict);
      return { kind: 'failed', moved: verdict.moved, refuse };
    }
    const proposal = { ...candidate, proven: true };
    const compiled = inSource(candidate, this.files, this.request);
    if (compiled) return settled(this.refuse.compiled(candidate, compiled.source, compiled));
    if (candidate.obstacle) return settled(this.refuse.notEditable(proposal, candidate.obstacle));
    const stage = findStageDependence(this.files, candidate);
    if (stage) return settled(this.refuse.stageDependent(proposal, stage));
    const rival = await this.findRival(others);
    if (rival) return settled(this.refuse.ambiguous(candidate, rival));
    const { request, trials, notes } = this;
    return settled(provenEdit(candidate, { request, reading: edited.reading, verdict, trials, notes }));
  }

  /** The app may take its version from either of two places, the higher one for instance: then both must be named. */
  private async findRival(others: Candidate[]): Promise<Candidate | undefined> {
    if (others.length === 0) return undefined;
    const result = await this.trials.run(others.flatMap(trialsOf));
    if (!result.ok || !this.says(result.reading)) return undefined;
    const rival = await narrow(this.trials, others, this.says);
    return rival.kind === 'found' ? rival.candidate : others[0];
  }

  private async refuseSideEffects(proposal: Proposal, verdict: Verdict): Promise<EditOutcome> {
    const unstable = await this.findInstability();
    if (unstable) return unstable;
    const byHand = await this.proveByHand();
    if (proposal.obstacle && verdict.otherClusters.length === 0) {
      return this.refuse.notEditable(byHand ?? proposal, proposal.obstacle, proposal);
    }
    return verdict.otherClusters.length > 0
      ? this.refuse.shared(proposal, verdict.otherClusters, byHand)
      : this.refuse.otherEffects(proposal, verdict.unintended);
  }

  private async refuseUnknown(seen: Candidate[], failed?: Failed): Promise<EditOutcome> {
    const unstable = await this.findInstability();
    if (unstable) return unstable;
    // An app that does not accept the version is not to be led around its own refusal.
    const byHand = failed ? await this.firstProven(await this.passingOn()) : await this.proveByHand();
    if (failed && !byHand) return failed.refuse();
    const edits = this.handEdits();
    return byHand || edits.length > 0 ? this.refuse.computed(byHand, edits) : this.refuse.notFound(seen);
  }

  /** An app whose output differs by itself proves nothing. Asked only where a difference has to be explained. */
  private async findInstability(): Promise<EditOutcome | undefined> {
    const again = await this.trials.run([]);
    if (!again.ok) return this.refuse.doesNotSynthesize(again.message);
    const first = this.request.judge.instability(this.baseline, again.reading);
    return first && this.refuse.notDeterministic(first);
  }

  /** A change where the cluster is created that a person may make instead, if a synthesis proves it. */
  private async proveByHand(): Promise<Proposal | undefined> {
    const own = this.handEdits().map((edit): Proposal => ({ changes: [edit] }));
    return this.firstProven([...(await this.passingOn()), ...own]);
  }

  private async firstProven(proposals: readonly Proposal[]): Promise<Proposal | undefined> {
    for (const proposal of proposals) {
      const result = await this.trials.run(trialsOf(proposal));
      if (result.ok && isIntended(this.judge(result.reading))) return { ...proposal, proven: true };
    }
    return undefined;
  }

  private handEdits() {
    const [first] = this.request.clusters;
    return findHandEdits(this.apps, first, this.request);
  }

  /** Edits without effect, and what would give them one. */
  private async passingOn(): Promise<Proposal[]> {
    if (this.withoutEffect.length === 0) return [];
    const values = await this.locator.values();
    const creation = holderOf(this.objects, 'engineVersion', values?.get('engineVersion'));
    return this.withoutEffect.flatMap((candidate) => passingOn(candidate, creation) ?? []).slice(0, 2);
  }

  private judge(edited: Reading): Verdict {
    const { judge, clusters } = this.request;
    return judge.compare(this.baseline, edited, clusters, this.request);
  }

  private readonly says = (reading: Reading): boolean =>
    this.request.clusters.every((cluster) => {
      const versions = versionsIn(reading, cluster);
      return versions !== undefined && sameVersions(versions, this.request.to);
    });

  private get refuse(): Refusals {
    return new Refusals(this.request, this.trials.count, this.notes);
  }
}

const settled = (outcome: EditOutcome): Attempt => ({ kind: 'settled', outcome });
