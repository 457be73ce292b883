import type { Dialect } from '../dialect';

/** `MYSQL_PWD` is MySQL's own name (https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html); for the user it has none. */
export const mysql: Dialect = {
  // What is asked names its schemas, so that no schema of an application has to be entered.
  database: 'information_schema',
  port: 3306,
  variables: { user: 'MYSQL_USER', password: 'MYSQL_PWD' },
  connect(access, login) {
    const { MysqlPort } = require('./connection-port') as typeof import('./connection-port');
    return new MysqlPort(access, login);
  },
  overDataApi(client, access) {
    const { MysqlDataApiPort } = require('./data-api-port') as typeof import('./data-api-port');
    return new MysqlDataApiPort(client, access);
  },
};
