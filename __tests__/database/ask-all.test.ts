import type { Answer } from '../../scripts/database/answers';
import { askAll } from '../../scripts/database/ask-all';
import { askInParts, Refused } from '../../scripts/database/ask-in-parts';
import type { DatabasePort } from '../../scripts/database/database-port';
import { listing } from '../../scripts/database/statement';

const questions = Array.from({ length: 40 }, (_, index) => ({ id: `Q${index}`, sql: 'SELECT 1' }));

test('a database in which every question is slow is asked for two minutes, not for twenty', async () => {
  let now = 0;
  let asked = 0;
  const slow = async () => {
    now += 30_000;
    asked += 1;
    throw new Refused('It took longer than 30 s.', true);
  };
  const answers = await askInParts(questions, slow, { limit: 120_000, now: () => now });
  expect({ asked, now }).toEqual({ asked: 4, now: 120_000 });
  expect(Object.keys(answers)).toHaveLength(40);
  expect(answers.Q0).toEqual({ failed: 'It took longer than 30 s.' });
  expect(answers.Q39).toEqual({ failed: expect.stringContaining('queried for 120 s, and did not answer this check') });
});

test('databases that are not begun within ten minutes are not checked, and say so', async () => {
  let wall = 0;
  const names = Array.from({ length: 12 }, (_, index) => ({ name: `db${index}` }));
  const entered: string[] = [];
  const port: DatabasePort = {
    via: 'a test',
    database: 'postgres',
    listing,
    async ask(database, [first]): Promise<Record<string, Answer>> {
      if (first?.id === 'DATABASES') return { DATABASES: { rows: names } };
      entered.push(database);
      await Promise.resolve();
      wall += 100_000;
      return { Q0: { rows: [] } };
    },
    close: async () => {},
  };
  const { each } = await askAll(
    port,
    [],
    questions.slice(0, 1),
    () => 0,
    () => wall,
  );
  expect(entered).toHaveLength(8);
  expect(each.db7).toEqual({ Q0: { rows: [] } });
  expect(each.db11).toEqual({ Q0: { failed: 'It was not queried: the databases before it took 10 minutes.' } });
});
