import { EngineVersion } from '../../../../constructs/engine-version';
import type { SqlContext } from '../../../../scripts/preflight/sql/sql-check';

const version = (text: string) => EngineVersion.parse('aurora-mysql', text);

const common = {
  target: { event_scheduler: 'OFF' },
  instances: { count: 2, class: 'db.r6g.large' },
  masterUsername: 'boss',
};

/** One of each kind of upgrade. */
export const minor: SqlContext = {
  ...common,
  from: version('8.0.mysql_aurora.3.08.2'),
  to: version('8.0.mysql_aurora.3.10.2'),
};
export const to80: SqlContext = {
  ...common,
  from: version('5.7.mysql_aurora.2.11.2'),
  to: version('8.0.mysql_aurora.3.04.0'),
};
export const to84: SqlContext = {
  ...common,
  from: version('8.0.mysql_aurora.3.10.2'),
  to: version('8.4.mysql_aurora.8.4.7'),
};
export const to306: SqlContext = { ...to80, to: version('8.0.mysql_aurora.3.06.0') };
