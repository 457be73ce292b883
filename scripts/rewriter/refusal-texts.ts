import type { Place } from '../checkout/source-text';
import type { CodeVersions } from '../desired/code-versions';
import { given } from '../runtime/given';
import type { ClusterRef, ClusterRefs, RefusalCode, RefusedEdit } from './edit';
import { type Candidate, type Obstacle, patchOf, placeOfChange, placesOf } from './find/candidate';
import type { HandEdit } from './find/own-place';
import type { Difference } from './judge/difference';
import type { ReadCluster, Reading } from './judge/judge';
import { describeVersionChange, describeVersions, onlyEngineVersion } from './version-change';

/** An edit that is shown as a patch. */
export interface Proposal extends Pick<Candidate, 'changes' | 'obstacle'> {
  /** A synthesis has shown that it changes this cluster's versions as wanted, and nothing else. */
  proven?: boolean;
}

const maximumPlaces = 20;

/** The sentences for everything that stops an edit. */
export class Refusals {
  /** `cluster orders`, or `clusters orders, billing`. */
  private readonly cluster: string;
  /** What the code says of `engineVersion` now. */
  private readonly now: string;
  /** What it is to say, `15.10` or `engineVersion 16.4, no upgradeTo`. */
  private readonly wanted: string;

  constructor(
    private readonly request: { clusters: ClusterRefs; from: CodeVersions; to: CodeVersions; place?: string },
    private readonly syntheses: number,
    private readonly notes: string[],
  ) {
    const names = request.clusters.map(({ clusterIdentifier }) => clusterIdentifier);
    this.cluster = `${names.length === 1 ? 'cluster' : 'clusters'} ${listed(names)}`;
    this.now = request.from.engineVersion;
    this.wanted = describeVersionChange(request);
  }

  invalidVersion(version: string) {
    return this.refuse('INVALID_VERSION', `"${version}" is not an exact engine version.`, 'Write one such as 15.10.');
  }

  tooLarge(message: string) {
    const remedy = 'Run the command in the folder of the app itself, or move the data out of it.';
    return this.refuse('PROJECT_TOO_LARGE', `The code cannot be tried in a copy: ${message}`, remedy);
  }

  doesNotSynthesize(message: string) {
    return this.refuse(
      'DOES_NOT_SYNTHESIZE',
      `The app does not synthesize in a temporary copy of the project: ${firstLines(message)}`,
      'Make the synthesis work from a fresh clone, then run the command again.',
    );
  }

  clusterNotFound({ stack, address, clusterIdentifier }: ClusterRef, { clusters }: Reading) {
    const known = clusters.map((each) => `${each.stack}/${each.clusterIdentifier}`);
    return this.refuse(
      'CLUSTER_NOT_FOUND',
      `The app synthesizes no cluster ${clusterIdentifier} as ${address} in stack ${stack}. Its clusters: ${known.join(', ') || 'none'}.`,
      'Run the command again with the environment variables that you use to deploy this stack.',
    );
  }

  otherVersion({ clusterIdentifier }: ClusterRef, versions: CodeVersions) {
    return this.refuse(
      'OTHER_VERSION',
      `The code now says ${describeVersions(versions)} for cluster ${clusterIdentifier}, no longer ${describeVersions(this.request.from)}.`,
      'Run the command again: it starts from the current code.',
    );
  }

  notDeterministic({ path, before, after }: Difference) {
    return this.refuse(
      'NOT_DETERMINISTIC',
      `Two syntheses of the app differ: ${path} was ${show(before)}, then ${show(after)}.`,
      'Make the app’s output depend only on its code (no time, no random values), then run the command again.',
    );
  }

  tooManyCandidates(all: readonly Candidate[]) {
    return this.refuse(
      'AMBIGUOUS',
      `Version ${this.now} appears in ${all.length} places, and too few combinations synthesize to tell which one belongs to ${this.cluster}.`,
      this.byHand(),
      { places: all.map(({ changes: [first] }) => placeOfChange(first)) },
    );
  }

  ambiguous(one: Candidate, other: Candidate) {
    const places = [one, other].map(firstPlace).sort((a, b) => a.line - b.line || a.column - b.column);
    return this.refuse(
      'AMBIGUOUS',
      `The version of ${this.cluster} can be changed at ${places.map(at).join(' or at ')}: either edit alone is enough.`,
      this.byHand(),
      { places, proposal: { ...one, proven: true } },
    );
  }

  editDoesNotSynthesize(proposal: Proposal, message: string) {
    const place = firstPlace(proposal);
    return this.refuse(
      'DOES_NOT_SYNTHESIZE',
      `With ${this.wanted} at ${at(place)} the app does not synthesize: ${firstLines(message)}`,
      'Make the app accept this version, then run the command again.',
      { places: [place], proposal },
    );
  }

  shared(proposal: Proposal, others: readonly ReadCluster[], byHand?: Proposal) {
    const place = firstPlace(proposal);
    const names = listed(others.map(({ stack, clusterIdentifier }) => `${clusterIdentifier} (stack ${stack})`));
    return this.refuse(
      'SHARED',
      `The version at ${at(place)} is not used by ${this.cluster} alone: ${names} would change with it.`,
      `Give ${this.cluster} a version of its own${byHand ? ', as the patch does' : ''}, and run the command again.`,
      { places: [{ ...place, why: `shared with ${names}` }], proposal: byHand ?? proposal, others },
    );
  }

  otherEffects(proposal: Proposal, unintended: Difference[]) {
    const place = firstPlace(proposal);
    const [first] = unintended;
    const more = unintended.length > 1 ? ` and ${unintended.length - 1} more` : '';
    const isImport = ({ path }: Difference) => /: (?:import\b|\/\/\.metadata\.imports)/.test(path);
    return this.refuse(
      'OTHER_EFFECTS',
      `Changing the version at ${at(place)} changes more than ${this.cluster}: ${first?.path}${more}.`,
      unintended.every(isImport)
        ? 'These are import lines (importFrom), which name another resource with that version. What they imported is in the state since it was deployed: remove them, and run the command again.'
        : 'Check what else depends on it; if these changes are intended, apply the patch by hand.',
      {
        places: [
          {
            ...place,
            why: unintended
              .slice(0, 5)
              .map(({ path }) => path)
              .join(', '),
          },
        ],
        proposal,
      },
    );
  }

  notEditable(proposal: Proposal, { code, why }: Obstacle, from: Pick<Candidate, 'changes'> = proposal) {
    const places = code === 'SEVERAL_FILES' ? placesOf(from) : [firstPlace(from)];
    const one = places.length === 1;
    return this.refuse(
      code,
      `The version${one ? '' : 's'} of ${this.cluster} come${one ? 's' : ''} from ${places.map(at).join(' and ')}, ` +
        `which ${one ? 'is' : 'are'} not edited: ${why}.`,
      code === 'GENERATED' ? 'Change its source as the patch shows, or let git track the file.' : this.byHand(proposal),
      { places: places.map((place) => ({ ...place, why })), proposal },
    );
  }

  /** @param edit  what the source needs; undefined where it says what is wanted already, or where its place in it is unknown */
  compiled(from: Pick<Candidate, 'changes'>, source: string, { isOld, edit }: { isOld: boolean; edit?: Candidate }) {
    const place = firstPlace(from);
    const old = isOld ? ` ${source} already says ${this.request.to.engineVersion}, but has not been built since.` : '';
    const build = 'build the app (or let "app" of cdktf.json build it), and run the command again.';
    return this.refuse(
      'GENERATED',
      `The version of ${this.cluster} comes from ${at(place)}, which is compiled from ${source}.${old}`,
      isOld ? `B${build.slice(1)}` : `${edit ? 'Apply the patch to' : 'Make the change in'} ${source}, ${build}`,
      { places: [{ ...place, why: `it is compiled from ${source}` }], ...given({ proposal: edit }) },
    );
  }

  stageDependent(proposal: Proposal, stage: Place) {
    const place = firstPlace(proposal);
    return this.refuse(
      'STAGE_DEPENDENT',
      `The version of ${this.cluster} at ${at(place)} may depend on where the app runs: at ${at(stage)} ${stage.why}.`,
      'Check what this place yields in the other environments, then apply the patch by hand.',
      { places: [{ ...place, why: 'the version' }, stage], proposal },
    );
  }

  computed(byHand: Proposal | undefined, edits: HandEdit[]) {
    const places = byHand ? placesOf(byHand) : edits.map((edit) => placeOfChange(edit));
    const [first] = places;
    const what = onlyEngineVersion(this.request)
      ? `The version of ${this.cluster} is computed: no literal ${this.now} in the app's code decides it alone`
      : `Could not find what to edit so that the code says ${this.wanted} for ${this.cluster}: its versions are computed or passed on`;
    return this.refuse(
      'COMPUTED',
      `${what}${first ? ` (it is set at ${at(first)})` : ''}.`,
      byHand ? 'Apply the patch, or change what the version is computed from.' : this.byHand(),
      { places, proposal: byHand },
    );
  }

  notFound(seen: Candidate[]) {
    const places = seen.map(({ changes: [first], obstacle }) =>
      placeOfChange(first, obstacle?.why ?? 'has no effect on it'),
    );
    const elsewhere =
      places.length > 0
        ? `; ${this.now} appears at ${places.slice(0, 3).map(at).join(', ')}, but has no effect on it`
        : '';
    return this.refuse(
      'NOT_FOUND',
      `Nothing in the app's own files decides the version of ${this.cluster}${elsewhere}.`,
      this.byHand(),
      { places },
    );
  }

  private byHand(proposal?: Proposal): string {
    if (proposal?.proven) return 'Apply the patch by hand, then run the command again.';
    return `Make the code say ${this.wanted} for ${this.cluster} by hand, then run the command again.`;
  }

  private refuse(
    code: RefusalCode,
    message: string,
    remedy: string,
    { places = [], proposal, others }: { places?: Place[]; proposal?: Proposal; others?: readonly ClusterRef[] } = {},
  ): RefusedEdit {
    return {
      kind: 'refused',
      code,
      message,
      remedy,
      places: places.slice(0, maximumPlaces),
      patch: proposal && patchOf(proposal, this.request.place),
      patchProven: proposal && proposal.proven === true,
      ...(others && { others }),
      syntheses: this.syntheses,
      notes: this.notes,
    };
  }
}

const firstPlace = ({ changes: [first] }: Pick<Candidate, 'changes'>) => placeOfChange(first);

const at = ({ file, line, column }: Place) => `${file}:${line}:${column}`;

const listed = (names: string[]) =>
  names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

const firstLines = (message: string) => message.trim().split('\n').slice(0, 5).join('\n');

/** Versions and names only; anything long may be a document with a secret in it. */
const show = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};
