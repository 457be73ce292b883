/** The two engines that RDS blue/green deployments know as Aurora clusters. */
export const auroraEngines = ['aurora-postgresql', 'aurora-mysql'] as const;

export type AuroraEngine = (typeof auroraEngines)[number];

/** Why a text is not an exact engine version, and what to write instead: one sentence each. */
export interface VersionProblem {
  message: string;
  remedy: string;
}

export type EngineVersionResult = { ok: true; version: EngineVersion } | ({ ok: false } & VersionProblem);

export class EngineVersionError extends Error {
  readonly remedy: string;

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
    readonly engine: AuroraEngine,
    /** Exactly as AWS spells it; two versions are the same if and only if these are. */
    readonly text: string,
    /** What a major upgrade changes: `15` for PostgreSQL, the compatible MySQL version (`8.0`) for MySQL. */
    readonly major: string,
    /** Every number in the text, in order. */
    private readonly numbers: readonly number[],
  ) {}

  /** Reads a version; whatever is wrong with it comes back as two sentences. */
  static read(engine: string, text: string): EngineVersionResult {
    if (!isAuroraEngine(engine)) return { ok: false, ...unknownEngine(engine) };
    const form = forms[engine];
    const match = form.exact.exec(text);
    if (!match) return { ok: false, ...form.explain(text) };
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    return { ok: true, version: new EngineVersion(engine, text, match[1]!, numbers) };
  }

  /** The same, for callers that cannot go on without one. */
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

  /** Negative if this version is older than `other`, 0 if it is the same, positive if it is newer. */
  compare(other: EngineVersion): number {
    if (other.engine !== this.engine) {
      throw new RangeError(`Versions of ${this.engine} and ${other.engine} have no order.`);
    }
    const length = Math.max(this.numbers.length, other.numbers.length);
    for (let i = 0; i < length; i += 1) {
      // 3.05.0 comes before its patch 3.05.0.1.
      const difference = (this.numbers[i] ?? -1) - (other.numbers[i] ?? -1);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  equals(other: EngineVersion): boolean {
    return this.engine === other.engine && this.text === other.text;
  }

  /** Whether going from here to `target` changes the parameter group family. */
  isMajorUpgrade(target: EngineVersion): boolean {
    return this.major !== target.major && this.compare(target) < 0;
  }

  toString(): string {
    return this.text;
  }
}

export function isAuroraEngine(engine: unknown): engine is AuroraEngine {
  return auroraEngines.includes(engine as AuroraEngine);
}

/** `aurora-postgresql15` → `pg15`, `aurora-mysql8.0` → `mysql80`. */
export function familyShort(family: string): string {
  return family.replace('aurora-postgresql', 'pg').replace('aurora-', '').replaceAll('.', '');
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

const listVersions = (engine: AuroraEngine) =>
  `\`aws rds describe-db-engine-versions --engine ${engine} --query 'DBEngineVersions[].EngineVersion'\` lists them`;

const forms: Record<AuroraEngine, { exact: RegExp; explain(text: string): VersionProblem }> = {
  'aurora-postgresql': {
    exact: /^([1-9]\d+)\.(?:0|[1-9]\d*)$/,
    explain(text) {
      const [, minor] = /^(\d+\.\d+)-limitless$/.exec(text) ?? [];
      if (minor) {
        return {
          message: `"${text}" is a version of Aurora PostgreSQL Limitless Database, which has no blue/green deployments.`,
          remedy: `Keep this cluster out of AuroraCluster, or write "${minor}" if it is an ordinary cluster.`,
        };
      }
      return inexact('aurora-postgresql', text, /^\d+(\.[x*]?)?$/.test(text), '15.10');
    },
  },
  'aurora-mysql': {
    // Aurora MySQL 2 and 3 pad the minor (3.08.0); 8.4 follows MySQL (8.4.7). Some patches have a fourth part (3.05.0.1).
    exact:
      /^(5\.7(?=\.mysql_aurora\.2\.\d\d\.)|8\.0(?=\.mysql_aurora\.3\.\d\d\.)|(?!5\.7|8\.0)\d+\.\d+)\.mysql_aurora\.\d+\.\d+\.\d+(?:\.\d+)?$/,
    explain(text) {
      const bare = /^(?:([23])\.(\d+)\.(\d+)|(?:5\.7|8\.0)\.mysql_aurora\.([23])\.(\d+)\.(\d+))$/.exec(text);
      if (bare) {
        const line = bare[1] ?? bare[4]!;
        const minor = (bare[2] ?? bare[5]!).padStart(2, '0');
        const exact = `${line === '2' ? '5.7' : '8.0'}.mysql_aurora.${line}.${minor}.${bare[3] ?? bare[6]!}`;
        return { message: `"${text}" is not how AWS spells an Aurora MySQL version.`, remedy: `Write "${exact}".` };
      }
      const prefix = /^\d+\.\d+(\.mysql_aurora(\.\d+){0,2}\.?)?(\.[x*])?$|^\d+$/.test(text);
      return inexact('aurora-mysql', text, prefix, '8.0.mysql_aurora.3.08.0');
    },
  },
};

function inexact(engine: AuroraEngine, text: string, prefix: boolean, example: string): VersionProblem {
  const message = prefix
    ? `"${text}" is a prefix of an engine version: after an upgrade outside Terraform it can never plan clean again.`
    : `"${text}" is not an exact version of ${engine}.`;
  return { message, remedy: `Write the exact version that should run, such as "${example}"; ${listVersions(engine)}.` };
}
