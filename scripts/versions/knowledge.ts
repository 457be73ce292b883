import type { EngineVersion } from '../../constructs/engine-version';
import {
  findCatalogueVersion,
  isOneDaysAnswer,
  statusSource,
  targetsSource,
  validUpgradeTargets,
} from '../engine-versions/catalogue';
import { describeCitation } from '../engine-versions/citation';
import { seenPairSource, seenTargets } from '../engine-versions/seen-pairs';

/** What somebody knows of one version. */
export interface KnownVersion {
  /** Undefined: nobody says which, which is not the same as none. */
  targets?: readonly string[];
  /** The list is one day's answer, or names single pairs: what it lacks is unknown, not refused. */
  isOpen?: true;
  /** Where the list is from. */
  source?: string;
  /** Set where the source says that the version is deprecated. */
  deprecated?: string;
}

/** Who is asked about versions and their upgrade targets: AWS, or the bundled data. */
export interface Knowledge {
  kind: 'aws' | 'bundled';
  /** `AWS in eu-west-1`, `the bundled data`. */
  name: string;
  /** Undefined: a version that nobody there knows. */
  version(of: EngineVersion): KnownVersion | undefined;
  /** What the cluster runs now; only AWS can tell. */
  running?: EngineVersion;
}

/** Only what a cited source says: everything else is unknown, and never valid. */
export const bundledKnowledge: Knowledge = {
  kind: 'bundled',
  name: 'the data bundled with this command',
  version({ engine, text: version }) {
    const known = findCatalogueVersion(engine, version);
    if (known === undefined) return undefined;
    const status = known.status === 'deprecated' ? statusSource(engine, version) : undefined;
    return {
      ...(listOf(engine, version) ?? seenOf(engine, version)),
      ...(status === undefined ? {} : { deprecated: describeCitation(status) }),
    };
  },
};

function listOf(engine: string, version: string): KnownVersion | undefined {
  const targets = validUpgradeTargets(engine, version)?.map((target) => target.version);
  const source = targetsSource(engine, version);
  if (targets === undefined || source === undefined) return undefined;
  return { targets, source: describeCitation(source), ...(isOneDaysAnswer(engine, version) ? { isOpen: true } : {}) };
}

function seenOf(engine: string, version: string): KnownVersion | undefined {
  const targets = seenTargets(engine, version).map((target) => target.version);
  const sources = targets.flatMap((to) => seenPairSource(engine, version, to) ?? []);
  if (targets.length === 0) return undefined;
  const source = [...new Set(sources.map(describeCitation))].join('; ');
  return { targets, isOpen: true, source };
}
