import { oneLine } from './one-line';

/** Sessions about which a role without pg_monitor learns nothing: what they do is not checked, which is not the same as nothing. */
export const hiddenSessions = oneLine`
  (SELECT count(*) FROM pg_catalog.pg_stat_activity h
    WHERE h.backend_type IS NULL AND h.query = '<insufficient privilege>' AND h.usename <> 'rdsadmin')`;
