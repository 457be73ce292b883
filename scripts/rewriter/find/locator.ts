import type { AppFile } from '../../checkout/app-files';
import type { CodeVersions } from '../../desired/code-versions';
import { type VersionName, versionNames } from '../../desired/code-versions';
import type { ClusterRefs } from '../edit';
import { type Reading, versionsIn } from '../judge/judge';
import type { Trials } from '../trials';
import { type Candidate, type Mark, overlaps } from './candidate';
import { literalMarks } from './candidates';
import { propertyMark } from './edit-steps';
import { Markers } from './markers';
import { type ObjectLiteral, propertyOf } from './object-literals';

/** The marked value from which each version of the cluster comes. */
export type Arrivals = ReadonlyMap<VersionName, Mark>;

interface Question {
  clusters: ClusterRefs;
  from: CodeVersions;
}

/**
 * Determines where the cluster's versions come from (for several clusters, the first one's, because one edit should change them all):
 * every value in question gets a version of its own at once, and those that reach the cluster reveal their places. One reading for any
 * number of values. Undefined if the app does not accept such versions (for example because it checks them against a list).
 */
export class Locator {
  private byLiterals?: Promise<Arrivals | undefined>;
  private readonly markers: Markers;
  private byValues?: Promise<Arrivals | undefined>;

  constructor(
    private readonly trials: Trials,
    private readonly question: Question,
    private readonly files: readonly AppFile[],
    private readonly objects: readonly ObjectLiteral[],
    baseline: Reading,
  ) {
    const said = baseline.clusters.flatMap(({ versions }) => versionNames.map((name) => versions?.[name]));
    const known = [...new Set(said)].filter((version) => version !== undefined);
    this.markers = new Markers(known, question.from);
  }

  /** Among the literals that say one of the cluster's versions. */
  literals(): Promise<Arrivals | undefined> {
    this.byLiterals ??= this.locate(this.literalMarks());
    return this.byLiterals;
  }

  /** Among what is given to properties of the versions' names. */
  values(): Promise<Arrivals | undefined> {
    const given = this.objects.flatMap((object) =>
      versionNames.flatMap((name) => {
        const property = propertyOf(object, name);
        return property ? [propertyMark(name, { object, property })] : [];
      }),
    );
    this.byValues ??= this.locate([...given, ...this.literalMarks()]);
    return this.byValues;
  }

  among(candidates: readonly Candidate[]): Promise<Arrivals | undefined> {
    return this.locate(candidates.flatMap(({ marks }) => marks));
  }

  /** Of the cluster's versions, and of those that other clusters say beside them. */
  private literalMarks(): Mark[] {
    const { from } = this.question;
    const own = versionNames.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]] as const]));
    const others = this.markers.besides(own.map(([, version]) => version));
    return [
      ...own.flatMap(([name, version]) => literalMarks(this.files, name, version)),
      ...others.flatMap((version) => literalMarks(this.files, 'engineVersion', version)),
    ];
  }

  private async locate(all: readonly Mark[]): Promise<Arrivals | undefined> {
    const [cluster] = this.question.clusters;
    const byMarker = new Map(withoutOverlaps(all).map((mark, index) => [this.markers.of(mark, index), mark]));
    const marked = await this.trials.run(
      [...byMarker].map(([text, mark]) => ({ ...mark, text: mark.open + text + mark.close })),
    );
    const found = marked.ok ? versionsIn(marked.reading, cluster) : undefined;
    if (!found) return undefined;
    const arrived = versionNames.map((name) => [name, byMarker.get(found[name] ?? '')] as const);
    return new Map(arrived.filter((each): each is [VersionName, Mark] => each[1] !== undefined));
  }
}

export const isSameMark = (a: Mark | undefined, b: Mark | undefined) =>
  a !== undefined && b !== undefined && a.file === b.file && a.start === b.start;

/** Of two that overlap the first stays. */
function withoutOverlaps(all: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of all) {
    if (!kept.some((each) => isSameMark(each, mark) || overlaps(each, mark))) kept.push(mark);
  }
  return kept;
}
