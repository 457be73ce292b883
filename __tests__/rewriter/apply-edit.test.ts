import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { applyEdit } from '../../scripts/rewriter/apply-edit';
import type { ProvenEdit } from '../../scripts/rewriter/edit';
import { temporaryFolder } from './fixture-app';

const before = Buffer.from("const version = '15.6';\r\n");
const after = Buffer.from("const version = '15.10';\r\n");

function edit(projectDir: string, file = 'main.ts'): ProvenEdit {
  return {
    kind: 'edit',
    projectDir,
    file,
    changes: [{ place: { file, line: 1, column: 18, text: '15.6' }, says: '15.6 → 15.10' }],
    content: { before, after },
    patch: '',
    stacks: ['prod'],
    derived: [],
    syntheses: 2,
    notes: [],
  };
}

describe('applyEdit', () => {
  it('replaces the file, keeps its mode and leaves nothing else', async () => {
    const dir = temporaryFolder();
    const file = join(dir, 'main.ts');
    writeFileSync(file, before);
    chmodSync(file, 0o750);
    await expect(applyEdit(edit(dir))).resolves.toBe(file);
    expect(readFileSync(file)).toEqual(after);
    expect(statSync(file).mode & 0o777).toBe(0o750);
    expect(readdirSync(dir)).toEqual(['main.ts']);
  });

  it('writes through a link, which stays one', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'real.ts'), before);
    symlinkSync('real.ts', join(dir, 'main.ts'));
    await applyEdit(edit(dir));
    expect(readFileSync(join(dir, 'real.ts'))).toEqual(after);
    expect(readdirSync(dir, { withFileTypes: true }).filter((each) => each.isSymbolicLink())).toHaveLength(1);
  });

  it.each([
    ['changed', () => 'another content'],
    ['changed in one invisible byte', () => before.toString().replace('\r\n', '\n')],
  ])('leaves a file alone that was %s meanwhile', async (_name, content) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'main.ts'), content());
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'FILE_CHANGED', exitCode: 3 });
    expect(readFileSync(join(dir, 'main.ts'), 'utf8')).toBe(content());
  });

  it('does not bring back a file that is gone', async () => {
    const dir = temporaryFolder();
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('never writes outside the project', async () => {
    const [dir, outside] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(outside, 'main.ts'), before);
    symlinkSync(join(outside, 'main.ts'), join(dir, 'main.ts'));
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'OUTSIDE_PROJECT' });
    expect(readFileSync(join(outside, 'main.ts'))).toEqual(before);
  });
});

describe('a file that is replaced', () => {
  const git = (dir: string, ...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8' });
  const repository = () => {
    const dir = temporaryFolder();
    git(dir, 'init', '--quiet');
    writeFileSync(join(dir, 'main.ts'), before);
    return dir;
  };
  const ours = (dir: string) => readdirSync(dir).filter((name) => name.includes('aurora'));

  /** Another process is killed right before the new file takes the place of the old one. */
  function killedBeforeRename(file: string): void {
    const script = `
      require('node:fs/promises').rename = () => process.kill(process.pid, 'SIGKILL');
      const { replaceFile } = require(${JSON.stringify(resolve(__dirname, '../../scripts/checkout/replace-file.ts'))});
      replaceFile(${JSON.stringify(file)}, Buffer.from('new'));`;
    const { signal } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], { cwd: __dirname });
    expect(signal).toBe('SIGKILL');
  }

  it('leaves nothing in the working tree when it is killed, and the next run removes the rest', async () => {
    const dir = repository();
    const file = join(dir, 'main.ts');
    killedBeforeRename(file);
    expect(readFileSync(file)).toEqual(before);
    expect(git(dir, 'status', '--porcelain', '--ignored')).toBe('?? main.ts\n');
    expect(ours(join(dir, '.git'))).toHaveLength(1);
    await applyEdit(edit(dir));
    expect(readFileSync(file)).toEqual(after);
    expect(ours(join(dir, '.git'))).toEqual([]);
  });

  it('without git: the next run removes what a killed one has left', async () => {
    const dir = temporaryFolder();
    const file = join(dir, 'main.ts');
    writeFileSync(file, before);
    killedBeforeRename(file);
    expect(ours(dir)).toHaveLength(1);
    await applyEdit(edit(dir));
    expect(readdirSync(dir)).toEqual(['main.ts']);
  });

  it.each(['EXDEV', 'EACCES', 'EROFS'])('goes another way where the git folder cannot be used: %s', async (code) => {
    const dir = repository();
    const fs = require('node:fs/promises') as typeof import('node:fs/promises');
    jest.spyOn(fs, 'rename').mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    await applyEdit(edit(dir));
    jest.restoreAllMocks();
    expect(readFileSync(join(dir, 'main.ts'))).toEqual(after);
    expect([...ours(dir), ...ours(join(dir, '.git'))]).toEqual([]);
  });

  it('says what cannot be written', async () => {
    const dir = repository();
    const fs = require('node:fs/promises') as typeof import('node:fs/promises');
    jest
      .spyOn(fs, 'rename')
      .mockRejectedValue(Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }));
    await expect(applyEdit(edit(dir))).rejects.toMatchObject({ code: 'NOT_WRITABLE', exitCode: 3 });
    jest.restoreAllMocks();
    expect(readFileSync(join(dir, 'main.ts'))).toEqual(before);
    expect([...ours(dir), ...ours(join(dir, '.git'))]).toEqual([]);
  });
});
