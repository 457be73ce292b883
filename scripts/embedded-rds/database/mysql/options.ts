/** As Aurora's are called. */
const binlog = 'mysql-bin-changelog';

/** Of the server's start, from the parameters of its groups. Nobody may write until somebody says who. */
export function optionsOf(
  { binlog_format: format = 'OFF', ...settings }: Record<string, string>,
  id: number,
): string[] {
  return [
    `--server-id=${id}`,
    ...(format === 'OFF' ? ['--skip-log-bin'] : [`--log-bin=${binlog}`, `--binlog-format=${format}`]),
    '--log-slave-updates',
    '--relay-log=relaylog',
    '--read-only=ON',
    '--local-infile=OFF',
    ...Object.entries(settings).map(([name, value]) => `--${name.replaceAll('_', '-')}=${value}`),
  ];
}
