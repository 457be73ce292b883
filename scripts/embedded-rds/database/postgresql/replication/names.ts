/**
 * `rds_ap_northeast_1_bgd_…_bg_slot_16384`: a slot and a publication on blue, a subscription on green, for each database by the number
 * that it has on blue (the upgrade log).
 */
export function replicationName(
  kind: 'pub' | 'slot' | 'sub',
  { region, deployment }: { region: string; deployment: string },
  database: number,
): string {
  return `${prefixOf({ region, deployment })}${kind}_${database}`;
}

export function prefixOf({ region, deployment }: { region: string; deployment: string }): string {
  return `rds_${region}_${deployment}_bg_`.replace(/[^a-z0-9_]/g, '_');
}

/** All that a deployment of RDS has made, as a regular expression of PostgreSQL. */
export const ofDeployments = '^rds_.*_bg_(pub|slot|sub)_[0-9]+$';

/** The slots of first copies of tables, which PostgreSQL names and which stay behind where green is killed during its copy. */
export const ofCopies = '^pg_[0-9]+_sync_[0-9]+_[0-9]+$';
