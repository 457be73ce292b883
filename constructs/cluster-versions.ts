import { EngineVersion } from './engine-version';

/** The versions that the code says of one cluster, oldest first: before the last upgrade, now, and after the declared one. */
export class ClusterVersions {
  constructor(
    readonly current: EngineVersion,
    readonly upgradeTo?: EngineVersion,
    readonly previous?: EngineVersion,
  ) {}

  /** @throws EngineVersionError; props that were validated have none. */
  static parse(props: { engine: string; engineVersion: string; upgradeTo?: string; previousEngineVersion?: string }) {
    const { engine, engineVersion, upgradeTo, previousEngineVersion } = props;
    const read = (text: string | undefined) => (text === undefined ? undefined : EngineVersion.parse(engine, text));
    return new ClusterVersions(
      EngineVersion.parse(engine, engineVersion),
      read(upgradeTo),
      read(previousEngineVersion),
    );
  }

  /** What a run is to reach: the declared upgrade, else the version. */
  get wanted(): EngineVersion {
    return this.upgradeTo ?? this.current;
  }

  /** Every parameter group family that is in use or will be, each once. Which version asks for one makes no difference. */
  get families(): string[] {
    const versions = [this.previous, this.current, this.upgradeTo].filter((version) => version !== undefined);
    return [...new Set(versions.map(({ family }) => family))];
  }
}
