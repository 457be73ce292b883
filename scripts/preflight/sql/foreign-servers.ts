import type { Row } from '../../database/answers';
import { listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** Servers of postgres_fdw and dblink_fdw alike. Of a cluster or a proxy the second part begins with its kind, of an instance it does not. */
const instance = /^[^.]+\.(?!cluster-|proxy-)[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com/i;
const address = /^[0-9]+(\.[0-9]+){3}$|:/;

export const foreignServers: SqlCheck = {
  id: 'PG_FDW',
  title: 'foreign servers by IP address or by the endpoint of an instance',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT pg_catalog.quote_ident(s.srvname) AS name, substr(o.option, strpos(o.option, '=') + 1) AS host,
      split_part(o.option, '=', 1) AS option, ${total}
    FROM pg_catalog.pg_foreign_server s CROSS JOIN LATERAL unnest(s.srvoptions) AS o(option)
    WHERE o.option ~ '^host(addr)?=' ORDER BY 1, 3 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked, ({ host }) => isFixed(String(host)));
    return sqlFinding('PG_FDW', 'warn', found, {
      message: `Foreign servers name an address or an instance (${listed(found, ({ name, host }) => `${name} → ${host}`)}): once the cluster that they point to is switched over, they point to its old environment.`,
      remedy:
        'Put the cluster or reader endpoint, which follows production, into the script, and run it before the deployment is created.',
      script: psqlScript(found, replacement),
    });
  },
  source: sources.considerations,
};

const isFixed = (host: string) => address.test(host) || instance.test(host);

const replacement = ({ name, option }: Row) =>
  destructive(`ALTER SERVER ${name} OPTIONS (SET ${option} 'the cluster endpoint');`);
