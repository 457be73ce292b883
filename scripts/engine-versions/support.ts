import { EngineVersion } from '../../constructs/engine-version';
import { given } from '../runtime/given';
import { type Citation, citationOf } from './citation';
import data from './support.json';

/** A date of AWS's calendar, as it is printed there: `2028-02-29`, or only `May 2026`. */
export interface SupportEnd {
  ends: string;
  source: Citation;
}

/** The version of each family from which on something holds for blue/green deployments. */
interface VersionFloor {
  /** Undefined where the source says nothing of the family. */
  version?: EngineVersion;
  source: Citation;
}

interface Dated {
  ends: string;
  source: string;
}

const engines: Record<string, { families: Record<string, Dated>; versions: Record<string, Dated | undefined> }> =
  data.engines;

/** When standard support of one exact version ends; undefined if no source says so. */
export const versionSupportEnd = ({ engine, text }: EngineVersion) => dated(engines[engine]?.versions[text]);

/** When standard support of its whole major version ends. */
export const familySupportEnd = ({ engine, family }: EngineVersion) => dated(engines[engine]?.families[family]);

/** The oldest version of this family from which a blue/green deployment can start (for PostgreSQL; for MySQL all can). */
export const blueGreenMinimum = (of: EngineVersion) => floor('minimum', of);

/** The oldest version of green with which the AWS drivers follow the switchover by its metadata. */
export const fastSwitchoverMinimum = (of: EngineVersion) => floor('fastSwitchoverMetadata', of);

/** The oldest version of blue with the shorter switchover. */
export const shorterSwitchoverMinimum = (of: EngineVersion) => floor('shorterSwitchover', of);

export const isBelow = (version: EngineVersion, { version: least }: VersionFloor) =>
  least !== undefined && version.compare(least) < 0;

function dated(row: Dated | undefined): SupportEnd | undefined {
  return row === undefined ? undefined : { ends: row.ends, source: citationOf(data.sources, row.source) };
}

function floor(what: keyof typeof data.blueGreen, { engine, family }: EngineVersion): VersionFloor {
  const { families, source } = data.blueGreen[what];
  const text = (families as Record<string, string | undefined>)[family];
  const version = text === undefined ? undefined : EngineVersion.parse(engine, text);
  return { ...given({ version }), source: citationOf(data.sources, source) };
}
