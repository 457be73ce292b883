import type { EngineVersion } from '../../constructs/engine-version';
import { findCatalogueVersion, statusSource, targetsSource, validUpgradeTargets } from '../engine-versions/catalogue';
import { describeCitation } from '../engine-versions/citation';

/** What somebody knows of one version. */
export interface KnownVersion {
  /** Undefined: nobody says which, which is not the same as none. */
  targets?: readonly string[];
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
    const source = targetsSource(engine, version);
    const status = known.status === 'deprecated' ? statusSource(engine, version) : undefined;
    const targets = validUpgradeTargets(engine, version)?.map((target) => target.version);
    return {
      ...(targets === undefined || source === undefined ? {} : { targets, source: describeCitation(source) }),
      ...(status === undefined ? {} : { deprecated: describeCitation(status) }),
    };
  },
};
