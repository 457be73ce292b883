import type { Dialect } from './dialect';

/** By `require`: under tsx/cjs an `import()` finds no TypeScript. */
export const postgresql: Dialect = {
  database: 'postgres',
  port: 5432,
  variables: { user: 'PGUSER', password: 'PGPASSWORD' },
  connect(access, login) {
    const { ConnectionPort } = require('./connection-port') as typeof import('./connection-port');
    return new ConnectionPort(access, login);
  },
  overDataApi(client, access) {
    const { DataApiPort } = require('./data-api-port') as typeof import('./data-api-port');
    return new DataApiPort(client, access);
  },
};
