import { type AuroraEngine, EngineVersion } from '../../constructs/engine-version';
import { given } from '../runtime/given';
import { type Citation, citationOf } from './citation';
import data from './support.json';

/** A date of AWS's calendar, as it is printed there: `2028-02-29`, or only `May 2026`. */
export interface SupportEnd {
  ends: string;
  source: Citation;
}

/** A version of each family from which on something about blue/green deployments holds. */
export interface VersionFloor {
  /** Undefined where the source says nothing of the family. */
  version?: string;
  source: Citation;
}

interface Dated {
  ends: string;
  source: string;
}

const engines: Record<string, { families: Record<string, Dated>; versions: Record<string, Dated | undefined> }> =
  data.engines;

/** When standard support of one exact version ends; undefined where no source tells. */
export const versionSupportEnd = (engine: string, version: string) => dated(engines[engine]?.versions[version]);

/** When standard support of a whole major version ends, by its family. */
export const familySupportEnd = (engine: string, family: string) => dated(engines[engine]?.families[family]);

/** The oldest version that a blue/green deployment can start from (of PostgreSQL; of MySQL all can). */
export const blueGreenMinimum = (family: string) => floor('minimum', family);

/** Whether a blue/green deployment cannot start from this version. */
export function belowBlueGreen(engine: AuroraEngine, version: string): boolean {
  const parsed = EngineVersion.parse(engine, version);
  const { version: least } = blueGreenMinimum(parsed.family);
  return least !== undefined && parsed.compare(EngineVersion.parse(engine, least)) < 0;
}

/** Green's oldest version with which the AWS drivers follow the switchover by its metadata. */
export const fastSwitchoverMinimum = (family: string) => floor('fastSwitchoverMetadata', family);

/** Blue's oldest version with the shorter switchover. */
export const shorterSwitchoverMinimum = (family: string) => floor('shorterSwitchover', family);

function dated(row: Dated | undefined): SupportEnd | undefined {
  return row === undefined ? undefined : { ends: row.ends, source: citationOf(data.sources, row.source) };
}

function floor(what: keyof typeof data.blueGreen, family: string): VersionFloor {
  const { families, source } = data.blueGreen[what];
  const version = (families as Record<string, string | undefined>)[family];
  return { ...given({ version }), source: citationOf(data.sources, source) };
}
