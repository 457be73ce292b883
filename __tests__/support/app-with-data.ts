import { Client } from 'pg';
import { clusterName, createGroups } from './created-cluster';
import { DataApp } from './data-app';
import { createApp } from './project-copy';

/** An app whose cluster at 15.6 is to become 17.5, with a PostgreSQL behind it. */
export class AppWithData extends DataApp {
  protected readonly loginEnvironment = { PGUSER: 'postgres', PGPASSWORD: this.password };
  private readonly connections: Client[] = [];

  static async open(): Promise<AppWithData> {
    const app = new AppWithData(createApp(), clusterName);
    try {
      await app.begin();
      await createGroups(app.client, '17');
      app.project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '17.5',");
      await app.setPassword();
      return app;
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  /** As the master user. */
  async login(cluster = clusterName) {
    const { Endpoint: host, Port: port } = (await this.described(cluster)) ?? {};
    return { host, port, user: 'postgres', password: this.password };
  }

  /** A session of an application. */
  async connect(application: string, { cluster = clusterName, database = 'postgres' } = {}): Promise<Client> {
    const login = await this.login(cluster);
    const connection = new Client({ ...login, database, application_name: application });
    connection.on('error', () => {});
    await connection.connect();
    this.connections.push(connection);
    return connection;
  }

  async sql(text: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const connection = await this.connect('test', { database });
    const { rows } = await connection.query(text);
    await connection.end();
    return rows;
  }

  override async close(): Promise<void> {
    await Promise.all(this.connections.map((each) => each.end().catch(() => {})));
    await super.close();
  }
}
