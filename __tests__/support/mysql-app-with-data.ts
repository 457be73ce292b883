import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { DataApp } from './data-app';
import { createApp } from './project-copy';

/** An app whose cluster of Aurora MySQL at 3.04.4 is to become 3.10.2, with a MariaDB behind it. */
export class MysqlAppWithData extends DataApp {
  protected readonly loginEnvironment = { MYSQL_USER: 'dba', MYSQL_PWD: this.password };

  static async open(): Promise<MysqlAppWithData> {
    const project = createApp();
    project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/mysql-data/main.ts'), 'utf8'));
    project.commit('The app');
    const app = new MysqlAppWithData(project, 'orders');
    try {
      await app.begin();
      await app.setPassword();
      return app;
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  async login(cluster = this.cluster) {
    const { Endpoint, Port } = (await this.described(cluster)) ?? {};
    return { host: Endpoint!, port: Port!, user: 'dba', password: this.password };
  }

  /** Rows of the last statement, as the master user through the endpoint of the cluster. */
  async sql(statements: string | readonly string[], cluster = this.cluster): Promise<Record<string, unknown>[]> {
    const connection = await connected({ ...(await this.login(cluster)), database: 'shop' });
    try {
      let rows: unknown = [];
      for (const statement of [statements].flat()) [rows] = await connection.query(statement);
      return rows as Record<string, unknown>[];
    } finally {
      connection.destroy();
    }
  }
}

export async function connected(
  login: Awaited<ReturnType<MysqlAppWithData['login']>> & { database?: string },
): Promise<Connection> {
  const connection = await createConnection({ ...login, supportBigNumbers: true, dateStrings: true });
  connection.on('error', () => {});
  return connection;
}
