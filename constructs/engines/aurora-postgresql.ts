import { type Engine, inexact } from './engine';

/** What is particular to Aurora PostgreSQL. */
export const auroraPostgresql: Engine = {
  title: 'Aurora PostgreSQL',
  port: 5432,
  version: {
    exact: /^([1-9]\d+)\.(?:0|[1-9]\d*)$/,
    explain(text) {
      const [, minor] = /^(\d+\.\d+)-limitless$/.exec(text) ?? [];
      if (minor) {
        return {
          message: `"${text}" is a version of Aurora PostgreSQL Limitless Database, which has no blue/green deployments.`,
          remedy: `Keep this cluster out of AuroraCluster, or write "${minor}" if it is an ordinary cluster.`,
        };
      }
      return inexact('aurora-postgresql', text, /^\d+(\.[x*]?)?$/.test(text), '15.10');
    },
  },
  family: {
    short: 'pg',
    digits: '[0-9]+',
    whole: /^aurora-postgresql\d\d$/,
    /** `pg15`, `postgres15`, `postgresql-15` */
    mention: /(?:pg|postgres(?:ql)?-?)\d\d(?!\d)/g,
    between: '',
    ofSelf: 'join("", [self.engine, regex("^[0-9]+", self.engine_version)])',
  },
  names: { longestUser: 63, longestDatabase: 63, longestPassword: 99 },
  logTypes: ['postgresql', 'instance', 'iam-db-auth-error'],
  replication: {
    'rds.logical_replication': {
      allowed: ['1'],
      unset: '0',
      set: 1,
      remedy: 'Remove it; the construct sets 1',
    },
    synchronous_commit: { allowed: ['on'], unset: 'on', remedy: 'Remove it; on is the default' },
  },
  gone: {},
  fixed: {},
  rolesNeedFeature: true,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
  pausesFrom: ['13.15', '14.12', '15.7', '16.3'],
  replicationPreventsPause: true,
};
