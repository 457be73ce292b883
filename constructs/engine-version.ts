import { type AuroraEngine, auroraEngines, engines, isAuroraEngine } from './engines';
import type { VersionProblem } from './engines/engine';

export { type AuroraEngine, isAuroraEngine } from './engines';

/** A version, or why the text is not one. */
export type EngineVersionResult = { ok: true; version: EngineVersion } | ({ ok: false } & VersionProblem);

/** A text that is not an exact version of an Aurora engine. `message` says what is wrong. */
export class EngineVersionError extends Error {
  /** One sentence: what to write instead. */
  readonly remedy: string;

  /** @param problem  what is wrong, and what to write instead */
  constructor(problem: VersionProblem) {
    super(problem.message);
    this.name = 'EngineVersionError';
    this.remedy = problem.remedy;
  }
}

/**
 * One exact Aurora engine version, as DescribeDBClusters spells it: `15.10`, `8.0.mysql_aurora.3.08.0`.
 *
 * A prefix such as `15` is refused. The AWS provider keeps a prefix in state only while nothing else changes the version;
 * after an upgrade outside Terraform the state holds the full version, and the prefix never plans clean again
 * (terraform-provider-aws, `compareActualEngineVersion`).
 */
export class EngineVersion {
  private constructor(
    /** `aurora-postgresql` or `aurora-mysql`. */
    readonly engine: AuroraEngine,
    /** Exactly as AWS spells it; two versions are the same if and only if these are. */
    readonly text: string,
    /** What a major upgrade changes: `15` for PostgreSQL, the compatible MySQL version (`8.0`) for MySQL. */
    readonly major: string,
    /** Every number in the text, in order. */
    private readonly numbers: readonly number[],
  ) {}

  /** Reads a version. Does not throw: the result says what is wrong, and what to write instead. */
  static read(engine: string, text: string): EngineVersionResult {
    if (!isAuroraEngine(engine)) return { ok: false, ...unknownEngine(engine) };
    const form = engines[engine].version;
    const match = form.exact.exec(text);
    if (!match) return { ok: false, ...form.explain(text) };
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    return { ok: true, version: new EngineVersion(engine, text, match[1]!, numbers) };
  }

  /** Reads a version. @throws EngineVersionError for an unknown engine, and for a text that is not an exact version */
  static parse(engine: string, text: string): EngineVersion {
    const result = EngineVersion.read(engine, text);
    if (!result.ok) throw new EngineVersionError(result);
    return result.version;
  }

  /** The parameter group family: `aurora-postgresql15`, `aurora-mysql8.0`. */
  get family(): string {
    return this.engine + this.major;
  }

  /** The family as part of a name: `pg15`, `mysql80` (RDS allows letters, digits and hyphens in names of groups). */
  get familyShort(): string {
    return familyShort(this.family);
  }

  /** Negative if this version is older than `other`, 0 if it is the same, positive if it is newer. @throws RangeError for another engine */
  compare(other: EngineVersion): number {
    if (other.engine !== this.engine) {
      throw new RangeError(`Versions of ${this.engine} and ${other.engine} cannot be compared.`);
    }
    const length = Math.max(this.numbers.length, other.numbers.length);
    for (let i = 0; i < length; i += 1) {
      // 3.05.0 comes before its patch 3.05.0.1.
      const difference = (this.numbers[i] ?? -1) - (other.numbers[i] ?? -1);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** Whether both are the same version of the same engine. */
  equals(other: EngineVersion): boolean {
    return this.engine === other.engine && this.text === other.text;
  }

  /** Whether going from here to `target` changes the parameter group family. */
  isMajorUpgrade(target: EngineVersion): boolean {
    return this.major !== target.major && this.compare(target) < 0;
  }

  /** The version as AWS spells it. */
  toString(): string {
    return this.text;
  }

  /** The same: in JSON a version is its text. */
  toJSON(): string {
    return this.text;
  }
}

/** `aurora-postgresql15` → `pg15`, `aurora-mysql8.0` → `mysql80`. */
export function familyShort(family: string): string {
  const engine = auroraEngines.find((name) => family.startsWith(name));
  const digits = engine === undefined ? family : engines[engine].family.short + family.slice(engine.length);
  return digits.replaceAll('.', '');
}

function unknownEngine(engine: string): VersionProblem {
  const instance = ['postgres', 'postgresql', 'mysql', 'mariadb', 'aurora'].includes(engine);
  const guess = engine.includes('postgres') ? 'aurora-postgresql' : 'aurora-mysql';
  return {
    message: `"${engine}" is not an Aurora engine.`,
    remedy: instance
      ? `Write "${guess}" if this is an Aurora cluster.`
      : `Write ${auroraEngines.map((name) => `"${name}"`).join(' or ')}.`,
  };
}
