import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedFiles, wordsOf } from '../../scripts/checkout/named-files';

let folder: string;
let app: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'named-files-'));
  app = join(folder, 'infra');
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(app, 'hooks'), { recursive: true });
  for (const path of ['hooks/smoke.sh', 'hooks/with space.sh', 'event.json', 'smoke.sql']) {
    writeFileSync(join(app, path), path);
  }
  writeFileSync(join(folder, 'shared.sh'), 'shared');
  symlinkSync(join(app, 'event.json'), join(app, 'link.json'));
  symlinkSync(join(app, 'loop.json'), join(app, 'loop.json'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const paths = (command: string) => namedFiles(app, command).files.map(({ path }) => path);

test.each([
  ['./hooks/smoke.sh', ['hooks/smoke.sh']],
  ['bash hooks/smoke.sh && bash ../shared.sh', ['../shared.sh', 'hooks/smoke.sh']],
  ['"./hooks/with space.sh" -v', ['hooks/with space.sh']],
  ['./hooks/with\\ space.sh', ['hooks/with space.sh']],
  [`bash -c './hooks/smoke.sh | tee log'`, ['hooks/smoke.sh']],
  ['psql -fsmoke.sql', ['smoke.sql']],
  ['psql --file=smoke.sql', ['smoke.sql']],
  ['curl -d @event.json http://127.0.0.1', ['event.json']],
  ['aws events put-events --entries file://event.json', ['event.json']],
  ['cat <event.json;cat smoke.sql', ['event.json', 'smoke.sql']],
  ['cat link.json', ['link.json']],
  ['echo smoke.sql smoke.sql', ['smoke.sql']],
  // A folder, what only the shell knows, what is not there, and what is not the repository's.
  ['ls hooks', []],
  ['$SCRIPT hooks/*.sh', []],
  ['./gone.sh', []],
  ['/bin/sh', []],
  // From the folder into which the line goes.
  ['cd hooks && ./smoke.sh', ['hooks/smoke.sh']],
  ['make -C hooks smoke.sh', ['hooks/smoke.sh']],
  // No file system has such names.
  [`curl -d '${'x'.repeat(300)}' event.json`, ['event.json']],
  ['cat loop.json event.json', ['event.json']],
])('%s names %j', (command, expected) => {
  expect(paths(command)).toEqual(expected);
});

test('a file is known by its bytes', () => {
  const sha256 = createHash('sha256').update('hooks/smoke.sh').digest('hex');
  expect(namedFiles(app, './hooks/smoke.sh').files).toEqual([{ path: 'hooks/smoke.sh', sha256 }]);
});

test('a name that is no file yet is known too, a folder is none', () => {
  const { absent } = namedFiles(app, '[ ! -f ./hooks/site.sh ] || sh ./hooks/site.sh; ls hooks');
  expect(absent).toContain('hooks/site.sh');
  expect(absent).not.toContain('hooks');
});

test('words are those of a shell', () => {
  expect(wordsOf(`a 'b c' "d\\"e"f;g`)).toEqual(['a', 'b c', 'b', 'c', 'd"ef', 'g']);
});
