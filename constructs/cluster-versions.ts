import { EngineVersion } from './engine-version';

/** The versions that the code gives for one cluster: now, after the declared upgrade, and before the last one. */
export class ClusterVersions {
  constructor(
    /** `engineVersion` of the props. */
    readonly current: EngineVersion,
    /** `upgradeTo` of the props: the declared upgrade. */
    readonly upgradeTo?: EngineVersion,
    /** `previousEngineVersion` of the props: what ran before the last upgrade. */
    readonly previous?: EngineVersion,
  ) {}

  /** Reads them from props. @throws EngineVersionError for a version that is not exact; validated props have none */
  static parse(props: { engine: string; engineVersion: string; upgradeTo?: string; previousEngineVersion?: string }) {
    const { engine, engineVersion, upgradeTo, previousEngineVersion } = props;
    const read = (text: string | undefined) => (text === undefined ? undefined : EngineVersion.parse(engine, text));
    return new ClusterVersions(
      EngineVersion.parse(engine, engineVersion),
      read(upgradeTo),
      read(previousEngineVersion),
    );
  }

  /** The version that an upgrade leads to: the declared one, else the current one. */
  get wanted(): EngineVersion {
    return this.upgradeTo ?? this.current;
  }

  /** Every parameter group family that is in use or will be, each once: `['aurora-postgresql14', 'aurora-postgresql15']`. */
  get families(): string[] {
    const versions = [this.previous, this.current, this.upgradeTo].filter((version) => version !== undefined);
    return [...new Set(versions.map(({ family }) => family))];
  }
}
