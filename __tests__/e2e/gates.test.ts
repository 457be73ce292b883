import { setTimeout as pause } from 'node:timers/promises';
import { AppWithData } from '../support/app-with-data';
import { clusterName, instanceNames } from '../support/created-cluster';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describeWith(['git'], 'gates before a switchover of real databases, and what is left after it', () => {
  let app: AppWithData;

  beforeAll(async () => {
    app = await AppWithData.open();
    await app.sql(
      `CREATE TABLE orders (id int PRIMARY KEY, note text);
       INSERT INTO orders SELECT i, repeat('x', 200) FROM generate_series(1, 10000) i;
       CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders`,
    );
  });
  afterAll(() => app?.close());

  test('a transaction that holds the creation up is named, and when it ends the creation goes on', async () => {
    const report = await app.connect('nightly-report');
    await report.query('BEGIN');
    await report.query("INSERT INTO orders VALUES (-1, 'late')");
    const run = app.upgrade('--until', 'green');
    await run.until(
      /1 transaction open for more than 30 seconds\s.*\(nightly-report\), idle in transaction, 30 s\): they hold/,
      100_000,
    );
    await report.query('ROLLBACK');
    await report.end();
    expectExit(0, await run.ended);
    // Half an hour passes in half a minute: time enough to see what holds a gate.
    await app.control('clock', { speed: 60 });
  });

  test('a transaction that stays open holds the gate by name until the run gives up; once it ends, the next run switches over', async () => {
    const report = await app.connect('nightly-report');
    await report.query('BEGIN');
    await report.query("INSERT INTO orders VALUES (0, 'late')");
    await pause(31_000);
    const givenUp = await app.upgrade('--analyze', '--switchover-timeout', '30').ended;
    expectExit(1, givenUp);
    const told = oneLine(givenUp.output);
    expect(told).toMatch(/PG_LONGTX.* 1 transaction open .*\(nightly-report\), idle in transaction/);
    expect(told).toMatch(/Production is untouched/);
    expect(told).toMatch(/-green-\S+ .*cost/);
    expect(await app.version()).toBe('15.6');

    // The same transaction, and the next run: it goes on by itself as soon as nothing holds it.
    const run = app.upgrade('--analyze', '--switchover-timeout', '30');
    await run.until(
      /gate-switchover +waiting for a gate: PG_LONGTX 1 transaction open .*\(nightly-report\), idle in transaction/,
    );
    await report.query('COMMIT');
    const ended = await run.ended;
    expectExit(0, ended);
    const output = oneLine(ended.output);
    expect(output).toMatch(/analyze-green no large table lacks statistics/);
    expect(output).toMatch(/1 materialized view needs? a refresh \(postgres: public\.totals\)/);
    const production = await app.connect('check');
    const { rows } = await production.query('SELECT count(*)::int AS count FROM orders WHERE id = 0');
    expect(rows).toEqual([{ count: 1 }]);
    await production.query('REFRESH MATERIALIZED VIEW totals');
    // A session tells its counters at its end, or after ten idle seconds.
    await production.end();
  });

  test('a client that stays on old is told by name, beside the number of CloudWatch; what was done is not told again', async () => {
    const stays = await app.connect('billing', { cluster: `${clusterName}-old1` });
    await app.control('connections', { instance: `${instanceNames[0]}-old1`, count: 1 });
    const { rows } = await stays.query(
      "SELECT count(*)::int AS own FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename = 'postgres'",
    );
    expect(rows).toEqual([{ own: 1 }]);
    await pause(2_000);
    const ended = await app.upgrade().ended;
    expectExit(0, ended);
    const output = oneLine(ended.output);
    expect(output).toMatch(
      /! 1 client session still on the old cluster, .*: 1 of postgres \(billing\) from 127\.0\.0\.1 in postgres\. CloudWatch counts connections: \S+-old1 1 \(/,
    );
    expect(output).not.toMatch(/materialized view/);
  });
});
