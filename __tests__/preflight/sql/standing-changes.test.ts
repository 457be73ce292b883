import type { Client } from 'pg';
import type { DatabaseAnswers } from '../../../scripts/database/answers';
import { objectsBeside } from '../../../scripts/preflight/sql/standing/objects';
import { schemaOf } from '../../../scripts/preflight/sql/standing/schema';
import { unreplicated } from '../../../scripts/preflight/sql/standing/unreplicated';
import { unreplicatedFindings } from '../../../scripts/preflight/sql/standing/unreplicated-findings';
import { clientOf, rowsOf } from '../../support/ask-postgres';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { again, before, type Change, changes, harmless, notMadeGood, otherwise } from './schema-changes';

const settings = { autovacuum: 'off', wal_level: 'logical' };
const questions = [schemaOf, objectsBeside].map(({ id, sql }) => ({ id, sql: String(sql) }));

let servers: TestPostgres[] = [];
let [blue, green]: Client[] = [];
beforeAll(async () => {
  servers = await Promise.all([startPostgres(15, settings), startPostgres(17, settings)]);
  [blue, green] = await Promise.all(servers.map((server) => clientOf(server, 'postgres')));
  await blue!.query(`${before}; CREATE PUBLICATION rds_eu_west_1_a_bg_pub_5 FOR ALL TABLES`);
  await green!.query(before);
  const { port, user, password } = servers[0]!;
  await green!.query(
    `CREATE SUBSCRIPTION rds_eu_west_1_a_bg_sub_5 CONNECTION 'host=127.0.0.1 port=${port} user=${user} password=${password} dbname=postgres'
       PUBLICATION rds_eu_west_1_a_bg_pub_5 WITH (enabled = false, create_slot = false, copy_data = false)`,
  );
});
afterAll(async () => {
  await Promise.all([blue?.end(), green?.end()]);
  await Promise.all(servers.map((server) => server.stop()));
});

const answersOf = async (client: Client): Promise<DatabaseAnswers> => {
  const rows = await rowsOf(client, questions);
  return {
    via: '',
    at: 0,
    databases: ['postgres'],
    cluster: {},
    each: { postgres: Object.fromEntries(questions.map(({ id }, index) => [id, { rows: rows[index]! }])) },
  };
};

async function found(): Promise<string[]> {
  const [here, there] = await Promise.all([answersOf(blue!), answersOf(green!)]);
  const both = unreplicated(here, there, false, [schemaOf.id, objectsBeside.id]);
  expect(both.notKnown).toEqual([]);
  return unreplicatedFindings(both).flatMap(({ id, severity, details = [] }) =>
    details.map((each) => `${id} ${severity}: ${each}`),
  );
}

async function run(client: Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements.flatMap((each) => each.split(/; (?=[A-Z]{4})/))) await client.query(statement);
}

const told = (changes: readonly Change[], severity: (id: string, text: string) => string) =>
  [...new Set(changes.map(([, id, text]) => `${id} ${severity(id, text)}: ${text}`))].sort();

/** 17 leaves out names of tables where there is only one. */
const view = 'PG_SCHEMA warn: view public.few of postgres (perhaps different)';

/** Told of what was made anew on production, once the same was done on green. */
const mixed = [...changes.map(([, , text]) => text), 'schema two of postgres (made anew or rewritten on production)']
  .filter((text) => text.includes('made anew or rewritten'))
  .concat(['table public.staging of postgres (made anew or rewritten on production)'])
  // Nothing but its row tells a default from a type.
  .concat(['table public.u of postgres (made anew or rewritten on production)'])
  // Its first part is the last now: on one end alone that shows.
  .concat(['type public.pair of postgres (made anew or rewritten on production)'])
  .map((text) => `PG_SCHEMA warn: ${text.replace('made anew or rewritten on production', 'changed on both ends')}`);

/** Whoever gives a table to somebody else hides that it was renamed: the same row is written. */
const mixedStill = mixed.filter((text) => !text.includes('public.staging'));

describe('what is changed on production of 15 while green of 17 stands', () => {
  it('is nothing at first', async () => {
    expect(await found()).toEqual([]);
  });

  it('is told, and what is worse than a privilege stops the upgrade', async () => {
    await run(
      blue!,
      changes.map(([statement]) => statement),
    );
    const severity = (id: string, text: string) => (id === 'PG_SCHEMA' && !text.includes('perhaps') ? 'block' : 'warn');
    const beside = [
      'PG_SCHEMA block: table public.staging of postgres (made anew or rewritten on production)',
      'PG_SCHEMA block: schema two of postgres (made anew or rewritten on production)',
    ];
    expect((await found()).sort()).toEqual([...told(changes, severity), ...beside].sort());
  });

  it('is made good by the same on green, but for what 17 words in another way, and where rows may have been mixed up', async () => {
    await run(
      green!,
      changes.map(([statement]) => statement),
    );
    expect((await found()).sort()).toEqual([...mixed, view].sort());
  });

  it('is told with less certainty where both ends were written', async () => {
    await run(
      blue!,
      again.map(([statement]) => statement),
    );
    expect((await found()).sort()).toEqual([...told(again, () => 'warn'), ...mixed, view].sort());
    await run(
      green!,
      again.map(([statement]) => statement),
    );
  });

  it('is not made good by the same on green where its subscription does not know the table', async () => {
    const statements = ['DROP TABLE again', 'CREATE TABLE again (id int PRIMARY KEY)'];
    const again = (how: string) =>
      [`PG_SCHEMA block: table public.again of postgres (${how})`, ...mixedStill, view].sort();
    await run(blue!, statements);
    expect((await found()).sort()).toEqual(again('made anew or rewritten on production'));
    await run(green!, statements);
    expect((await found()).sort()).toEqual(again('not replicated to green'));
    for (const end of [blue!, green!]) await run(end, ['DROP TABLE again']);
  });

  it('is none where catalogs are written by what changes no schema', async () => {
    await run(blue!, harmless);
    expect((await found()).sort()).toEqual([...mixedStill, view].sort());
  });

  it('is not made good by the same on green where that makes other rows, or others came in between', async () => {
    const rest = [...mixedStill, view];
    const of = (lines: string[][]) => [...lines.flat().map((line) => `PG_SCHEMA ${line}`), ...rest].sort();
    const statements = notMadeGood.map(([statement]) => statement);
    await run(blue!, statements);
    expect((await found()).sort()).toEqual(of(notMadeGood.map(([, alone]) => alone)));
    await run(green!, statements);
    expect((await found()).sort()).toEqual(of(notMadeGood.map(([, , both]) => both)));
  });

  it('is told where green was mended with other words, and where only one end was changed', async () => {
    const before = await found();
    await run(
      blue!,
      otherwise.map(([onProduction]) => onProduction),
    );
    await run(
      green!,
      otherwise.map(([, onGreen]) => onGreen),
    );
    const lines = (await found()).filter((line) => !before.includes(line));
    expect(lines.sort()).toEqual(otherwise.flatMap(([, , lines]) => lines).sort());
  });

  it('is another line of an approval when it is done again', async () => {
    const exchange = ['a TO x', 'b TO a', 'x TO b'].map((names) => `ALTER TABLE twice RENAME ${names}`);
    const stamp = async () => {
      const [here, there] = await Promise.all([answersOf(blue!), answersOf(green!)]);
      const { unlike } = unreplicated(here, there, false, [schemaOf.id]);
      const { how, object } = unlike.find(({ name }) => name === 'public.twice')!;
      return `${how} ${object.stamp}`;
    };
    for (const end of [blue!, green!]) await run(end, exchange);
    const first = await stamp();
    expect([first, await stamp()]).toEqual([expect.stringMatching(/^changed on both ends \w{10}$/), first]);
    await run(blue!, exchange);
    expect(await stamp()).not.toBe(first);
  });

  it('is nothing that was made by numbers alone: they begin again, and old ones look new', async () => {
    await run(blue!, ["UPDATE pg_publication SET oid = 2200000000 WHERE pubname LIKE 'rds%'"]);
    expect((await found()).filter((line) => line.includes('made anew or rewritten on production'))).toEqual([]);
  });
});
