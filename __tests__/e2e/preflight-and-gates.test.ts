import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DisableHttpEndpointCommand, EnableHttpEndpointCommand } from '@aws-sdk/client-rds';
import { AppWithData } from '../support/app-with-data';
import { clusterName, instanceNames } from '../support/created-cluster';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** One app for all of them: they follow each other as in an upgrade. */
let app: AppWithData;
afterAll(() => app?.close());

describeWith(['git'], 'preflight of a real database', () => {
  beforeAll(async () => {
    app = await AppWithData.open();
  });

  const preflight = async (words: string[], env: Record<string, string | undefined> = {}) =>
    app.run('preflight', ['--to', '15.10', ...words], env).ended;
  const events = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('finds what a deployment cannot replicate; its script repairs it', async () => {
    await app.sql('CREATE TABLE "Odd ""name""" (a int)');
    const file = join(app.project.aside, 'remedies.sql');
    const found = await preflight(['--script', file]);
    expectExit(3, found);
    expect(found.stdout).toMatch(/^✘ PG_NOPK 1 table without a primary key/m);
    expect(found.stdout).toMatch(
      /1 finding would stop the upgrade, .* passed; the databases were queried by a connection/,
    );
    await app.sql(readFileSync(file, 'utf8').replace(/^\\connect .*$/gm, ''));
    expectExit(0, await preflight(['--only', 'pg_nopk']));
  });

  test.each([
    [
      'no password is named',
      { PGPASSWORD: undefined },
      /DATA_NOT_CHECKED not checked: Nothing says where the password/,
    ],
    ['a wrong password', { PGPASSWORD: 'no-such-secret' }, /DATA_NOT_CHECKED not checked: [^\n]*password/],
  ])('what cannot be asked is not checked: %s', async (_, env, message) => {
    const result = await preflight([], env);
    expectExit(3, result);
    expect(result.stdout).toMatch(message);
    expect(result.stdout).toMatch(/1 check not made, .* next +/s);
    expect(result.output).not.toMatch(/no-such-secret|\n\s+at /);
  });

  test('what was not checked is accepted by whoever says so', async () => {
    expectExit(0, await preflight(['--accept-unchecked'], { PGPASSWORD: 'no-such-secret' }));
  });

  test('--json: a line for each, and the secret in none', async () => {
    await app.sql('SELECT lo_create(0)');
    const result = await preflight(['--json', '--skip', 'PG_LO', '--reason', 'nobody reads it']);
    expectExit(0, result);
    expect(events(result.stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'FINDING', id: 'PG_LO', skipped: 'nobody reads it' }),
        expect.objectContaining({ code: 'CHECKED', verdict: 'passed', passed: expect.arrayContaining(['PG_NOPK']) }),
      ]),
    );
    expect(result.output).not.toContain(app.password);
    await app.sql('SELECT lo_unlink(oid) FROM pg_largeobject_metadata');
  });

  test('the Data API answers the same', async () => {
    const ResourceArn = (await app.described())?.DBClusterArn;
    await app.client.send(new EnableHttpEndpointCommand({ ResourceArn }));
    const secret = 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:app-AbCdEf';
    const result = await preflight(['--data-api', '--database-secret', secret]);
    expectExit(0, result);
    expect(result.stdout).toMatch(/the databases were queried by the RDS Data API/);
    await app.client.send(new DisableHttpEndpointCommand({ ResourceArn }));
  });
});

describeWith(['git'], 'gates before a switchover of real databases, and what is left after it', () => {
  beforeAll(async () => {
    await app.sql(
      `CREATE TABLE orders (id int PRIMARY KEY, note text);
       INSERT INTO orders SELECT i, repeat('x', 200) FROM generate_series(1, 10000) i;
       CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders`,
    );
  });

  test('a transaction that holds the creation up is named, and when it ends the creation goes on', async () => {
    const report = await app.connect('nightly-report');
    await report.query('BEGIN');
    await report.query("INSERT INTO orders VALUES (-1, 'late')");
    // A minute in a second: the transaction has to grow old in the time that passes here, and a run that waits would look all the while.
    await app.control('clock', { speed: 60 });
    const run = app.upgrade('--until', 'green');
    await run.until(
      /1 transaction open for more than 30 seconds\s.*\(nightly-report\), idle in transaction, 30 s\): they hold/,
      100_000,
    );
    await report.query('ROLLBACK');
    await report.end();
    await app.control('clock', { speed: 2400 });
    const ended = await run.ended;
    expectExit(0, ended);
    expect(ended.output).not.toMatch(/Green has no login|Green (does not|still) ha/);
  });

  test('a code that was given before is refused once somebody grants something, and not for a login of a machine', async () => {
    const codeIn = (text: string) => /--approve (s[0-9a-f]+-[0-9a-f]+)/.exec(text)?.[1] ?? '';
    const plan = () => app.run('upgrade', ['--plan']).ended;
    const before = codeIn((await plan()).output);
    expect(before).not.toBe('');
    await app.sql('CREATE ROLE "v-token-1" LOGIN IN ROLE pg_monitor; ALTER ROLE "v-token-1" SET work_mem = \'8MB\'');
    expect(codeIn((await plan()).output)).toBe(before);
    await app.sql('CREATE ROLE team; GRANT SELECT ON orders TO team');
    const refused = await app.run('upgrade', ['--approve', before]).ended;
    expectExit(3, refused);
    const output = oneLine(refused.output);
    expect(output).toMatch(/since the code was given, this has changed: losses\./);
    expect(output).toMatch(
      /lost: privileges on table public\.orders of postgres \(only on production \w+\) lost: role team/,
    );
    expect(codeIn(refused.output)).toBe(codeIn((await plan()).output));
    await app.sql('REVOKE SELECT ON orders FROM team; DROP ROLE team; DROP ROLE "v-token-1"');
    expect(codeIn((await plan()).output)).toBe(before);
  });

  test('a transaction that stays open holds the gate by name until the run gives up; once it ends, the next run switches over', async () => {
    const report = await app.connect('nightly-report');
    await report.query('BEGIN');
    await report.query("INSERT INTO orders VALUES (0, 'late')");
    await app.sql('CREATE ROLE latecomer LOGIN; GRANT SELECT ON orders TO latecomer');
    await pause(31_000);
    // It is held for half an hour: looks every ten seconds of it are not the point.
    await app.control('clock', { speed: 600 });
    const givenUp = await app.upgrade('--analyze', '--switchover-timeout', '30').ended;
    expectExit(1, givenUp);
    const told = oneLine(givenUp.output);
    expect(told).toMatch(/! Green has no login for latecomer: roles do not replicate/);
    expect(told).toMatch(/PG_LONGTX.* 1 transaction open .*\(nightly-report\), idle in transaction/);
    expect(told).toMatch(/Production is untouched/);
    expect(told).toMatch(/-green-\S+ .*cost/);
    expect(await app.version()).toBe('15.6');

    // The same transaction, and the next run: it goes on by itself as soon as nothing holds it, for which half a minute is time enough.
    await app.control('clock', { speed: 60 });
    const run = app.upgrade('--analyze', '--switchover-timeout', '30');
    await run.until(
      /gate-switchover +waiting for a gate: PG_LONGTX 1 transaction open .*\(nightly-report\), idle in transaction/,
    );
    await report.query('COMMIT');
    await app.control('clock', { speed: 600 });
    const ended = await run.ended;
    await app.control('clock', { speed: 60 });
    expectExit(0, ended);
    const output = oneLine(ended.output);
    expect(output).toMatch(/analyze-green no large table lacks statistics/);
    expect(output).toMatch(/1 materialized view needs? a refresh \(postgres: public\.totals\)/);
    expect(output).toMatch(/! No login for latecomer, which the old cluster has/);
    expect(output).toMatch(/! Lost with the switchover, .*: privileges on table public\.orders of postgres \(only/);
    const production = await app.connect('check');
    const { rows } = await production.query('SELECT count(*)::int AS count FROM orders WHERE id = 0');
    expect(rows).toEqual([{ count: 1 }]);
    await production.query('REFRESH MATERIALIZED VIEW totals');
    await production.query('CREATE ROLE latecomer LOGIN; GRANT SELECT ON orders TO latecomer');
    // What old does not have, or has otherwise, and nobody lost.
    await production.query('CREATE ROLE afterwards; ALTER TABLE orders SET (fillfactor = 70)');
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
    expect(output).not.toMatch(/materialized view|latecomer|public\.orders|afterwards/);
  });
});
