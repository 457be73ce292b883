import data from './catalogue.json';
import { type Citation, citationOf } from './citation';

/** What a cited source says about one engine version. Nothing here is derived by a rule: what no source says is absent. */
export interface CatalogueVersion {
  engine: Engine;
  /** `15.10`, `8.0.mysql_aurora.3.08.0` */
  version: string;
  /** `aurora-postgresql15` */
  family: string;
  /** As the API had it on the day of the source; undefined for versions that only a document or a library knows. */
  status: 'available' | 'deprecated' | undefined;
  /** Versions as AWS prints them, newest first; null when no source names any. */
  targets: string[] | null;
}

export type Engine = keyof typeof data.engines;

export interface UpgradeTarget {
  version: string;
  isMajor: boolean;
}

const byEngine = new Map<string, Map<string, CatalogueVersion>>(
  Object.entries(data.engines).map(([engine, { versions }]) => [
    engine,
    new Map(
      Object.entries(versions).map(([version, row]) => [
        version,
        {
          engine: engine as Engine,
          version,
          family: row.family,
          status: (row.status ?? undefined) as CatalogueVersion['status'],
          targets: row.targets === null ? null : row.targets.split(' '),
        },
      ]),
    ),
  ]),
);

export const engines = [...byEngine.keys()] as Engine[];

/** Every known version of the engine, oldest first; none for an engine that is not Aurora's. */
export function catalogueVersions(engine: string): CatalogueVersion[] {
  return [...(byEngine.get(engine)?.values() ?? [])].sort((a, b) => compare(a.version, b.version));
}

/** The exact version, or undefined: `15` finds nothing. */
export function findCatalogueVersion(engine: string, version: string): CatalogueVersion | undefined {
  return byEngine.get(engine)?.get(version);
}

/** The version that AWS uses if a call names none. */
export function defaultVersion(engine: string): string | undefined {
  return Object.hasOwn(data.engines, engine) ? data.engines[engine as Engine].defaultVersion : undefined;
}

/** `aurora-postgresql15`; undefined for an unknown version. */
export function familyOf(engine: string, version: string): string | undefined {
  return findCatalogueVersion(engine, version)?.family;
}

/** `15` for PostgreSQL, `8.0` for MySQL: what the family's name ends with. */
export function majorOf({ engine, family }: Pick<CatalogueVersion, 'engine' | 'family'>): string {
  return family.slice(engine.length);
}

/** Parameter group families of both engines. */
export function families(): string[] {
  return [...new Set(engines.flatMap((engine) => catalogueVersions(engine).map(({ family }) => family)))];
}

/**
 * The list that AWS prints for this version, targets included that the API has deprecated since: whether the API drops
 * those is not documented, and upgrades to one of them were seen. Null: no source names a target, which is "unknown", not "none".
 */
export function validUpgradeTargets(engine: string, version: string): UpgradeTarget[] | null {
  const source = findCatalogueVersion(engine, version);
  if (source?.targets == null) return null;
  return source.targets
    .map((target) => ({ version: target, isMajor: familyOf(engine, target) !== source.family }))
    .sort((a, b) => compare(a.version, b.version));
}

/** Where the list of a version's targets comes from; undefined if no source names any. */
export function targetsSource(engine: string, version: string): Citation | undefined {
  return sourceOf(engine, version, 'targets');
}

/**
 * Whether that list is what the API answered on one day, as AWS's tutorials print it for Aurora MySQL: deprecated targets have left it
 * since, and later releases, also of older minors, have entered it.
 */
export function isOneDaysAnswer(engine: string, version: string): boolean {
  const id = sourceIdOf(engine, version, 'targets');
  return id !== undefined && (data.sources as Record<string, { oneDaysAnswer?: boolean }>)[id]?.oneDaysAnswer === true;
}

/** Where its status was read. */
export function statusSource(engine: string, version: string): Citation | undefined {
  return sourceOf(engine, version, 'status');
}

function sourceOf(engine: string, version: string, field: 'targets' | 'status'): Citation | undefined {
  const id = sourceIdOf(engine, version, field);
  return id === undefined ? undefined : citationOf(data.sources, id);
}

function sourceIdOf(engine: string, version: string, field: 'targets' | 'status'): string | undefined {
  const versions: Record<string, { sources: Partial<Record<string, string>> }> | undefined = Object.hasOwn(
    data.engines,
    engine,
  )
    ? data.engines[engine as Engine].versions
    : undefined;
  return versions?.[version]?.sources[field];
}

/** Orders by the numbers in a version, `15.6` before `15.10`. */
export function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}
