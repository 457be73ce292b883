import { catalogueVersions, defaultVersion, familyOf, findCatalogueVersion } from '../../../engine-versions/catalogue';
import { invalidParameterCombination } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';
import { upgradeTargets } from './upgrade-targets';

/** Throws InvalidParameterCombination for a version that nobody knows. */
export function requireKnownVersion(engine: string, version: string): string {
  const family = familyOf(engine, version);
  if (family === undefined) throw invalidParameterCombination(`Cannot find version ${version} for ${engine}`);
  return family;
}

/**
 * The version that a create call means: the engine's default when it names none, the default or the newest available minor
 * when it names a major (`15`). Throws InvalidParameterCombination for a version that nobody knows.
 */
export function resolveVersion(engine: string, requested: string | undefined): string {
  const preferred = defaultVersion(engine) ?? '';
  if (requested === undefined) return preferred;
  if (findCatalogueVersion(engine, requested) !== undefined) return requested;
  if (preferred.startsWith(`${requested}.`)) return preferred;
  const newest = catalogueVersions(engine)
    .filter(({ version, status }) => status === 'available' && version.startsWith(`${requested}.`))
    .at(-1);
  return newest?.version ?? (requireKnownVersion(engine, requested) && requested);
}

/** The family of the version that the cluster runs now. */
export function familyOfCluster(cluster: Pick<ClusterRecord, 'engine' | 'engineVersion'>): string {
  return requireKnownVersion(cluster.engine, cluster.engineVersion);
}

/** A major upgrade is one to another parameter group family. */
export function isMajorUpgrade(engine: string, from: string, to: string): boolean {
  return findCatalogueVersion(engine, from)?.family !== findCatalogueVersion(engine, to)?.family;
}

/**
 * Throws InvalidParameterCombination when no source shows `to` as a target of the cluster's version, and this world does not assume
 * it either. A version without a list (the newest of each major, nearly all of MySQL) has no target here: unknown is never taken
 * for valid.
 */
export function requireUpgradeTarget({ world }: Scene, cluster: ClusterRecord, to: string): void {
  const targets = upgradeTargets(world.choices, cluster.engine, cluster.engineVersion);
  if (targets.some(({ version }) => version === to)) return;
  // Wording: AWS's tutorial on upgrades, and hashicorp/terraform-provider-aws in 2026.
  throw invalidParameterCombination(
    `Cannot find upgrade target from ${cluster.engineVersion} with requested version ${to}.`,
  );
}
