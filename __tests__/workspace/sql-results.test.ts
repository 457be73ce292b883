import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fact } from '../../scripts/view/view';
import type { ReadingConnection } from '../../scripts/workspace/connections';
import { databasesOf } from '../../scripts/workspace/databases';
import { viewOf } from '../support/view-of';

const hour = 60 * 60 * 1000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sql-results-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of a database whose clock is right, looked at when this machine's is `ahead` of RDS's. */
async function looked(age: number, ahead: number, isEmbedded = false): Promise<string> {
  const rds = Date.now() - ahead;
  const view = viewOf();
  const at = (isEmbedded ? Date.now() : rds) - age;
  const line = (fields: object) => ({
    for: fact(view, 'production').cluster.resourceId,
    when: 'create',
    database: 'shop',
    at,
    ...fields,
  });
  const lines = [line({ begin: 40, databases: ['shop'] }), line({ end: true })];
  const results = join(folder, 'results');
  writeFileSync(results, lines.map((each) => JSON.stringify(each)).join('\n'));
  const connection = { target: { embedded: { rds: isEmbedded } } } as unknown as ReadingConnection;
  const databases = databasesOf(connection, { access: {}, results, signal: new AbortController().signal });
  const look = await databases.look({ ...view, now: rds }, 'create');
  return look.kind === 'not-checked' ? look.reason : look.kind;
}

test.each([
  [1, 30, 'answered'],
  [1, -30, 'answered'],
  [40, -30, expect.stringContaining('more than a day ago')],
])(
  'results of %i hours ago are as old, whatever the clock of this machine says (%i hours ahead)',
  async (age, ahead, said) => {
    expect(await looked(age * hour, ahead * hour)).toEqual(said);
  },
);

test('the databases of the embedded RDS have the clock of this machine', async () => {
  expect(await looked(hour, -1000 * hour, true)).toBe('answered');
});
