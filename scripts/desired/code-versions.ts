import type { NamedCluster } from './named-cluster';

/** The props of AuroraCluster that contain a version. */
export const versionNames = ['engineVersion', 'upgradeTo', 'previousEngineVersion'] as const;

export type VersionName = (typeof versionNames)[number];

export const isVersionName = (name: string): name is VersionName => versionNames.includes(name as VersionName);

/** The versions that the code says for one cluster, exact, as AWS spells them. */
export interface CodeVersions {
  engineVersion: string;
  upgradeTo?: string;
  previousEngineVersion?: string;
}

export function codeVersions({ annotation }: Pick<NamedCluster, 'annotation'>): CodeVersions {
  return {
    engineVersion: annotation.engineVersion,
    upgradeTo: annotation.upgradeTo?.engineVersion,
    previousEngineVersion: annotation.previous?.engineVersion,
  };
}

export const sameVersions = (a: CodeVersions, b: CodeVersions) => versionNames.every((name) => a[name] === b[name]);
