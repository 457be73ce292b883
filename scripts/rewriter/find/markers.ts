import type { CodeVersions } from '../../desired/code-versions';
import type { Mark } from './candidate';

/**
 * Versions that nobody runs, in the form and the order of those that they replace: the construct refuses an `upgradeTo` that is not
 * later than `engineVersion`, and clusters that say 15.10 there may exist beside one whose 15.6 is marked.
 */
export class Markers {
  /** @param known  every version that the app's clusters say */
  constructor(
    private readonly known: readonly string[],
    private readonly from: CodeVersions,
  ) {}

  /** `15.100001` for 15.6, `15.200002` for 15.10. */
  of({ name, says }: Mark, index: number): string {
    const version = says ?? this.from[name];
    if (version !== undefined) return mark(version, this.rank(version), index);
    const { engineVersion } = this.from;
    return mark(engineVersion, name === 'previousEngineVersion' ? 0 : this.known.length + 1, index);
  }

  /** Those whose order among each other a marker may disturb. */
  besides(versions: readonly string[]): string[] {
    return this.known.filter(
      (each) => !versions.includes(each) && versions.some((version) => beginningOf(version) === beginningOf(each)),
    );
  }

  private rank(version: string): number {
    const alike = this.known.filter((each) => beginningOf(each) === beginningOf(version));
    return 1 + alike.filter((each) => lastOf(each) < lastOf(version)).length;
  }
}

const beginningOf = (version: string) => version.replace(/\d+$/, '');
const lastOf = (version: string) => Number(/\d+$/.exec(version)?.[0] ?? 0);

const mark = (version: string, rank: number, index: number) => `${beginningOf(version)}${rank * 100_000 + index + 1}`;
