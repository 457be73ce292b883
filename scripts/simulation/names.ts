export const clusterName = 'orders';
export const instanceNames = ['orders-1', 'orders-2'] as const;
export const region = 'eu-west-1';
export const beginning = Date.parse('2026-01-15T01:00:00Z');

/**
 * `14.10`. Written apart, as a literal of the version that main.ts says would be a place in question for whatever changes main.ts:
 * each costs syntheses.
 */
export const pg = (major: number, minor: number) => `${major}.${minor}`;

/** `8.0.mysql_aurora.3.10.2` of `3.10.2` */
export function mysql(release: string): string {
  const compatible = { '2': '5.7', '3': '8.0' }[release.split('.')[0] ?? ''];
  return `${compatible ?? '8.4'}.mysql_aurora.${release}`;
}
