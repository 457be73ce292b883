import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appFolder } from '../../scripts/cli/app-folder';

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'aurora-app-folder-')));
  mkdirSync(join(top, 'infra/src/deep'), { recursive: true });
});

afterEach(() => rmSync(top, { recursive: true }));

const app = (folder: string) => writeFileSync(join(top, folder, 'cdktf.json'), '{}');
const repository = (folder: string) => mkdirSync(join(top, folder, '.git'));

test('the nearest folder above with a cdktf.json', () => {
  repository('.');
  app('.');
  app('infra');
  expect(appFolder(join(top, 'infra/src/deep'))).toBe(join(top, 'infra'));
  expect(appFolder(join(top, 'infra'))).toBe(join(top, 'infra'));
  expect(appFolder(top)).toBe(top);
});

test('never out of the repository, whose folder may be a linked worktree', () => {
  app('.');
  writeFileSync(join(top, 'infra/.git'), 'gitdir: elsewhere\n');
  expect(appFolder(join(top, 'infra/src'))).toBeUndefined();
});

test('outside a repository only the current folder', () => {
  app('infra');
  expect(appFolder(join(top, 'infra/src'))).toBeUndefined();
  expect(appFolder(join(top, 'infra'))).toBe(join(top, 'infra'));
});
