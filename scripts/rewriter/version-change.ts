import { type CodeVersions, versionNames } from '../desired/code-versions';

/** From what the code says to what it should say. */
export interface VersionChange {
  from: CodeVersions;
  to: CodeVersions;
}

/** Whether only `engineVersion` changes: then one literal is replaced, and no property is added or removed. */
export const onlyEngineVersion = ({ from, to }: VersionChange) =>
  from.upgradeTo === to.upgradeTo && from.previousEngineVersion === to.previousEngineVersion;

/** Whether a declared upgrade has become the version, and the version the previous one. */
export const isUpgradeDone = ({ from, to }: VersionChange) =>
  to.engineVersion === from.upgradeTo && to.upgradeTo === undefined && to.previousEngineVersion === from.engineVersion;

/** If `upgradeTo` is removed and `previousEngineVersion` added, the latter may take the former's place. */
export const takesItsPlace = ({ from, to }: VersionChange) =>
  from.upgradeTo !== undefined &&
  to.upgradeTo === undefined &&
  from.previousEngineVersion === undefined &&
  to.previousEngineVersion !== undefined;

/** The versions that must change: `engineVersion 16.4, previousEngineVersion 15.6, no upgradeTo`. */
export function describeVersionChange({ from, to }: VersionChange): string {
  if (onlyEngineVersion({ from, to })) return to.engineVersion;
  return versionNames
    .filter((name) => from[name] !== to[name])
    .map((name) => (to[name] === undefined ? `no ${name}` : `${name} ${to[name]}`))
    .join(', ');
}

/** `15.6`, or `15.6 (upgradeTo 16.4)`. */
export function describeVersions(versions: CodeVersions): string {
  const { engineVersion } = versions;
  const more = versionNames.flatMap((name) =>
    name !== 'engineVersion' && versions[name] !== undefined ? [`${name} ${versions[name]}`] : [],
  );
  return more.length === 0 ? engineVersion : `${engineVersion} (${more.join(', ')})`;
}
